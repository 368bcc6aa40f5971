package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
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

    /** A glance, who is inside, the peer and where its token is used, what speaks against it: docs/decisions/0245. */
    @Test
    void joinReadsThreeTimesAndWritesThreeItems() {
        Map<String, Integer> calls =
                callsOf(() -> server.anyone().post("/api/v1/join/dev/" + room, Map.of("accessToken", token)));

        assertThat(calls).isEqualTo(Map.of("batchGetItem", 2, "query", 1, "putItem", 3));
    }

    @Test
    void whoIsRefusedReadsOnce() {
        String revoked =
                server.app().post("/api/v1/token", Map.of("roomName", room)).text("token");
        server.app().post("/api/v1/token/revoke", Map.of("token", revoked));
        server.dynamoDb().forgetCalls();

        assertThat(server.anyone()
                        .post("/api/v1/join/dev/" + room, Map.of("accessToken", revoked))
                        .problem())
                .isEqualTo("token_revoked");
        assertThat(server.dynamoDb().calls()).isEqualTo(Map.of("batchGetItem", 1, "getItem", 1));
    }

    private static Map<String, Integer> callsOf(Supplier<ApiAnswer> call) {
        server.dynamoDb().forgetCalls();
        assertThat(call.get().status()).isBetween(200, 299);
        return server.dynamoDb().calls();
    }
}
