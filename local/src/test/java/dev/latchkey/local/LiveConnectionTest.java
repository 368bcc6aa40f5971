package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One meeting over live connections: real sockets, the deployed functions, the table's stream, the queues. */
class LiveConnectionTest {
    private static final String TOKEN = "latchkey.token.";

    @TempDir
    static Path folder;

    private static LocalServer server;

    @BeforeAll
    static void start() {
        server = LocalServer.startLive(folder, Duration.ofMinutes(10));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void room(String name, Map<String, Object> fields) {
        Map<String, Object> all = new HashMap<>(fields);
        all.put("roomName", name);
        assertThat(server.app().post("/api/v1/room", all).status()).isEqualTo(200);
    }

    private static ApiAnswer enter(String room, String name, String role) {
        String token = server.app()
                .post("/api/v1/token", Map.of("roomName", room, "role", role, "name", name))
                .text("token");
        return server.anyone().post("/api/v1/join/dev/" + room, Map.of("accessToken", token));
    }

    private static LiveClient live(ApiAnswer entry) {
        return LiveClient.open(server.url(), entry.text(entry.status() == 201 ? "sessionToken" : "ticket"));
    }

    @Test
    void whoWaitsIsToldOfTheDecisionThatAnAdminMakesByHisConnection() {
        room("door", Map.of("privacy", "private", "enableRequestToJoin", true));
        try (LiveClient host = live(enter("door", "Ada", "host"))) {
            assertThat(host.subprotocol()).isEqualTo("latchkey.v1");
            Map<String, Object> state = host.next();
            assertThat(state)
                    .containsEntry("type", "state")
                    .containsEntry("role", "host")
                    .containsEntry("pingSec", 240L);

            ApiAnswer knock = server.anyone().post("/api/v1/join/dev/door", Map.of("name", "Grace"));
            try (LiveClient guest = live(knock)) {
                assertThat(guest.next())
                        .containsEntry("type", "state")
                        .containsEntry("status", "waiting")
                        .containsEntry("place", 1L);
                Map<String, Object> knocked = host.next("join_request.created");
                assertThat(knocked).containsEntry("name", "Grace").containsEntry("requestId", knock.text("requestId"));

                host.say(Map.of("type", "approve", "id", "7", "requestId", knock.text("requestId"), "role", "speaker"));
                assertThat(host.next("answer")).containsEntry("id", "7").containsEntry("success", true);

                Map<String, Object> decision = guest.next("join_request.updated");
                assertThat(decision).containsEntry("status", "admitted").containsEntry("role", "speaker");
                assertThat(host.next("peer.joined")).containsEntry("name", "Grace");

                try (LiveClient inside = LiveClient.open(server.url(), String.valueOf(decision.get("sessionToken")))) {
                    assertThat(inside.next("state")).containsEntry("status", "admitted");
                    inside.say(Map.of("type", "ping", "id", "1"));
                    assertThat(inside.next("session.renewed"))
                            .containsEntry("id", "1")
                            .containsKey("sessionToken");
                    inside.say(Map.of("type", "leave", "id", "2"));
                    assertThat(inside.next("answer")).containsEntry("id", "2");
                    assertThat(inside.next("peer.left")).containsEntry("reason", "left");
                    inside.awaitEnd();
                }
                assertThat(host.next("peer.left")).containsEntry("name", "Grace");
            }
        }
    }

    @Test
    void handshakeIsRefusedWhereHttpWouldRefuse() {
        room("refusing", Map.of());
        String inside = enter("refusing", "Bea", "guest").text("sessionToken");

        assertThat(LiveClient.refusal(server.url(), "latchkey.v1", TOKEN + inside))
                .isEqualTo(101);
        assertThat(LiveClient.refusal(server.url(), "latchkey.v0", TOKEN + inside))
                .isEqualTo(400);
        assertThat(LiveClient.refusal(server.url(), "")).isEqualTo(400);
        assertThat(LiveClient.refusal(server.url(), "latchkey.v1")).isEqualTo(401);
    }

    @Test
    void whoIsRefusedAtTheHandshakeIsToldWhyByHttp(@TempDir Path other) {
        room("told-why", Map.of("privacy", "private", "enableRequestToJoin", true));
        ApiAnswer ejected = enter("told-why", "Ada", "guest");
        server.app().post("/api/v1/room/told-why/peers/" + ejected.text("participantSessionId") + "/eject", Map.of());
        Map<String, String> bea = Map.of("roomName", "told-why", "role", "guest", "name", "Bea");
        String token = server.app().post("/api/v1/token", bea).text("token");
        ApiAnswer revoked = server.anyone().post("/api/v1/join/dev/told-why", Map.of("accessToken", token));
        server.app().post("/api/v1/token/revoke", Map.of("token", token));
        ApiAnswer valid = enter("told-why", "Cem", "guest");
        try (LocalServer elsewhere = LocalServer.startLive(other, Duration.ofMinutes(10))) {
            elsewhere.app().post("/api/v1/room", Map.of("roomName", "told-why"));
            ApiAnswer foreign = elsewhere.anyone().post("/api/v1/join/dev/told-why", Map.of("name", "Dan"));
            isRefused(foreign.text("sessionToken"), 404, "room_not_found");
        }
        isRefused(ejected.text("sessionToken"), 401, "token_revoked");
        isRefused(revoked.text("sessionToken"), 401, "token_revoked");
        isRefused(token, 401, "token_invalid");
        isRefused(valid.text("sessionToken") + "A", 401, "token_invalid");

        ApiAnswer denied = knock("told-why");
        server.app().post("/api/v1/join/dev/told-why/" + denied.text("requestId") + "/deny", Map.of());
        ApiAnswer withdrawn = knock("told-why");
        ticket(withdrawn).delete("/api/v1/join/dev/told-why/" + withdrawn.text("requestId"));
        ApiAnswer usedUp = knock("told-why");
        server.app().post("/api/v1/join/dev/told-why/" + usedUp.text("requestId") + "/approve", Map.of());
        ApiAnswer cameIn = look("told-why", usedUp);
        server.anyone().withBearer(cameIn.text("sessionToken")).post("/api/v1/session/leave", Map.of());
        ApiAnswer late = knock("told-why");
        isUsedUp(denied, 409, "denied");
        isUsedUp(withdrawn, 409, "cancelled");
        isUsedUp(usedUp, 410, "join_request_expired");

        server.clock().advance(Duration.ofMinutes(6));
        isRefused(valid.text("sessionToken"), 401, "token_expired");
        server.clock().advance(Duration.ofMinutes(5));
        isUsedUp(late, 410, "expired");
    }

    private static ApiAnswer knock(String room) {
        return server.anyone().post("/api/v1/join/dev/" + room, Map.of("name", "Grace"));
    }

    private static ApiClient ticket(ApiAnswer waiting) {
        return server.anyone().withBearer(waiting.text("ticket"));
    }

    private static ApiAnswer look(String room, ApiAnswer waiting) {
        return ticket(waiting).get("/api/v1/join/dev/" + room + "/" + waiting.text("requestId"));
    }

    private static void isRefused(String token, int status, String code) {
        assertThat(LiveClient.refusal(server.url(), "latchkey.v1", TOKEN + token))
                .as(code)
                .isEqualTo(status);
        assertThat(server.anyone()
                        .withBearer(token)
                        .post("/api/v1/session/heartbeat", Map.of())
                        .problem())
                .isEqualTo(code);
    }

    /** @param why the status that a look answers, or the code of its problem */
    private static void isUsedUp(ApiAnswer waiting, int status, String why) {
        assertThat(LiveClient.refusal(server.url(), "latchkey.v1", TOKEN + waiting.text("ticket")))
                .as(why)
                .isEqualTo(status);
        Map<String, Object> told = look("told-why", waiting).json();
        assertThat(told.getOrDefault("code", told.get("status"))).isEqualTo(why);
    }

    @Test
    void whoSaysWhatIsNoMessageIsEndedAfterAnErrorAndNobodyElseIs() {
        room("manners", Map.of());
        ApiAnswer ada = enter("manners", "Ada", "guest");
        Object status = statusOf(ada.text("sessionToken"));
        try (LiveClient quiet = live(ada)) {
            assertThat(quiet.next()).containsEntry("type", "state");
            String frame = "{\"type\":\"ping\",\"id\":\"\"}";
            String longest = frame + " ".repeat(8 * 1024 - frame.length());

            isEndedWith("payload_too_large", client -> client.say(longest + " "), quiet);
            isEndedWith("unsupported_media_type", client -> client.sayBinary(new byte[] {1, 2}), quiet);
            isEndedWith("malformed_request", client -> client.say("hello"), quiet);
            isEndedWith("rate_limited", LiveConnectionTest::flood, quiet);

            quiet.say(longest);
            assertThat(quiet.next("session.renewed"))
                    .hasEntrySatisfying(
                            "sessionToken",
                            token -> assertThat(statusOf(token))
                                    .as("the same bit of the same list, though no call over HTTP says where that is")
                                    .isEqualTo(status));
        }
    }

    /** Says thousands of things within a second or a few, and does not stop when it is told to. */
    private static void flood(LiveClient client) {
        try {
            for (int i = 0; i < 3_000; i++) {
                client.say("{\"type\":\"wave\",\"id\":\"" + i + "\"}");
            }
        } catch (CompletionException e) {
            // Nobody listens any more.
        }
    }

    private static Object statusOf(Object token) {
        byte[] payload = Base64.getUrlDecoder().decode(String.valueOf(token).split("\\.")[1]);
        return Objects.requireNonNull(
                Json.readObject(new String(payload, StandardCharsets.UTF_8)).get("status"));
    }

    /** What happens in the room meanwhile is told to whoever behaves. */
    private static void isEndedWith(String code, Consumer<LiveClient> saying, LiveClient quiet) {
        try (LiveClient client = live(enter("manners", "Eve", "guest"))) {
            client.next("state");
            saying.accept(client);
            server.app().put("/api/v1/room/manners", Map.of("metadata", code));
            quiet.next(message -> "room.updated".equals(message.get("type"))
                    && String.valueOf(message.get("room")).contains(code));
            assertThat(client.next("error")).containsEntry("code", code);
            client.awaitEnd();
        }
    }

    @Test
    void connectionThatIsCutFreesThePlaceUnlessItComesBack() {
        room("grace", Map.of());
        try (LiveClient watching = live(enter("grace", "Ada", "guest"))) {
            watching.next("state");
            ApiAnswer gone = enter("grace", "Bea", "guest");
            ApiAnswer back = enter("grace", "Cem", "guest");
            LiveClient first = live(gone);
            LiveClient second = live(back);
            first.next("state");
            second.next("state");
            second.cut();
            first.cut();
            try (LiveClient again = live(back)) {
                assertThat(again.next()).containsEntry("status", "admitted");
                assertThat(watching.next("peer.left")).containsEntry("name", "Bea");
                again.say(Map.of("type", "ping", "id", "1"));
                assertThat(again.next("session.renewed")).containsEntry("id", "1");
            }
        }
    }

    @Test
    void whoeverOfThoseWhoWaitIsCutOffLearnsTheDecisionWhenHeComesBack() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        room("shaky", Map.of("privacy", "private", "enableRequestToJoin", true));
        try (LiveClient host = live(enter("shaky", "Ada", "host"))) {
            List<ApiAnswer> knocks = new ArrayList<>();
            List<LiveClient> waiting = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                knocks.add(knock("shaky"));
                waiting.add(live(knocks.get(i)));
            }
            for (int i = 0; i < 40; i++) {
                LiveClient guest = waiting.get(i);
                int chance = random.nextInt(4);
                if (chance == 0) {
                    guest.next("state");
                }
                if (chance < 2) {
                    guest.cut();
                }
                String id = knocks.get(i).text("requestId");
                host.say(Map.of("type", i % 2 == 0 ? "approve" : "deny", "id", id, "requestId", id));
                if (chance == 2) {
                    guest.cut();
                }
            }
            for (int i = 0; i < 40; i++) {
                String id = knocks.get(i).text("requestId");
                assertThat(host.next(message -> id.equals(message.get("id"))))
                        .as("seed %d", seed)
                        .containsEntry("success", true);
            }
            for (int i = 0; i < 40; i++) {
                isToldWhatWasDecided(knocks.get(i), waiting.get(i), i % 2 == 0);
            }
        }
    }

    /** By the connection that he has, or by the next one, or why there is none. */
    private static void isToldWhatWasDecided(ApiAnswer knock, LiveClient connection, boolean approved) {
        if (!connection.hasEnded()) {
            connection.next(message -> (approved ? "admitted" : "denied").equals(message.get("status")));
            connection.close();
        } else if (approved) {
            try (LiveClient again = live(knock)) {
                assertThat(again.next("state")).containsEntry("status", "admitted");
            }
        } else {
            assertThat(LiveClient.refusal(server.url(), "latchkey.v1", TOKEN + knock.text("ticket")))
                    .isEqualTo(409);
            assertThat(look("shaky", knock).json()).containsEntry("status", "denied");
        }
    }

    @Test
    void ofTwoHundredWhoWaitEachIsToldOnceWhatOneOfTwoAdminsDecided() {
        room("crowd", Map.of("privacy", "private", "enableRequestToJoin", true));
        List<LiveClient> waiting = new ArrayList<>();
        try (LiveClient host = live(enter("crowd", "Ada", "host"));
                LiveClient coHost = live(enter("crowd", "Bea", "coHost"))) {
            List<String> requests = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                ApiAnswer knock = server.anyone().post("/api/v1/join/dev/crowd", Map.of("name", "guest " + i));
                requests.add(knock.text("requestId"));
                waiting.add(live(knock));
            }
            waiting.forEach(guest -> assertThat(guest.next()).containsEntry("status", "waiting"));
            for (String request : requests) {
                host.say(Map.of("type", "approve", "id", request, "requestId", request));
                coHost.say(Map.of("type", "deny", "id", request, "requestId", request));
            }
            for (int i = 0; i < 200; i++) {
                String request = requests.get(i);
                boolean approved = Boolean.TRUE.equals(
                        host.next(message -> request.equals(message.get("id"))).get("success"));
                boolean denied = Boolean.TRUE.equals(coHost.next(message -> request.equals(message.get("id")))
                        .get("success"));
                assertThat(approved).isNotEqualTo(denied);
                LiveClient guest = waiting.get(i);
                String told = approved ? "admitted" : "denied";
                guest.next(message -> told.equals(message.get("status")));
            }
            assertThat(waiting)
                    .allSatisfy(guest -> assertThat(guest.heard())
                            .extracting(message -> message.get("status"))
                            .doesNotContain("admitted", "denied"));
        } finally {
            waiting.forEach(LiveClient::close);
        }
    }
}
