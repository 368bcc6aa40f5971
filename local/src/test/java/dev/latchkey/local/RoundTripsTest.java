package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.local.WatchedDynamoDb.Fate;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How often each call goes to DynamoDB once it is warm. Every round trip is milliseconds of somebody's waiting. */
class RoundTripsTest {
    private static LocalServer server;
    private static String room;
    private static String token;

    @BeforeAll
    static void start() {
        server = LocalServer.start();
        // The first use of a key on a day is noted; after that a key costs one read.
        room = server.app().post("/api/v1/room").text("roomName");
        token = server.app().post("/api/v1/token", Map.of("roomName", room)).text("token");
        server.anyone().post("/api/v1/join/dev/" + room, Map.of("accessToken", token));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void validateIsOneRead() {
        assertThat(callsOf(() -> server.anyone().post("/api/v1/token/validate", Map.of("token", token))))
                .isEqualTo(Map.of("batchGetItem", 1));
    }

    @Test
    void createRoomIsOneWriteBesideTheKey() {
        assertThat(callsOf(() -> server.app().post("/api/v1/room"))).isEqualTo(Map.of("batchGetItem", 1, "putItem", 1));
    }

    @Test
    void createTokenReadsKeyAndRoomTogether() {
        assertThat(callsOf(() -> server.app().post("/api/v1/token", Map.of("roomName", room))))
                .isEqualTo(Map.of("batchGetItem", 1));
    }

    /** Three requests, two of which are under way together: see docs/decisions/0002. */
    @Test
    void joinWaitsForTwo() {
        CountDownLatch bothReads = new CountDownLatch(2);
        AtomicBoolean together = new AtomicBoolean(true);
        server.dynamoDb().decide(call -> {
            if (call.equals("batchGetItem") || call.equals("query")) {
                bothReads.countDown();
                together.compareAndSet(true, opens(bothReads));
            }
            return Fate.FINE;
        });
        Map<String, Integer> calls =
                callsOf(() -> server.anyone().post("/api/v1/join/dev/" + room, Map.of("accessToken", token)));
        server.dynamoDb().decide(call -> Fate.FINE);

        assertThat(calls).isEqualTo(Map.of("batchGetItem", 1, "query", 1, "putItem", 1));
        assertThat(together).isTrue();
    }

    private static boolean opens(CountDownLatch latch) {
        try {
            return latch.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Map<String, Integer> callsOf(Supplier<ApiAnswer> call) {
        server.dynamoDb().forgetCalls();
        assertThat(call.get().status()).isBetween(200, 299);
        return server.dynamoDb().calls();
    }
}
