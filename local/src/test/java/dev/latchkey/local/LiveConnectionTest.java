package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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
        Map<String, Object> all = new java.util.HashMap<>(fields);
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
}
