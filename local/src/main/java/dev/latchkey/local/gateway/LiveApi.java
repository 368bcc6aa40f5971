package dev.latchkey.local.gateway;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.latchkey.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Stands in for a WebSocket API of API Gateway: three routes, and the connections that they are about. */
public final class LiveApi {
    /** The path of its stage. */
    static final String PATH = "/live";

    private static final String CONNECT = "$connect";
    private static final String DISCONNECT = "$disconnect";
    private static final String DEFAULT = "$default";

    private final Map<String, LambdaFunction> functions;
    private final LiveConnections connections;
    private final Duration idle;
    private final LambdaLogger log;
    private final Clock clock;

    /**
     * @param functions by the key of their route
     * @param idle how long a connection may be silent; ten minutes at API Gateway
     */
    public LiveApi(
            Map<String, LambdaFunction> functions,
            LiveConnections connections,
            Duration idle,
            LambdaLogger log,
            Clock clock) {
        this.functions = Map.copyOf(functions);
        this.connections = connections;
        this.idle = idle;
        this.log = log;
        this.clock = clock;
    }

    LiveConnections connections() {
        return connections;
    }

    Duration idle() {
        return idle;
    }

    /** Whether it has a route for those who want to connect: a gateway for a test has none. */
    boolean isThere() {
        return functions.containsKey(CONNECT);
    }

    /** Asks whether the connection may be opened. */
    HttpAnswer connect(String id, HttpCall call) throws IOException {
        return LambdaAnswer.parse(invoke(CONNECT, LiveEvents.connect(id, call, clock.instant())));
    }

    /** Hands a message over. Returns the next message to the connection; empty for none. */
    String receive(String id, String body, boolean binary) throws IOException {
        byte[] answer = invoke(DEFAULT, LiveEvents.message(id, body, binary, clock.instant()));
        return String.valueOf(
                Json.readObject(new String(answer, StandardCharsets.UTF_8)).getOrDefault("body", ""));
    }

    void disconnect(String id) throws IOException {
        invoke(DISCONNECT, LiveEvents.disconnect(id, clock.instant()));
    }

    private byte[] invoke(String route, Map<String, Object> event) throws IOException {
        LambdaFunction function = functions.get(route);
        if (function == null) {
            throw new IllegalStateException("there is no route " + route);
        }
        return function.invoke(Json.write(event).getBytes(StandardCharsets.UTF_8), log);
    }
}
