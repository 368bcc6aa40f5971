package dev.latchkey.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A service whose answers are set before it is asked, in the order in which it gives them, and which keeps what it was asked. */
final class FakeService implements AutoCloseable {
    static final String KEY = "lk_dev_SECRETKEYSECRETKEYSECRETKEYSECRE";

    record Request(String method, String target, String body, Map<String, List<String>> headers) {
        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().get(0))
                    .findFirst()
                    .orElse("");
        }
    }

    private interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Function<Request, Answer> otherwise = request -> exchange -> {};
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Queue<Duration> pauses = new ArrayDeque<>();

    FakeService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Request request = new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                body,
                Map.copyOf(exchange.getRequestHeaders()));
        requests.add(request);
        Answer answer = answers.poll();
        (answer == null ? otherwise.apply(request) : answer).give(exchange);
        exchange.close();
    }

    FakeService answers(int status, String body) {
        return answers(status, body, "");
    }

    FakeService answers(int status, String body, String retryAfter) {
        answers.add(answer(status, body, retryAfter));
        return this;
    }

    /** What is answered where none of the other answers is left. */
    FakeService otherwise(Function<Request, String> body) {
        otherwise = request -> answer(200, body.apply(request), "");
        return this;
    }

    private static Answer answer(int status, String body, String retryAfter) {
        return exchange -> {
            if (!retryAfter.isEmpty()) {
                exchange.getResponseHeaders().set("retry-after", retryAfter);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /** Takes the request, and hangs up. */
    FakeService losesItsAnswer() {
        answers.add(exchange -> {});
        return this;
    }

    /** Says that an answer comes, and never ends it. */
    FakeService stalls() {
        answers.add(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return this;
    }

    /** Does not wait, and notes for how long it would have. */
    Latchkey.Builder builder() {
        return Latchkey.builder(url(), KEY).pause(pauses::add);
    }

    Latchkey client() {
        return builder().timeout(Duration.ofSeconds(30)).build();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Request> requests() {
        return requests;
    }

    Queue<Duration> pauses() {
        return pauses;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
