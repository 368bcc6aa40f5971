package dev.latchkey.contract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.latchkey.outbound.ApiAnswer;
import dev.latchkey.testing.FakeLiveKit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The fake LiveKit over HTTP, for functions of another process. */
final class LiveKitServer implements AutoCloseable {
    private final HttpServer server;
    private volatile FakeLiveKit served = new FakeLiveKit(Clock.systemUTC());

    private LiveKitServer(HttpServer server) {
        this.server = server;
    }

    static LiveKitServer start() {
        try {
            LiveKitServer started =
                    new LiveKitServer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            started.server.createContext("/", started::answer);
            started.server.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers for this one from now on, at the address that it returns. */
    String serve(FakeLiveKit liveKit) {
        served = liveKit;
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String token = String.valueOf(call.getRequestHeaders().getFirst("Authorization"));
            ApiAnswer answer =
                    served.post(call.getRequestURI(), Map.of("Authorization", token), body, Duration.ofSeconds(1));
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            call.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
