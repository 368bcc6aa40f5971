package dev.latchkey.functions.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.latchkey.problem.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The handler of a Lambda function behind a route of the API. */
public interface HttpHandler extends RequestStreamHandler {
    /** Does this function's work. Refusals are thrown as {@link RefusedException}; anything else thrown is a defect. */
    Response answer(Request request);

    /** Whether a body may come as text/plain, which is all that a page can send while it is being closed. */
    default boolean takesPlainText() {
        return false;
    }

    /** The answer to a request that is refused, by this function or before it was asked. */
    default Response refused(RefusedException refused, Request request) {
        return Problems.response(refused, request.id());
    }

    @Override
    default void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        HttpExchange.run(this, event, answer, context);
    }
}
