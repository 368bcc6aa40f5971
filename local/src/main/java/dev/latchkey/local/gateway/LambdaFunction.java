package dev.latchkey.local.gateway;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;

/**
 * A handler and what Lambda would know of it. One instance serves all calls, many at a time: a Lambda container would serve
 * them one after the other.
 */
public record LambdaFunction(String name, RequestStreamHandler handler, Duration timeout) {
    /** @param event the whole event or payload, JSON */
    public byte[] invoke(byte[] event, LambdaLogger logger) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(event),
                answer,
                new LocalContext(name, UUID.randomUUID().toString(), System.nanoTime() + timeout.toNanos(), logger));
        return answer.toByteArray();
    }
}
