package dev.latchkey.bench.live;

import static dev.latchkey.bench.Markdown.number;

import dev.latchkey.bench.Markdown;
import dev.latchkey.bench.Project;
import dev.latchkey.bench.Sample;
import dev.latchkey.bench.harness.LocalProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Prints how long after its approval was answered somebody who waits has his admission, by his live connection, on one machine. */
public final class Decisions {
    private static final int WAITING = 500;

    /** An address may knock thirty times a minute at each. */
    private static final int DOORS = 20;

    private static final int ADMINS = 2;
    private static final int WARM_UP = 20;

    private final LocalProcess service;
    private final HttpClient http = HttpClient.newHttpClient();

    private Decisions(LocalProcess service) {
        this.service = service;
    }

    public static void main(String[] arguments) throws Exception {
        Path work = Files.createTempDirectory(Files.createDirectories(Project.file("bench/target")), "live");
        try (LocalProcess service =
                LocalProcess.start(Files.createDirectory(work.resolve("data")), LocalProcess.MAVENS_FLAGS)) {
            Decisions decisions = new Decisions(service);
            decisions.decide("warm-up-", WARM_UP);
            print(decisions.decide("door-", WAITING));
        }
    }

    /** How many milliseconds later each has heard of it. */
    private List<Double> decide(String doors, int many) throws Exception {
        for (int door = 0; door < DOORS; door++) {
            service.post(
                    "/api/v1/room",
                    "{'roomName':'" + doors + door + "','privacy':'private','enableRequestToJoin':true}");
        }
        Map<String, Guest> waiting = new LinkedHashMap<>();
        List<WebSocket> connections = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            String door = "/api/v1/join/dev/" + doors + i % DOORS;
            Map<String, Object> request = service.post(door, "{'name':'guest " + i + "'}");
            Guest guest = new Guest();
            connections.add(LiveSocket.open(http, service, String.valueOf(request.get("ticket")), guest::hear));
            waiting.put(door + "/" + request.get("requestId"), guest);
        }
        approve(waiting);
        List<Double> millis = new ArrayList<>();
        for (Guest guest : waiting.values()) {
            // Told before the answer was read, it came at once.
            long told = guest.admitted.get(LiveSocket.PATIENCE_SECONDS, TimeUnit.SECONDS);
            millis.add(Math.max(0, told - guest.answered.get(LiveSocket.PATIENCE_SECONDS, TimeUnit.SECONDS)) / 1e6);
        }
        connections.forEach(WebSocket::abort);
        return millis;
    }

    private void approve(Map<String, Guest> waiting) throws InterruptedException {
        ExecutorService admins = Executors.newFixedThreadPool(ADMINS);
        waiting.forEach((request, guest) -> admins.execute(() -> {
            try {
                service.post(request + "/approve", "");
                guest.answered.complete(System.nanoTime());
            } catch (IOException | InterruptedException e) {
                guest.answered.completeExceptionally(e);
            }
        }));
        admins.shutdown();
    }

    private static void print(List<Double> millis) {
        Sample sample = Sample.of(millis);
        Markdown table = Markdown.of("waiting", "p50 ms", "p99 ms", "max ms");
        table.row(
                millis.size(),
                number(sample.median(), 0),
                number(sample.quantile(0.99), 0),
                number(sample.quantile(1), 0));
        table.print(
                "From an approval to the admission, on one machine",
                WAITING + " people wait at " + DOORS + " doors by live connections, " + ADMINS
                        + " admins let them in as fast as they are answered; from the answer to the approval to the admission that the connection brings.");
    }

    /** Somebody who waits. */
    private static final class Guest {
        private final CompletableFuture<Long> answered = new CompletableFuture<>();
        private final CompletableFuture<Long> admitted = new CompletableFuture<>();

        void hear(Map<String, Object> message) {
            if (message.containsKey("sessionToken")) {
                admitted.complete(System.nanoTime());
            }
        }
    }
}
