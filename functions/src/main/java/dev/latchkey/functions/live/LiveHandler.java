package dev.latchkey.functions.live;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.latchkey.functions.http.Problems;
import dev.latchkey.functions.http.Response;
import dev.latchkey.problem.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The handler of a Lambda function behind a route of the WebSocket API. */
public interface LiveHandler extends RequestStreamHandler {
    /** What the gateway does with it is the route's: to {@code $connect} it is that of the handshake, to others the next message. */
    Response answer(LiveEvent event);

    /** What is answered where {@link #answer} throws. */
    default Response refused(LiveEvent event, RefusedException refused) {
        return Problems.response(refused, event.requestId());
    }

    @Override
    default void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        LiveExchange.run(this, event, answer, context);
    }
}
