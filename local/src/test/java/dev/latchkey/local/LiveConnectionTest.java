package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One meeting over live connections: real sockets, the deployed functions, the table's stream, the queues. */
class LiveConnectionTest {
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
        room("refusing", Map.of("privacy", "private", "enableRequestToJoin", true));
        ApiAnswer ejected = enter("refusing", "Ada", "guest");
        server.app().post("/api/v1/room/refusing/peers/" + ejected.text("participantSessionId") + "/eject", Map.of());
        ApiAnswer denied = server.anyone().post("/api/v1/join/dev/refusing", Map.of("name", "Grace"));
        server.app().post("/api/v1/join/dev/refusing/" + denied.text("requestId") + "/deny", Map.of());
        String inside = enter("refusing", "Bea", "guest").text("sessionToken");

        String prefix = "latchkey.token.";
        assertThat(LiveClient.refusal(server.url(), "latchkey.v1", prefix + inside))
                .isEqualTo(101);
        assertThat(LiveClient.refusal(server.url(), "latchkey.v0", prefix + inside))
                .isEqualTo(400);
        assertThat(LiveClient.refusal(server.url(), "")).isEqualTo(400);
        assertThat(LiveClient.refusal(server.url(), "latchkey.v1")).isEqualTo(401);
        assertThat(LiveClient.refusal(server.url(), "latchkey.v1", prefix + inside + "A"))
                .isEqualTo(401);
        assertThat(LiveClient.refusal(server.url(), "latchkey.v1", prefix + ejected.text("sessionToken")))
                .isEqualTo(401);
        assertThat(LiveClient.refusal(server.url(), "latchkey.v1", prefix + denied.text("ticket")))
                .isEqualTo(409);
    }

    @Test
    void whoSaysWhatIsNoMessageIsEndedAfterAnErrorAndNobodyElseIs() {
        room("manners", Map.of());
        try (LiveClient quiet = live(enter("manners", "Ada", "guest"))) {
            assertThat(quiet.next()).containsEntry("type", "state");
            String frame = "{\"type\":\"ping\",\"id\":\"\"}";
            String longest = frame + " ".repeat(8 * 1024 - frame.length());

            isEndedWith("payload_too_large", client -> client.say(longest + " "));
            isEndedWith("unsupported_media_type", client -> client.sayBinary(new byte[] {1, 2}));
            isEndedWith("malformed_request", client -> client.say("hello"));
            isEndedWith("rate_limited", client -> {
                for (int i = 0; i < 601 && !client.hasEnded(); i++) {
                    client.say("{\"type\":\"wave\",\"id\":\"" + i + "\"}");
                }
            });

            quiet.say(longest);
            assertThat(quiet.next("session.renewed")).containsKey("sessionToken");
        }
    }

    private static void isEndedWith(String code, Consumer<LiveClient> saying) {
        try (LiveClient client = live(enter("manners", "Eve", "guest"))) {
            client.next("state");
            saying.accept(client);
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
