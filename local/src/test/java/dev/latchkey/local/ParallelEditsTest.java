package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Eight at a time change one thing, five times: each change is made, and none takes back another. */
class ParallelEditsTest {
    private static final int AT_A_TIME = 8;
    private static final int ROUNDS = 5;

    private static LocalServer server;
    private static ApiClient app;

    @BeforeAll
    static void start() {
        server = LocalServer.start();
        app = server.app();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyChangeOfOneRoomIsMade() throws Exception {
        room("edited");
        List<String> switches = List.of(
                "enableChat",
                "enableScreenSharing",
                "joinVideoOn",
                "joinAudioOn",
                "enableCamera",
                "enableMicrophone",
                "enableWatermark",
                "showInviteBox");
        for (int round = 0; round < ROUNDS; round++) {
            boolean on = round % 2 == 0;
            together(i -> succeeds(app.put("/api/v1/room/edited", Map.of(switches.get(i), on))));
            ApiAnswer room = app.get("/api/v1/room/edited");
            assertThat(switches).allSatisfy(name -> assertThat(room.json()).containsEntry(name, on));
        }
    }

    @Test
    void everyCutOffOfOneRoomIsMadeBesideItsChanges() throws Exception {
        room("cut-and-edited");
        for (int round = 0; round < ROUNDS; round++) {
            server.clock().advance(Duration.ofSeconds(10));
            long now = server.clock().instant().getEpochSecond();
            together(i -> succeeds(
                    i % 2 == 0
                            ? app.put("/api/v1/room/cut-and-edited", Map.of("enableChat", i % 4 == 0))
                            : app.post(
                                    "/api/v1/token/revoke",
                                    Map.of("roomName", "cut-and-edited", "issuedBeforeUnixSec", now - i))));
        }
    }

    @Test
    void everyChangeOfOnePeerIsMade() throws Exception {
        room("people");
        ApiAnswer in = server.anyone().post("/api/v1/join/dev/people", Map.of("name", "Ada"));
        String peer = "/api/v1/room/people/peers/" + in.text("participantSessionId");
        for (int round = 0; round < ROUNDS; round++) {
            String inRound = "in-" + round + "-";
            together(i -> succeeds(app.patch(
                    peer,
                    i < 4
                            ? Map.of("role", inRound + i, "permissions", Map.of("canSendData", true))
                            : Map.of("metadata", Map.of("edit", inRound + i)))));
            Map<String, Object> seen =
                    app.get("/api/v1/room/people/peers").list("peers").get(0);
            assertThat(String.valueOf(seen.get("role"))).startsWith(inRound);
            assertThat(String.valueOf(seen.get("metadata"))).contains("edit=" + inRound);
        }
    }

    @Test
    void everyChangeOfOneAppIsMade() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            int first = 10 * (round + 1);
            together(i -> operator(
                    i < 4
                            ? Map.of("maxTokenLifetimeSec", first + i)
                            : Map.of("allowedOrigins", List.of("https://meet" + (first + i) + ".example.com"))));
            Map<String, Object> seen = operator(Map.of("queryKeyAccepted", true));
            assertThat((Long) seen.get("maxTokenLifetimeSec")).isBetween((long) first, first + 3L);
            assertThat(String.valueOf(seen.get("allowedOrigins"))).contains("meet" + first / 10);
        }
    }

    private static void room(String name) {
        assertThat(app.post("/api/v1/room", Map.of("roomName", name)).status()).isEqualTo(200);
    }

    private static ApiAnswer succeeds(ApiAnswer answer) {
        assertThat(answer.status()).describedAs(answer.body()).isEqualTo(200);
        return answer;
    }

    private static Map<String, Object> operator(Map<String, ?> settings) {
        Map<String, Object> payload = new HashMap<>(settings);
        payload.put("action", "update-app");
        payload.put("app", "dev");
        Map<String, Object> answer = Json.readObject(server.operator(Json.write(payload)));
        assertThat(answer).containsEntry("success", true);
        return answer;
    }

    private static void together(IntFunction<Object> edit) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Callable<Object>> edits = new ArrayList<>();
            for (int i = 0; i < AT_A_TIME; i++) {
                int one = i;
                edits.add(() -> edit.apply(one));
            }
            for (Future<Object> done : threads.invokeAll(edits)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }
    }
}
