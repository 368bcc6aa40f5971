package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many hands at one door at once, over HTTP with real threads. */
class LobbyStormTest {
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
    void ofTwoAdminsWhoDecideAtOnceOneIsToldWhatTheOtherDecided() throws Exception {
        room(Map.of("roomName", "two-admins", "privacy", "private", "enableRequestToJoin", true));
        ApiClient first = admin("two-admins", "host");
        ApiClient second = admin("two-admins", "coHost");
        List<ApiAnswer> knocks = knock("two-admins", 100);

        List<Callable<ApiAnswer>> decisions = new ArrayList<>();
        for (ApiAnswer knock : knocks) {
            String door = "/api/v1/join/dev/two-admins/" + knock.text("requestId");
            decisions.add(() -> first.post(door + "/approve", Map.of()));
            decisions.add(() -> second.post(door + "/deny", Map.of()));
        }
        List<ApiAnswer> replies = together(decisions, 16);

        for (int i = 0; i < knocks.size(); i++) {
            ApiAnswer approve = replies.get(2 * i);
            ApiAnswer deny = replies.get(2 * i + 1);
            ApiAnswer won = approve.status() == 200 ? approve : deny;
            ApiAnswer lost = won == approve ? deny : approve;
            assertThat(won.status()).isEqualTo(200);
            assertThat(lost.problem()).isEqualTo("already_decided");
            assertThat(lost.text("detail")).contains(won.text("status"));
            String seen = look("two-admins", knocks.get(i)).text("status");
            assertThat(seen).isEqualTo(won == approve ? "admitted" : "denied");
        }
    }

    @Test
    void ofAHundredApprovedPeopleExactlyAsManyComeInAsThereArePlaces() throws Exception {
        room(Map.of(
                "roomName", "ten-places", "privacy", "private", "enableRequestToJoin", true, "maxParticipants", 10));
        List<ApiAnswer> knocks = knock("ten-places", 100);
        List<Callable<ApiAnswer>> approvals = new ArrayList<>();
        List<Callable<ApiAnswer>> looks = new ArrayList<>();
        for (ApiAnswer knock : knocks) {
            approvals.add(
                    () -> app.post("/api/v1/join/dev/ten-places/" + knock.text("requestId") + "/approve", Map.of()));
            looks.add(() -> look("ten-places", knock));
        }
        assertThat(together(approvals, 16)).allMatch(reply -> reply.status() == 200);

        List<ApiAnswer> replies = together(looks, 32);

        assertThat(replies)
                .filteredOn(reply -> "admitted".equals(reply.text("status")))
                .hasSize(10);
        assertThat(replies)
                .filteredOn(reply -> reply.status() == 409 && "room_full".equals(reply.problem()))
                .hasSize(90);
        assertThat(app.get("/api/v1/room/ten-places/peers").list("peers")).hasSize(10);
    }

    @Test
    void ejectAgainstHeartbeatAgainstLeaveLeavesNoGhostAndNoWrongCount() throws Exception {
        room(Map.of("roomName", "three-ways", "maxParticipants", 8));
        for (int round = 0; round < 5; round++) {
            List<Callable<ApiAnswer>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                ApiAnswer in = server.anyone().post("/api/v1/join/dev/three-ways", Map.of("name", "p" + i));
                assertThat(in.status()).isEqualTo(201);
                ApiClient self = server.anyone().withBearer(in.text("sessionToken"));
                String peer = "/api/v1/room/three-ways/peers/" + in.text("participantSessionId");
                calls.add(() -> app.post(peer + "/eject", Map.of()));
                calls.add(() -> self.post("/api/v1/session/heartbeat", Map.of()));
                calls.add(() -> self.post("/api/v1/session/leave", Map.of()));
            }
            assertThat(together(calls, 24)).allMatch(reply -> reply.status() < 500);
            assertThat(app.get("/api/v1/room/three-ways/peers").list("peers")).isEmpty();
        }
        // Every place is usable again, and not one more.
        for (int i = 0; i < 8; i++) {
            assertThat(server.anyone()
                            .post("/api/v1/join/dev/three-ways", Map.of())
                            .status())
                    .isEqualTo(201);
        }
        assertThat(server.anyone().post("/api/v1/join/dev/three-ways", Map.of()).problem())
                .isEqualTo("room_full");
    }

    @Test
    void oneTicketAdmitsOnceHoweverManyLookWithItAtOnce() throws Exception {
        room(Map.of("roomName", "one-ticket", "privacy", "private", "enableRequestToJoin", true));
        ApiAnswer knock = knock("one-ticket", 1).get(0);
        app.post("/api/v1/join/dev/one-ticket/" + knock.text("requestId") + "/approve", Map.of());
        List<Callable<ApiAnswer>> looks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            looks.add(() -> look("one-ticket", knock));
        }
        together(looks, 20);
        assertThat(app.get("/api/v1/room/one-ticket/peers").list("peers")).hasSize(1);
    }

    @Test
    void noMoreThanTheCapWaitAtOneDoor() throws Exception {
        room(Map.of("roomName", "long-queue", "privacy", "private", "enableRequestToJoin", true));
        knock("long-queue", 200);
        ApiAnswer next = server.anyone().post("/api/v1/join/dev/long-queue", Map.of("name", "late"));
        assertThat(next.status()).isEqualTo(429);
        assertThat(next.problem()).isEqualTo("rate_limited");
        assertThat(next.header("retry-after")).isNotEmpty();
    }

    private static void room(Map<String, Object> fields) {
        assertThat(app.post("/api/v1/room", fields).status()).isEqualTo(200);
    }

    private static ApiClient admin(String room, String role) {
        String token = app.post("/api/v1/token", Map.of("roomName", room, "role", role, "name", role))
                .text("token");
        ApiAnswer in = server.anyone().post("/api/v1/join/dev/" + room, Map.of("accessToken", token));
        return server.anyone().withBearer(in.text("sessionToken"));
    }

    private static List<ApiAnswer> knock(String room, int people) throws Exception {
        List<Callable<ApiAnswer>> calls = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            String name = "stranger " + i;
            calls.add(() -> server.anyone().post("/api/v1/join/dev/" + room, Map.of("name", name)));
        }
        List<ApiAnswer> knocks = together(calls, 8);
        assertThat(knocks).allMatch(reply -> reply.status() == 202);
        return knocks;
    }

    private static ApiAnswer look(String room, ApiAnswer knock) {
        return server.anyone()
                .withBearer(knock.text("ticket"))
                .get("/api/v1/join/dev/" + room + "/" + knock.text("requestId"));
    }

    private static List<ApiAnswer> together(List<Callable<ApiAnswer>> calls, int threads) throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(threads);
        try {
            List<ApiAnswer> replies = new ArrayList<>();
            for (Future<ApiAnswer> reply : people.invokeAll(calls)) {
                replies.add(reply.get());
            }
            return replies;
        } finally {
            people.shutdown();
        }
    }
}
