package dev.latchkey.bench.live;

import static dev.latchkey.bench.Markdown.number;

import dev.latchkey.bench.Markdown;
import dev.latchkey.bench.Project;
import dev.latchkey.bench.Sample;
import dev.latchkey.bench.harness.LocalProcess;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Prints what many people inside by live connections cost the local service while nothing happens, and how long it takes until
 * all of a room are told that it was changed. Each says that it is there once a minute, more often than it has to.
 */
public final class Sockets {
    private static final int IN_THE_LARGE_ROOM = 100;

    /**
     * Whoever comes in is told to those who are inside: a hundred in each room would measure that. And their first message would have
     * more than 16 KB, of which Java's own client loses the rest when it comes together with the answer to the handshake.
     */
    private static final int IN_A_ROOM = 10;

    private static final int BROADCASTS = 10;
    private static final int ENTERING = 4;
    private static final double MEGABYTE = 1 << 20;

    private final LocalProcess service;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<WebSocket> open = new ArrayList<>();
    private volatile CountDownLatch told = new CountDownLatch(0);

    private Sockets(LocalProcess service) {
        this.service = service;
    }

    /** @param arguments how many connections, and how many minutes they stay open */
    public static void main(String[] arguments) throws Exception {
        int many = Integer.parseInt(arguments[0]);
        double minutes = Double.parseDouble(arguments[1]);
        Path work = Files.createTempDirectory(Files.createDirectories(Project.file("bench/target")), "sockets");
        try (LocalProcess service =
                LocalProcess.start(Files.createDirectory(work.resolve("data")), LocalProcess.MAVENS_FLAGS)) {
            new Sockets(service).run(many, minutes);
        }
    }

    private void run(int many, double minutes) throws Exception {
        Markdown table = Markdown.of(
                "minute", "open", "heap in use MB", "resident MB", "all 100 told p50 ms", "slowest of 10 ms");
        fill(many);
        int marks = 5;
        for (int mark = 0; mark <= marks; mark++) {
            if (mark > 0) {
                stay(Duration.ofMillis((long) (minutes * 60_000 / marks)));
            }
            Sample millis = broadcasts("room-0", Math.min(IN_THE_LARGE_ROOM, many));
            table.row(
                    number(mark * minutes / marks, 1),
                    open.stream().filter(socket -> !socket.isInputClosed()).count(),
                    number(service.liveHeapBytes() / MEGABYTE, 0),
                    number(service.residentBytes() / MEGABYTE, 0),
                    number(millis.median(), 0),
                    number(millis.quantile(1), 0));
        }
        table.print(
                "Open connections, on one machine",
                many
                        + " people are inside by live connections, 100 in one room and ten in each other one; the time from the answer to a change of the large room to the last of its 100 having been told.");
    }

    /** Several come in at a time. */
    private void fill(int many) throws Exception {
        for (int room = 0; room <= roomOf(many); room++) {
            service.post("/api/v1/room", "{'roomName':'room-" + room + "','privacy':'public'}");
        }
        ExecutorService entering = Executors.newFixedThreadPool(ENTERING);
        List<Future<WebSocket>> entered = new ArrayList<>();
        for (int person = 0; person < many; person++) {
            int room = roomOf(person);
            String name = "guest " + person;
            entered.add(entering.submit(() -> enter(room, name)));
        }
        entering.shutdown();
        for (Future<WebSocket> socket : entered) {
            open.add(socket.get());
        }
    }

    private static int roomOf(int person) {
        return person < IN_THE_LARGE_ROOM ? 0 : 1 + (person - IN_THE_LARGE_ROOM) / IN_A_ROOM;
    }

    private WebSocket enter(int room, String name) throws Exception {
        Map<String, Object> entry = service.post("/api/v1/join/dev/room-" + room, "{'name':'" + name + "'}");
        return LiveSocket.open(http, service, String.valueOf(entry.get("sessionToken")), message -> {
            if (room == 0 && "room.updated".equals(message.get("type"))) {
                told.countDown();
            }
        });
    }

    /** Everybody says once a minute that he is there, one after the other. */
    private void stay(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        long pause = Duration.ofMinutes(1).toNanos() / open.size();
        for (int i = 0; System.nanoTime() < end; i++) {
            open.get(i % open.size())
                    .sendText("{\"type\":\"ping\",\"id\":\"1\"}", true)
                    .join();
            TimeUnit.NANOSECONDS.sleep(pause);
        }
    }

    private Sample broadcasts(String room, int inside) throws Exception {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < BROADCASTS; i++) {
            CountDownLatch all = new CountDownLatch(inside);
            told = all;
            service.call("PUT", "/api/v1/room/" + room, "{'enableChat':" + (i % 2 == 1) + "}");
            long answered = System.nanoTime();
            if (!all.await(LiveSocket.PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(all.getCount() + " of " + inside + " were not told");
            }
            millis.add((System.nanoTime() - answered) / 1e6);
        }
        return Sample.of(millis);
    }
}
