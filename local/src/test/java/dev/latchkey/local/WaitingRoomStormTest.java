package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.joinrequest.JoinRequest;
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
class WaitingRoomStormTest {
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
        List<ApiAnswer> joinAttempts = askToJoin("two-admins", 100);

        List<Callable<ApiAnswer>> auditLog = new ArrayList<>();
        for (ApiAnswer waiting : joinAttempts) {
            String door = "/api/v1/join/dev/two-admins/" + waiting.text("requestId");
            auditLog.add(() -> first.post(door + "/approve", Map.of()));
            auditLog.add(() -> second.post(door + "/deny", Map.of()));
        }
        List<ApiAnswer> replies = together(auditLog, 16);

        for (int i = 0; i < joinAttempts.size(); i++) {
            ApiAnswer approve = replies.get(2 * i);
            ApiAnswer deny = replies.get(2 * i + 1);
            ApiAnswer won = approve.status() == 200 ? approve : deny;
            ApiAnswer lost = won == approve ? deny : approve;
            assertThat(won.status()).isEqualTo(200);
            assertThat(lost.problem()).isEqualTo("already_decided");
            assertThat(lost.text("detail")).contains(won.text("status"));
            String seen = look("two-admins", joinAttempts.get(i)).text("status");
            assertThat(seen).isEqualTo(won == approve ? "admitted" : "denied");
        }
    }

    @Test
    void ofAHundredApprovedPeopleExactlyAsManyComeInAsThereArePlaces() throws Exception {
        room(Map.of(
                "roomName", "ten-places", "privacy", "private", "enableRequestToJoin", true, "maxParticipants", 10));
        List<ApiAnswer> joinAttempts = askToJoin("ten-places", 100);
        List<Callable<ApiAnswer>> approvals = new ArrayList<>();
        List<Callable<ApiAnswer>> looks = new ArrayList<>();
        for (ApiAnswer waiting : joinAttempts) {
            approvals.add(
                    () -> app.post("/api/v1/join/dev/ten-places/" + waiting.text("requestId") + "/approve", Map.of()));
            looks.add(() -> look("ten-places", waiting));
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
    void oneTicketAdmitsOnceAndTellsAllWhoLookWithItAtOnce() throws Exception {
        room(Map.of("roomName", "one-ticket", "privacy", "private", "enableRequestToJoin", true));
        ApiAnswer waiting = askToJoin("one-ticket", 1).get(0);
        app.post("/api/v1/join/dev/one-ticket/" + waiting.text("requestId") + "/approve", Map.of());
        List<Callable<ApiAnswer>> looks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            looks.add(() -> look("one-ticket", waiting));
        }
        List<ApiAnswer> seen = together(looks, 20);
        List<?> peers = app.get("/api/v1/room/one-ticket/peers").list("peers");
        assertThat(peers).hasSize(1);
        assertThat(seen).allMatch(look -> "admitted".equals(look.text("status")));
        assertThat(seen)
                .extracting(look -> look.text("participantSessionId"))
                .containsOnly(seen.get(0).text("participantSessionId"));
        assertThat(seen)
                .allMatch(look -> server.anyone()
                                .withBearer(look.text("sessionToken"))
                                .post("/api/v1/session/heartbeat", Map.of())
                                .status()
                        == 200);
    }

    @Test
    void lookAgainstApprovalAgainstUnlockingIsAlwaysTold() throws Exception {
        for (int round = 0; round < 10; round++) {
            String room = "unlocking-" + round;
            room(Map.of("roomName", room, "roomLocked", true));
            ApiAnswer waiting = askToJoin(room, 1).get(0);
            String request = "/api/v1/join/dev/" + room + "/" + waiting.text("requestId");
            List<Callable<ApiAnswer>> calls = new ArrayList<>();
            calls.add(() -> app.put("/api/v1/room/" + room, Map.of("roomLocked", false)));
            calls.add(() -> app.post(request + "/approve", Map.of()));
            for (int i = 0; i < 6; i++) {
                calls.add(() -> look(room, waiting));
            }
            List<ApiAnswer> looks = together(calls, 8).subList(2, 8);
            assertThat(looks).allMatch(look -> look.status() == 200);
            assertThat(look(room, waiting).text("status")).isEqualTo("admitted");
            assertThat(app.get("/api/v1/room/" + room + "/peers").list("peers")).hasSize(1);
        }
    }

    @Test
    void oneJoinSentManyTimesAtOnceUnderOneKeyIsOneJoin() throws Exception {
        room(Map.of("roomName", "one-key", "maxParticipants", 1));
        room(Map.of("roomName", "one-attempt", "privacy", "private", "enableRequestToJoin", true));
        for (String room : List.of("one-key", "one-attempt")) {
            List<Callable<ApiAnswer>> joins = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                joins.add(() -> server.anyone()
                        .with("idempotency-key", "once")
                        .post("/api/v1/join/dev/" + room, Map.of("name", "Ada")));
            }
            List<ApiAnswer> answers = together(joins, 20);
            String id = room.equals("one-key") ? "participantSessionId" : "requestId";
            assertThat(answers).allMatch(answer -> answer.status() == (room.equals("one-key") ? 201 : 202));
            assertThat(answers)
                    .extracting(answer -> answer.text(id))
                    .containsOnly(answers.get(0).text(id));
        }
        assertThat(app.get("/api/v1/room/one-key/peers").list("peers")).hasSize(1);
        assertThat(app.get("/api/v1/join/dev/one-attempt").list("requests")).hasSize(1);
    }

    @Test
    void oneTokenWaitsOnceAlsoWhenItAsksManyTimesAtOnce() throws Exception {
        room(Map.of("roomName", "one-token", "roomLocked", true));
        String token = app.post("/api/v1/token", Map.of("roomName", "one-token", "name", "Ada"))
                .text("token");
        List<Callable<ApiAnswer>> joins = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            joins.add(() -> server.anyone().post("/api/v1/join/dev/one-token", Map.of("accessToken", token)));
        }
        List<ApiAnswer> joinAttempts = together(joins, 20);
        assertThat(joinAttempts).allMatch(waiting -> waiting.status() == 202);
        assertThat(joinAttempts)
                .extracting(waiting -> waiting.text("requestId"))
                .containsOnly(joinAttempts.get(0).text("requestId"));
        assertThat(app.get("/api/v1/join/dev/one-token").list("requests")).hasSize(1);
        app.post("/api/v1/join/dev/one-token/" + joinAttempts.get(0).text("requestId") + "/approve", Map.of());
        assertThat(joinAttempts)
                .allMatch(
                        waiting -> "admitted".equals(look("one-token", waiting).text("status")));
    }

    @Test
    void noMoreThanTheCapWaitAtOneDoorAlsoWhenAllComeAtOnce() throws Exception {
        room(Map.of("roomName", "long-queue", "privacy", "private", "enableRequestToJoin", true));
        List<Callable<ApiAnswer>> calls = new ArrayList<>();
        for (int i = 0; i < JoinRequest.MOST_WAITING + 30; i++) {
            calls.add(() -> server.anyone().post("/api/v1/join/dev/long-queue", Map.of("name", "stranger")));
        }
        List<ApiAnswer> joinAttempts = together(calls, 16);
        List<ApiAnswer> waiting =
                joinAttempts.stream().filter(attempt -> attempt.status() == 202).toList();
        assertThat(waiting).hasSize(JoinRequest.MOST_WAITING);
        assertThat(joinAttempts).filteredOn(attempt -> attempt.status() != 202).allSatisfy(attempt -> {
            assertThat(attempt.problem()).isEqualTo("rate_limited");
            assertThat(attempt.header("retry-after")).isNotEmpty();
        });
        String door = "/api/v1/join/dev/long-queue";
        String first = door + "/" + waiting.get(0).text("requestId");
        String second = door + "/" + waiting.get(1).text("requestId");
        String third = door + "/" + waiting.get(2).text("requestId");
        app.post(first + "/approve", Map.of());
        app.post(second + "/deny", Map.of());
        server.anyone().withBearer(waiting.get(2).text("ticket")).delete(third);
        askToJoin("long-queue", 3);
        isFull(door);

        app.put("/api/v1/room/long-queue", Map.of("privacy", "public"));
        assertThat(look("long-queue", waiting.get(3)).text("status")).isEqualTo("admitted");
        app.put("/api/v1/room/long-queue", Map.of("privacy", "private"));
        askToJoin("long-queue", 1);
        isFull(door);

        server.clock().advance(JoinRequest.WAIT);
        askToJoin("long-queue", 30);
    }

    private static void isFull(String door) {
        assertThat(server.anyone().post(door, Map.of("name", "late")).problem()).isEqualTo("rate_limited");
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

    private static List<ApiAnswer> askToJoin(String room, int people) throws Exception {
        List<Callable<ApiAnswer>> calls = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            String name = "stranger " + i;
            calls.add(() -> server.anyone().post("/api/v1/join/dev/" + room, Map.of("name", name)));
        }
        List<ApiAnswer> joinAttempts = together(calls, 8);
        assertThat(joinAttempts).allMatch(reply -> reply.status() == 202);
        return joinAttempts;
    }

    private static ApiAnswer look(String room, ApiAnswer waiting) {
        return server.anyone()
                .withBearer(waiting.text("ticket"))
                .get("/api/v1/join/dev/" + room + "/" + waiting.text("requestId"));
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
