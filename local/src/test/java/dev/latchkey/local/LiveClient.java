package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Somebody with a live connection, who takes no message that is not documented. */
final class LiveClient implements WebSocket.Listener, AutoCloseable {
    /** So long that only what never comes is missed. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BlockingQueue<Map<String, Object>> heard = new LinkedBlockingQueue<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();
    private WebSocket socket;

    private LiveClient() {}

    /** Opens a connection by a session token or a ticket. */
    static LiveClient open(URI server, String token) {
        LiveClient client = new LiveClient();
        client.socket = join(HTTP.newWebSocketBuilder()
                .subprotocols("latchkey.v1", "latchkey.token." + token)
                .buildAsync(address(server), client));
        return client;
    }

    /** The status of the handshake that is refused, of who offers these protocols. */
    static int refusal(URI server, String first, String... more) {
        try {
            WebSocket.Builder builder = HTTP.newWebSocketBuilder();
            if (!first.isEmpty()) {
                builder.subprotocols(first, more);
            }
            join(builder.buildAsync(address(server), new LiveClient())).abort();
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    private static URI address(URI server) {
        return URI.create(server.toString().replaceFirst("^http", "ws") + "/live");
    }

    private static <T> T join(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    String subprotocol() {
        return socket.getSubprotocol();
    }

    void say(Map<String, ?> message) {
        say(Json.write(message));
    }

    void say(String text) {
        join(socket.sendText(text, true));
    }

    void sayBinary(byte[] bytes) {
        join(socket.sendBinary(ByteBuffer.wrap(bytes), true));
    }

    /** The next message. */
    Map<String, Object> next() {
        return next(message -> true);
    }

    /** The next message of that type; others before it are passed over. */
    Map<String, Object> next(String type) {
        return next(message -> type.equals(message.get("type")));
    }

    Map<String, Object> next(Predicate<Map<String, Object>> wanted) {
        try {
            while (true) {
                Map<String, Object> message = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                if (message == null) {
                    throw new AssertionError("it never came");
                }
                assertThat(complaints).isEmpty();
                if (wanted.test(message)) {
                    return message;
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was heard and not asked for. */
    BlockingQueue<Map<String, Object>> heard() {
        return heard;
    }

    /** Waits until the server has ended the connection. */
    void awaitEnd() {
        join(ended);
    }

    boolean hasEnded() {
        return ended.isDone();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            complaints.addAll(DocumentedSchemas.complaintsOfMessage(part.toString()));
            heard.add(Json.readObject(part.toString()));
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        ended.complete(null);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        ended.complete(null);
    }

    /** As when the network goes. */
    void cut() {
        socket.abort();
        ended.complete(null);
    }

    @Override
    public void close() {
        cut();
        assertThat(complaints).isEmpty();
    }
}
