package dev.latchkey.local;

import dev.latchkey.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Somebody who follows {@code GET /local/events}. */
final class Feed implements AutoCloseable {
    /** So long that only what never comes is missed. */
    private static final int PATIENCE_SECONDS = 60;

    private final Stream<String> lines;
    private final BlockingQueue<Map<String, Object>> events = new LinkedBlockingQueue<>();
    private final Thread reader;

    private Feed(Stream<String> lines) {
        this.lines = lines;
        this.reader = new Thread(this::read);
        reader.setDaemon(true);
        reader.start();
    }

    /** Once this returns, everything that is told from now on is heard. */
    static Feed follow(URI server, String apiKey) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/local/events"))
                .header("x-api-key", apiKey)
                .build();
        HttpResponse<Stream<String>> answer = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofLines());
        String type = answer.headers().firstValue("content-type").orElse("");
        if (answer.statusCode() != 200 || !type.equals("text/event-stream")) {
            throw new AssertionError(answer.statusCode() + " " + type);
        }
        return new Feed(answer.body());
    }

    private void read() {
        try {
            lines.filter(line -> line.startsWith("data: "))
                    .forEach(line -> events.add(Json.readObject(line.substring("data: ".length()))));
        } catch (RuntimeException e) {
            // The server was stopped.
        }
    }

    /** What is told up to the first event that is like this, with it. */
    List<Map<String, Object>> upTo(Predicate<Map<String, Object>> last) {
        List<Map<String, Object>> heard = new ArrayList<>();
        try {
            while (heard.isEmpty() || !last.test(heard.get(heard.size() - 1))) {
                Map<String, Object> next = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (next == null) {
                    throw new AssertionError("it never came; what came: " + heard);
                }
                heard.add(next);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return heard;
    }

    @Override
    public void close() {
        lines.close();
    }
}
