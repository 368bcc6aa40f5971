package dev.latchkey.bench.live;

import dev.latchkey.bench.harness.LocalProcess;
import dev.latchkey.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A live connection to the local service. */
final class LiveSocket implements WebSocket.Listener {
    static final int PATIENCE_SECONDS = 60;

    private final StringBuilder part = new StringBuilder();
    private final Consumer<Map<String, Object>> hears;
    private final CompletableFuture<Void> begun = new CompletableFuture<>();

    private LiveSocket(Consumer<Map<String, Object>> hears) {
        this.hears = hears;
    }

    /**
     * Opens one, and waits for its first message.
     *
     * @param token a session token or a ticket
     * @param hears each message, the first one too
     */
    static WebSocket open(HttpClient http, LocalProcess service, String token, Consumer<Map<String, Object>> hears)
            throws Exception {
        LiveSocket listener = new LiveSocket(hears);
        WebSocket socket = http.newWebSocketBuilder()
                .subprotocols("latchkey.v1", "latchkey.token." + token)
                .buildAsync(URI.create(service.address().replaceFirst("^http", "ws") + "/live"), listener)
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        listener.begun.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return socket;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
        part.append(text);
        if (last) {
            hears.accept(Json.readObject(part.toString()));
            part.setLength(0);
            begun.complete(null);
        }
        socket.request(1);
        return CompletableFuture.completedFuture(null);
    }
}
