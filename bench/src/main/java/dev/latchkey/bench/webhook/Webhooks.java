package dev.latchkey.bench.webhook;

import static dev.latchkey.bench.Markdown.number;

import dev.latchkey.bench.Markdown;
import dev.latchkey.bench.Project;
import dev.latchkey.bench.Sample;
import dev.latchkey.bench.harness.LocalProcess;
import dev.latchkey.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Prints how long after it happened an event comes to a webhook, while people come and go in many rooms on one machine. */
public final class Webhooks {
    private static final int ROOMS = 50;
    private static final int PEOPLE = 20;
    private static final long SEED = 11;

    /** How long is waited for the last event. */
    private static final int WARM_UP_SECONDS = 5;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final LocalProcess bundle;
    private final Arrivals arrivals;
    private final int seconds;
    private final Random random = new Random(SEED);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService people = Executors.newFixedThreadPool(50, work -> {
        Thread thread = new Thread(work, "people");
        thread.setDaemon(true);
        return thread;
    });

    /** How many calls were answered that they have to be made again. */
    private final AtomicInteger unavailable = new AtomicInteger();

    private Webhooks(LocalProcess bundle, Arrivals arrivals, int seconds) {
        this.bundle = bundle;
        this.arrivals = arrivals;
        this.seconds = seconds;
    }

    /** @param arguments within how many seconds everybody comes and goes */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory(Files.createDirectories(Project.file("bench/target")), "webhooks");
        try (Arrivals arrivals = Arrivals.listen();
                LocalProcess bundle =
                        LocalProcess.start(Files.createDirectory(work.resolve("data")), LocalProcess.MAVENS_FLAGS)) {
            new Webhooks(bundle, arrivals, Integer.parseInt(arguments[0])).run();
        }
    }

    private void run() throws IOException, InterruptedException {
        bundle.post(
                "/api/v1/webhooks",
                "{'url':'" + arrivals.url()
                        + "','types':['peer.joined','peer.left','session.started','session.ended']}");
        for (int room = 0; room < ROOMS; room++) {
            bundle.post("/api/v1/room", "{'roomName':'room-" + room + "'}");
        }
        // The first people find out what has to be compiled.
        comeAndGo(PEOPLE, WARM_UP_SECONDS);
        arrivals.forget();
        comeAndGo(ROOMS * PEOPLE, seconds);
        people.shutdown();
        print();
    }

    /** Waits until the receiver has been told of everybody. */
    private void comeAndGo(int many, int within) throws InterruptedException {
        List<CompletableFuture<Void>> visits = new ArrayList<>();
        for (int person = 0; person < many; person++) {
            visits.add(visit("room-" + person % ROOMS, within));
        }
        visits.forEach(CompletableFuture::join);
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (of("peer.joined").size() < many || of("peer.left").size() < many) {
            if (System.nanoTime() > patience) {
                throw new IllegalStateException("an event has not come");
            }
            Thread.sleep(100);
        }
    }

    /** Somebody comes within the first half of the time, and has gone within half of the time after that. */
    private CompletableFuture<Void> visit(String room, int within) {
        long comes = random.nextInt(within * 500);
        long stays = random.nextInt(within * 500);
        CompletableFuture<Void> gone = new CompletableFuture<>();
        after(comes, gone, () -> {
            String join = "/api/v1/join/dev/" + room;
            String session =
                    Json.readObject(post(join, "", "{\"name\":\"Ada\"}")).get("sessionToken") + "";
            after(stays, gone, () -> {
                post("/api/v1/session/leave", session, "");
                gone.complete(null);
            });
        });
        return gone;
    }

    private void after(long millis, CompletableFuture<Void> done, Step step) {
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, people).execute(() -> {
            try {
                step.take();
            } catch (IOException | InterruptedException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
    }

    private interface Step {
        void take() throws IOException, InterruptedException;
    }

    private String post(String path, String session, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(bundle.address() + path))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!session.isEmpty()) {
            request.header("authorization", "Bearer " + session);
        }
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        while (answer.statusCode() == 503) {
            unavailable.incrementAndGet();
            Thread.sleep(1000);
            answer = http.send(request.build(), BodyHandlers.ofString());
        }
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(path + " answers " + answer.statusCode());
        }
        return answer.body();
    }

    private List<Double> of(String type) {
        return arrivals.first().stream()
                .filter(arrival -> arrival.type().startsWith(type))
                .map(Arrivals.Arrival::millis)
                .toList();
    }

    private void print() {
        Markdown table = Markdown.of("event", "delivered", "p50 ms", "p99 ms", "max ms");
        row(table, "`peer.joined`", of("peer.joined"));
        row(table, "`peer.left`", of("peer.left"));
        row(table, "`session.started`, `session.ended`", of("session."));
        row(table, "all", of(""));
        table.print(
                "Events to a webhook, on one machine",
                ROOMS + " rooms, " + PEOPLE + " people each who come and go within " + seconds
                        + " s; from what an event says of when it happened to its arrival. " + arrivals.repeated()
                        + " came twice, " + unavailable.get()
                        + " calls had to be repeated. Whoever comes and goes, service, DynamoDB Local and receiver share the machine's "
                        + Runtime.getRuntime().availableProcessors() + " processors.");
    }

    private static void row(Markdown table, String name, List<Double> millis) {
        Sample sample = Sample.of(millis);
        table.row(
                name,
                millis.size(),
                number(sample.median(), 0),
                number(sample.quantile(0.99), 0),
                number(sample.quantile(1), 0));
    }
}
