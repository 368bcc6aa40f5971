package dev.latchkey.functions.queue;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The handler of a Lambda function behind a queue. */
public interface MessageHandler extends RequestStreamHandler {
    /**
     * Works one message off. It may come more than once; whatever is thrown makes it come again, until the queue gives it up
     * and puts it to its dead letters.
     */
    void take(ReceivedMessage message);

    @Override
    default void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        MessageBatch.run(this, event, answer, context);
    }
}
