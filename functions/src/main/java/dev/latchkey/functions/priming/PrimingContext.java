package dev.latchkey.functions.priming;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;

/** An invocation that leaves no trace. */
public class PrimingContext implements Context, LambdaLogger {
    @Override
    public String getAwsRequestId() {
        return "8f5071b6-2f3a-4d0b-9a41-7c2f4d1f0e11";
    }

    @Override
    public String getLogGroupName() {
        return "logs";
    }

    @Override
    public String getLogStreamName() {
        return "stream";
    }

    @Override
    public String getFunctionName() {
        return "function";
    }

    @Override
    public String getFunctionVersion() {
        return "$LATEST";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:eu-west-1:123456789012:function:function";
    }

    @Override
    public CognitoIdentity getIdentity() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ClientContext getClientContext() {
        throw new UnsupportedOperationException();
    }

    /** As long as a snapshot may take to make: nothing of it is over the network, and the first calls of a start are slow. */
    @Override
    public int getRemainingTimeInMillis() {
        return 130_000;
    }

    @Override
    public int getMemoryLimitInMB() {
        return 1769;
    }

    @Override
    public LambdaLogger getLogger() {
        return this;
    }

    @Override
    public void log(String message) {
        // nobody reads it
    }

    @Override
    public void log(byte[] message) {
        // nobody reads it
    }
}
