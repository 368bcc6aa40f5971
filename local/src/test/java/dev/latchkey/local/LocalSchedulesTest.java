package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.latchkey.local.gateway.LambdaFunction;
import dev.latchkey.template.TemplateSchedule;
import dev.latchkey.template.TemplateYaml;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSchedulesTest {
    private static final LambdaLogger SILENT = new LambdaLogger() {
        @Override
        public void log(String line) {}

        @Override
        public void log(byte[] line) {}
    };

    @TempDir
    private Path folder;

    private final LocalSchedules schedules = new LocalSchedules(SILENT);
    private final LinkedBlockingQueue<String> inputs = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        schedules.close();
    }

    @Test
    void aFunctionIsInvokedAtOnceAndAgainAndAgain() throws Exception {
        schedules.open(function((event, answer, context) -> note(event.readAllBytes())), "{}", Duration.ofMillis(10));
        for (int i = 0; i < 3; i++) {
            assertThat(inputs.poll(60, TimeUnit.SECONDS)).isEqualTo("{}");
        }
    }

    @Test
    void aFunctionThatFailsIsInvokedAgain() throws Exception {
        RequestStreamHandler broken = (event, answer, context) -> {
            note(event.readAllBytes());
            throw new AssertionError("it always fails");
        };
        schedules.open(function(broken), "{}", Duration.ofMillis(10));
        for (int i = 0; i < 3; i++) {
            assertThat(inputs.poll(60, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void aFunctionThatHangsHoldsNoOtherUp() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        schedules.open(function((event, answer, context) -> awaitQuietly(end)), "{}", Duration.ofHours(1));
        schedules.open(
                function((event, answer, context) -> note(event.readAllBytes())), "other", Duration.ofMillis(10));
        assertThat(inputs.poll(60, TimeUnit.SECONDS)).isEqualTo("other");
        assertThat(inputs.poll(60, TimeUnit.SECONDS)).isEqualTo("other");
        end.countDown();
    }

    @Test
    void afterTheEndNothingIsInvoked() throws Exception {
        schedules.open(function((event, answer, context) -> note(event.readAllBytes())), "{}", Duration.ofMillis(1));
        assertThat(inputs.poll(60, TimeUnit.SECONDS)).isNotNull();
        schedules.close();
        inputs.clear();
        Thread.sleep(50);
        assertThat(inputs).isEmpty();
    }

    /** All but the one that publishes the keys of a secret: on this machine they are read from one file. */
    @Test
    void whatTheTemplateSchedulesIsScheduledHere() {
        List<TemplateSchedule> all = TemplateYaml.read(Path.of("..", "template.yaml"), Map.of()).functions().stream()
                .flatMap(function -> function.schedules().stream())
                .toList();
        assertThat(all)
                .containsExactlyInAnyOrder(
                        new TemplateSchedule(Duration.ofMinutes(5), "{\"parked\": true}"),
                        new TemplateSchedule(Duration.ofMinutes(10), "{\"sweep\": true}"));
    }

    /** Its end came while nobody was there, and no change wakes anybody: the sweep finds it. */
    @Test
    void aRoomWhoseEndCameWhileNothingRanIsArchivedAfterTheNextStart() throws Exception {
        LocalServer.putKeysInto(folder);
        TestClock clock = new TestClock();
        try (LatchkeyServer first = start(clock);
                Feed feed = Feed.follow(url(first), first.apiKey().reveal())) {
            long end = clock.instant().plus(Duration.ofHours(1)).getEpochSecond();
            make(first, feed, Map.of("roomName", "brief", "expireUnixSec", end, "deleteOnExp", true));
            // Once this is told, all has been made of the changes before.
            make(first, feed, Map.of("roomName", "other"));
        }
        clock.advance(Duration.ofHours(2));
        try (LatchkeyServer second = start(clock)) {
            long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (app(second).get("/api/v1/room/brief").status() != 404) {
                assertThat(System.nanoTime()).isLessThan(patience);
                Thread.sleep(20);
            }
            assertThat(app(second).get("/api/v1/room/other").status()).isEqualTo(200);
        }
    }

    private static void make(LatchkeyServer server, Feed feed, Map<String, ?> room) {
        assertThat(app(server).post("/api/v1/room", room).status()).isEqualTo(200);
        feed.upTo(event -> event.get("type").equals("room.created"));
    }

    private LatchkeyServer start(TestClock clock) throws StartException {
        return LatchkeyServer.start(
                Settings.from(Map.of("PORT", "0", "LATCHKEY_DATA", folder.toString()), Path.of("..")), clock);
    }

    private static URI url(LatchkeyServer server) {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    private static ApiClient app(LatchkeyServer server) {
        return ApiClient.at(url(server)).withKey(server.apiKey().reveal());
    }

    private static LambdaFunction function(RequestStreamHandler handler) {
        return new LambdaFunction("SomeFunction", handler, Duration.ofSeconds(30));
    }

    private void note(byte[] input) {
        inputs.add(new String(input, StandardCharsets.UTF_8));
    }

    private static void awaitQuietly(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
