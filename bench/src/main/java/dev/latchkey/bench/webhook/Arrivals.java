package dev.latchkey.bench.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.latchkey.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A receiver of webhooks, that takes each and notes how long after its event it came. */
final class Arrivals implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Arrival> arrivals = new ConcurrentHashMap<>();
    private final AtomicInteger repeated = new AtomicInteger();

    /** @param millis from what the event says of when it happened to its arrival */
    record Arrival(String type, double millis) {}

    private Arrivals(HttpServer server) {
        this.server = server;
    }

    static Arrivals listen() throws IOException {
        Arrivals arrivals =
                new Arrivals(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        arrivals.server.setExecutor(arrivals.threads);
        arrivals.server.createContext("/", arrivals::take);
        arrivals.server.start();
        return arrivals;
    }

    private void take(HttpExchange exchange) throws IOException {
        Instant now = Instant.now();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
        Map<String, Object> event = Json.readObject(body);
        Duration late = Duration.between(Instant.parse(String.valueOf(event.get("timestamp"))), now);
        Arrival arrival = new Arrival(String.valueOf(event.get("type")), late.toNanos() / 1e6);
        if (arrivals.putIfAbsent(String.valueOf(event.get("id")), arrival) != null) {
            repeated.incrementAndGet();
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** Of each event the first. */
    Collection<Arrival> first() {
        return arrivals.values();
    }

    void forget() {
        arrivals.clear();
    }

    /** How many came that had come before. */
    int repeated() {
        return repeated.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
