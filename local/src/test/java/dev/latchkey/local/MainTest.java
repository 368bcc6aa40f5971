package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as it is started from a shell. */
class MainTest {
    private static final int SIGTERM_EXIT = 143;
    private static final int CLIENTS = 50;

    @TempDir
    private Path data;

    @Test
    void printsTheStableLinesAndCallsThatWorkAndStopsWhenAsked() throws Exception {
        try (MainProcess latchkey = start("0")) {
            List<String> lines = latchkey.stableLines();
            assertThat(lines.get(0)).matches("Latchkey: http://localhost:[0-9]+");
            assertThat(lines.get(1)).isEqualTo("App: dev");
            assertThat(lines.get(2)).matches("API key: lk_dev_[0-9A-Za-z]{38}");
            assertThat(latchkey.app().get("/api/v1/rooms").status()).isEqualTo(200);

            assertThat(latchkey.stop()).isEqualTo(SIGTERM_EXIT);
            assertThat(latchkey.errors()).isEmpty();
            assertThat(latchkey.rest().lines().filter(line -> line.contains("curl ")))
                    .hasSize(5);
        }
    }

    @Test
    void takenPortIsOneSentence() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                MainProcess latchkey = start(String.valueOf(other.getLocalPort()))) {
            assertThat(latchkey.exitCode()).isEqualTo(1);
            assertThat(latchkey.errors())
                    .isEqualTo("Port " + other.getLocalPort()
                            + " is taken: stop what uses it, or set PORT to another one.\n");
            assertThat(latchkey.rest()).isEmpty();
        }
    }

    @Test
    void roomThatWasAnsweredIsThereAfterKill9() throws Exception {
        Set<String> answered = ConcurrentHashMap.newKeySet();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        String key;
        try (MainProcess latchkey = start("0")) {
            key = latchkey.stableLines().get(2);
            ApiClient app = latchkey.app();
            CountDownLatch enough = new CountDownLatch(4 * CLIENTS);
            for (int i = 0; i < CLIENTS; i++) {
                clients.execute(() -> createRoomsForever(app, answered, enough));
            }
            assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();

            latchkey.kill();
        } finally {
            clients.shutdown();
        }
        assertThat(clients.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

        try (MainProcess latchkey = start("0")) {
            assertThat(latchkey.stableLines().get(2)).isEqualTo(key);
            ApiClient app = latchkey.app();
            assertThat(answered)
                    .hasSizeGreaterThanOrEqualTo(4 * CLIENTS)
                    .allSatisfy(room ->
                            assertThat(app.get("/api/v1/room/" + room).status()).isEqualTo(200));
        }
    }

    /** Until the server is gone, which is how it ends for these clients. */
    private static void createRoomsForever(ApiClient app, Set<String> answered, CountDownLatch enough) {
        try {
            while (true) {
                ApiAnswer answer = app.post("/api/v1/room", Map.of("privacy", "private"));
                if (answer.status() == 200) {
                    answered.add(answer.text("roomName"));
                    enough.countDown();
                }
            }
        } catch (RuntimeException e) {
            return;
        }
    }

    private MainProcess start(String port) throws Exception {
        return MainProcess.start(Map.of("PORT", port, "LATCHKEY_DATA", data.toString()));
    }
}
