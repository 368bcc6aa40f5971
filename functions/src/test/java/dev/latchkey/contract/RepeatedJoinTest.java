package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.idempotency.IdempotencyKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A join sent again under the same {@code Idempotency-Key} is one join, for whoever sent it and for nobody else. */
class RepeatedJoinTest {
    private static final String ADA = "{'name':'Ada'}";
    private static final String HERE = "203.0.113.7";

    private final TableFixture service = new TableFixture();
    private final String key = service.app("dev");

    @Test
    void itIsTheSamePeerInTheSamePlace() {
        room("hall", "'maxParticipants':1");
        Answer first = join("hall", "once", ADA, HERE);
        assertThat(first.status()).isEqualTo(201);
        service.clock.now = ScenarioFixture.NOON.plusSeconds(60);
        Answer again = join("hall", "once", ADA, HERE);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text("participantSessionId")).isEqualTo(first.text("participantSessionId"));
        assertThat(again.text("meetingSessionId")).isEqualTo(first.text("meetingSessionId"));
        heartbeat(again, 200);
        assertThat(peers("hall")).isEqualTo(1);
        assertThat(join("hall", "twice", ADA, HERE).code()).isEqualTo("room_full");
    }

    @Test
    void itIsTheFirstAnswerAlsoWhenTheTokenHasExpiredOrTheRoomIsLockedSince() {
        room("hall", "");
        String body = "{'accessToken':'"
                + token("'roomName':'hall','expireUnixSec':"
                        + ScenarioFixture.NOON.plusSeconds(30).getEpochSecond())
                + "'}";
        Answer first = join("hall", "once", body, HERE);
        service.clock.now = ScenarioFixture.NOON.plusSeconds(30);
        change("hall", "'roomLocked':true");
        assertThat(join("hall", "twice", body, HERE).code()).isEqualTo("token_expired");
        Answer again = join("hall", "once", body, "198.51.100.1");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text("participantSessionId")).isEqualTo(first.text("participantSessionId"));
    }

    @Test
    void itIsTheSameRequestWithTheSameTicketAndTellsWhatHasBecomeOfIt() {
        room("hall", "'privacy':'private','enableRequestToJoin':true");
        Answer first = join("hall", "once", ADA, HERE);
        service.clock.now = ScenarioFixture.NOON.plusSeconds(60);
        Answer again = join("hall", "once", ADA, HERE);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(waiting("hall")).isEqualTo(1);

        decide("hall", first, "approve");
        Answer inside = join("hall", "once", ADA, HERE);
        assertThat(inside.status()).isEqualTo(201);
        assertThat(join("hall", "once", ADA, HERE).text("participantSessionId"))
                .isEqualTo(inside.text("participantSessionId"));
        assertThat(peers("hall")).isEqualTo(1);

        Answer other = join("hall", "other", ADA, HERE);
        decide("hall", other, "deny");
        assertThat(join("hall", "other", ADA, HERE).text("status")).isEqualTo("denied");
    }

    @Test
    void theKeyOfSomebodyElseOpensNothing() {
        room("hall", "");
        room("lobby", "'privacy':'private','enableRequestToJoin':true");
        String token = token("'globalToken':true,'name':'Ada'");
        String twin = token("'globalToken':true,'name':'Ada'");
        for (String room : List.of("hall", "lobby")) {
            List<Answer> answers = new ArrayList<>(List.of(
                    join(room, "once", ADA, HERE),
                    join(room, "once", ADA, "203.0.113.8"),
                    join(room, "once", "{'name':'Eve'}", HERE),
                    join(room, "once", "{}", HERE)));
            answers.add(join(room, "once", "{'accessToken':'" + token + "'}", HERE));
            answers.add(join(room, "once", "{'accessToken':'" + twin + "'}", HERE));
            assertThat(answers)
                    .extracting(answer ->
                            answer.status() == 201 ? answer.text("participantSessionId") : answer.text("requestId"))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void anotherBodyByTheSameSenderIsAConflict() {
        room("hall", "");
        String token = token("'roomName':'hall'");
        join("hall", "once", "{'accessToken':'" + token + "'}", HERE);
        assertThat(join("hall", "once", "{'accessToken':'" + token + "','name':'Ada'}", HERE)
                        .code())
                .isEqualTo("idempotency_conflict");
    }

    @Test
    void whoeverIsOutStaysOut() {
        room("hall", "");
        Answer left = join("hall", "left", ADA, HERE);
        service.call("POST /api/v1/session/leave")
                .bearer(left.text("sessionToken"))
                .send(200);
        assertThat(join("hall", "left", ADA, HERE).code()).isEqualTo("join_request_expired");
        Answer ejected = join("hall", "ejected", ADA, HERE);
        service.call("POST /api/v1/room/{roomName}/peers/{peerId}/eject")
                .path("roomName", "hall")
                .path("peerId", ejected.text("participantSessionId"))
                .key(key)
                .send(200);
        assertThat(join("hall", "ejected", ADA, HERE).code()).isEqualTo("join_request_expired");
        assertThat(peers("hall")).isZero();
        assertThat(join("hall", "anew", ADA, HERE).status()).isEqualTo(201);
    }

    @Test
    void whoeverWasRefusedIsJudgedAnew() {
        room("hall", "'privacy':'private'");
        assertThat(join("hall", "once", ADA, HERE).code()).isEqualTo("token_required");
        change("hall", "'privacy':'public'");
        assertThat(join("hall", "once", ADA, HERE).status()).isEqualTo(201);
    }

    @Test
    void afterADayTheKeyIsForgotten() {
        room("hall", "");
        join("hall", "once", ADA, HERE);
        service.clock.now = ScenarioFixture.NOON.plus(IdempotencyKey.KEPT).minusMillis(1);
        assertThat(join("hall", "once", ADA, HERE).code()).isEqualTo("join_request_expired");
        service.clock.now = ScenarioFixture.NOON.plus(IdempotencyKey.KEPT);
        assertThat(join("hall", "once", ADA, HERE).status()).isEqualTo(201);
    }

    @Test
    void whateverMomentTheFirstBreaksOffAtTheRepeatIsTheSameJoin() {
        for (String rules : List.of("", "'maxParticipants':1", "'privacy':'private','enableRequestToJoin':true")) {
            boolean broke = true;
            for (int at = 1; broke; at++) {
                String room = "hall-" + at + "-" + rules.length();
                room(room, rules);
                broke = breaksOffAt(at, room);
                Answer again = join(room, "once", ADA, HERE);
                assertThat(again.status()).as(rules + " at call " + at).isIn(201, 202);
                assertThat(peers(room) + waiting(room)).isEqualTo(1);
            }
        }
    }

    private boolean breaksOffAt(int at, String room) {
        int[] calls = {0};
        service.trouble = call -> {
            if (++calls[0] >= at) {
                throw new IllegalStateException("the function is gone");
            }
        };
        int status = join(room, "once", ADA, HERE).status();
        service.trouble = call -> {};
        return status == 500;
    }

    @Test
    void nothingThatOpensADoorIsKept() {
        room("hall", "");
        room("lobby", "'privacy':'private','enableRequestToJoin':true");
        join("hall", "once", "{'accessToken':'" + token("'globalToken':true") + "'}", HERE);
        join("lobby", "once", ADA, HERE);
        assertThat(service.items())
                .filteredOn(item -> item.contains("IDEM#"))
                .hasSize(2)
                .allSatisfy(item -> assertThat(item).doesNotContain("eyJ", "Ada", HERE));
    }

    private Answer join(String room, String once, String body, String address) {
        return service.call("POST /api/v1/join/{appName}/{roomName}")
                .path("appName", "dev")
                .path("roomName", room)
                .header("idempotency-key", once)
                .body(body)
                .from(address)
                .send();
    }

    private void decide(String room, Answer request, String decision) {
        service.call("POST /api/v1/join/{appName}/{roomName}/{requestId}/" + decision)
                .path("appName", "dev")
                .path("roomName", room)
                .path("requestId", request.text("requestId"))
                .key(key)
                .send(200);
    }

    private void heartbeat(Answer inside, int status) {
        service.call("POST /api/v1/session/heartbeat")
                .bearer(inside.text("sessionToken"))
                .send(status);
    }

    private int peers(String room) {
        return ((List<?>) service.call("GET /api/v1/room/{roomName}/peers")
                        .path("roomName", room)
                        .key(key)
                        .send(200)
                        .json()
                        .get("peers"))
                .size();
    }

    private int waiting(String room) {
        return ((List<?>) service.call("GET /api/v1/join/{appName}/{roomName}")
                        .path("appName", "dev")
                        .path("roomName", room)
                        .key(key)
                        .send(200)
                        .json()
                        .get("requests"))
                .size();
    }

    private void room(String name, String fields) {
        service.call("POST /api/v1/room")
                .key(key)
                .body("{'roomName':'" + name + "'" + (fields.isEmpty() ? "" : "," + fields) + "}")
                .send(200);
    }

    private void change(String name, String fields) {
        service.call("PUT /api/v1/room/{roomName}")
                .path("roomName", name)
                .key(key)
                .body("{" + fields + "}")
                .send(200);
    }

    private String token(String fields) {
        return service.call("POST /api/v1/token")
                .key(key)
                .body("{" + fields + "}")
                .send(200)
                .text("token");
    }
}
