package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A whole scenario in one room, over HTTP, as the people in it live it. */
class WholeMeetingTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

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
    void aWholeMeetingInAPrivateRoom() {
        created(app.post(
                "/api/v1/room", Map.of("roomName", "salon", "privacy", "private", "enableRequestToJoin", true)));

        // A host enters.
        String hostToken =
                token(Map.of("roomName", "salon", "role", "host", "name", "Hedda", "externalUserId", "u-host"));
        ApiAnswer host = join(Map.of("accessToken", hostToken));
        assertThat(host.status()).isEqualTo(201);
        assertThat(host.text("role")).isEqualTo("host");
        ApiClient hostApi = server.anyone().withBearer(host.text("sessionToken"));

        // Three strangers ask to join.
        ApiAnswer sam = join(Map.of("name", "Sam"));
        server.clock().advance(SECOND);
        ApiAnswer dora = join(Map.of("name", "Dora"));
        server.clock().advance(SECOND);
        ApiAnswer will = join(Map.of("name", "Will"));
        for (ApiAnswer waiting : List.of(sam, dora, will)) {
            assertThat(waiting.status()).isEqualTo(202);
            assertThat(waiting.text("status")).isEqualTo("waiting");
            assertThat(waiting.header("retry-after")).isEqualTo("2");
        }
        ApiAnswer waiting = hostApi.get("/api/v1/join/dev/salon");
        assertThat(waiting.list("requests"))
                .extracting(request -> request.get("name"))
                .containsExactly("Sam", "Dora", "Will");

        // One is approved as speaker, one denied, one withdraws.
        assertThat(look(sam).text("status")).isEqualTo("waiting");
        ApiAnswer approved = hostApi.post(door(sam) + "/approve", Map.of("role", "speaker", "message", "welcome"));
        assertThat(approved.status()).isEqualTo(200);
        assertThat(hostApi.post(door(sam) + "/approve", Map.of()).problem()).isEqualTo("already_decided");
        assertThat(hostApi.post(door(dora) + "/deny", Map.of("message", "not tonight"))
                        .status())
                .isEqualTo(200);
        ApiAnswer denied = look(dora);
        assertThat(denied.text("status")).isEqualTo("denied");
        assertThat(denied.text("message")).isEqualTo("not tonight");
        ApiAnswer withdrawn = ticket(will).delete(door(will));
        assertThat(withdrawn.text("status")).isEqualTo("cancelled");
        assertThat(hostApi.get("/api/v1/join/dev/salon").list("requests")).isEmpty();
        ApiAnswer speaker = look(sam);
        assertThat(speaker.status()).isEqualTo(200);
        assertThat(speaker.text("status")).isEqualTo("admitted");
        assertThat(speaker.text("role")).isEqualTo("speaker");
        assertThat(speaker.list("onlineParticipants"))
                .extracting(other -> other.get("name"))
                .containsExactly("Hedda");

        // Looking again tells the same admission and makes no second peer.
        assertThat(look(sam).text("participantSessionId")).isEqualTo(speaker.text("participantSessionId"));
        assertThat(app.get("/api/v1/room/salon/peers").list("peers")).hasSize(2);

        // The same for somebody with a token of his own, so that there is a user to ban.
        String coHostToken =
                token(Map.of("roomName", "salon", "name", "Cole", "externalUserId", "u-cole", "role", "speaker"));
        ApiAnswer cole = join(Map.of("accessToken", coHostToken));
        String colePeer = cole.text("participantSessionId");
        ApiClient coleApi = server.anyone().withBearer(cole.text("sessionToken"));
        assertThat(coleApi.get("/api/v1/room/salon/peers").problem()).isEqualTo("forbidden");

        // The speaker is promoted to coHost; the coHost may not make a host nor touch the host.
        assertThat(coleApi.patch(peer(colePeer), Map.of("role", "coHost")).problem())
                .isEqualTo("role_change_not_allowed");
        assertThat(hostApi.patch(peer(colePeer), Map.of("role", "coHost")).text("role"))
                .isEqualTo("coHost");
        ApiAnswer beat = coleApi.post("/api/v1/session/heartbeat", Map.of());
        assertThat(beat.text("role")).isEqualTo("coHost");
        assertThat(beat.object("permissions").get("admin")).isEqualTo(true);
        ApiAnswer makeHost = coleApi.patch(peer(speaker.text("participantSessionId")), Map.of("role", "host"));
        assertThat(makeHost.status()).isEqualTo(403);
        assertThat(makeHost.problem()).isEqualTo("role_change_not_allowed");
        ApiAnswer demoteHost = coleApi.patch(peer(host.text("participantSessionId")), Map.of("role", "guest"));
        assertThat(demoteHost.status()).isEqualTo(403);
        assertThat(demoteHost.problem()).isEqualTo("role_change_not_allowed");
        assertThat(coleApi.post(peer(host.text("participantSessionId")) + "/eject", Map.of())
                        .problem())
                .isEqualTo("role_change_not_allowed");
        assertThat(coleApi.get("/api/v1/room/salon/peers").list("peers")).hasSize(3);

        // The host ejects and bans the coHost, who tries every way back in.
        ApiAnswer colesSecondRequest = ticketOfLockedDoor(coHostToken);
        assertThat(hostApi.post("/api/v1/join/dev/salon/" + colesSecondRequest.text("requestId") + "/approve", Map.of())
                        .status())
                .isEqualTo(200);
        ApiAnswer out = hostApi.post(peer(colePeer) + "/eject", Map.of("ban", true));
        assertThat(out.status()).isEqualTo(200);
        assertThat(out.text("banned")).isEqualTo("true");
        assertThat(join(Map.of("accessToken", coHostToken)).problem()).isEqualTo("token_revoked");
        assertThat(join(Map.of("accessToken", coHostToken + "=")).problem()).isEqualTo("token_invalid");
        assertThat(join(Map.of("accessToken", cole.text("sessionToken"))).problem())
                .isEqualTo("token_invalid");
        assertThat(look(colesSecondRequest).problem()).isEqualTo("token_revoked");
        String freshToken = token(Map.of("roomName", "salon", "name", "Cole", "externalUserId", "u-cole"));
        assertThat(join(Map.of("accessToken", freshToken)).problem()).isEqualTo("banned");
        String globalToken = token(Map.of("globalToken", true, "externalUserId", "u-cole"));
        assertThat(join(Map.of("accessToken", globalToken)).problem()).isEqualTo("banned");
        assertThat(coleApi.post("/api/v1/session/heartbeat", Map.of()).problem())
                .isEqualTo("token_revoked");
        assertThat(coleApi.get("/api/v1/room/salon/peers").problem()).isEqualTo("token_revoked");
        assertThat(coleApi.patch(peer(colePeer), Map.of("metadata", 1)).problem())
                .isEqualTo("token_revoked");

        // The room is opened, and a fourth, waiting, comes in at the next look.
        ApiAnswer fay = join(Map.of("name", "Fay"));
        assertThat(fay.status()).isEqualTo(202);
        assertThat(app.put("/api/v1/room/salon", Map.of("privacy", "public")).status())
                .isEqualTo(200);
        ApiAnswer fayIn = look(fay);
        assertThat(fayIn.text("status")).isEqualTo("admitted");
        assertThat(fayIn.text("role")).isEqualTo("guest");

        // Everyone leaves, and the session ends with the right history.
        String session = host.text("meetingSessionId");
        for (ApiAnswer inside : List.of(host, speaker, fayIn)) {
            assertThat(inside.text("meetingSessionId")).isEqualTo(session);
            ApiAnswer left =
                    server.anyone().withBearer(inside.text("sessionToken")).post("/api/v1/session/leave", Map.of());
            assertThat(left.status()).isEqualTo(200);
        }
        assertThat(app.get("/api/v1/room/salon/peers").list("peers")).isEmpty();
        assertThat(app.get("/api/v1/rooms/active/meetingsessions").list("sessions"))
                .noneMatch(live -> "salon".equals(live.get("roomName")));
        List<Map<String, Object>> sessions =
                app.get("/api/v1/room/salon/sessions").list("sessions");
        assertThat(sessions).hasSize(1);
        assertThat(sessions.get(0).get("meetingSessionId")).isEqualTo(session);
        assertThat(sessions.get(0).get("endedAt")).isNotNull();
        List<Map<String, Object>> participants = app.get("/api/v1/room/salon/sessions/" + session + "/participants")
                .list("participants");
        assertThat(participants)
                .extracting(person -> person.get("name"), person -> person.get("reason"))
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("Hedda", "left"),
                        org.assertj.core.groups.Tuple.tuple("Sam", "left"),
                        org.assertj.core.groups.Tuple.tuple("Cole", "ejected"),
                        org.assertj.core.groups.Tuple.tuple("Fay", "left"));
        assertThat(participants).allMatch(person -> person.get("leftAt") != null && person.get("joinedAt") != null);
        assertThat(participants)
                .filteredOn("name", "Hedda")
                .allMatch(person -> "u-host".equals(person.get("externalUserId")));

        // Who comes next begins another.
        assertThat(join(Map.of("name", "Nora")).text("meetingSessionId")).isNotEqualTo(session);
    }

    /** Cole waits with his token at the door while it is locked for a moment. */
    private static ApiAnswer ticketOfLockedDoor(String accessToken) {
        assertThat(app.put("/api/v1/room/salon", Map.of("roomLocked", true)).status())
                .isEqualTo(200);
        String asGuest =
                token(Map.of("roomName", "salon", "name", "Cole", "externalUserId", "u-cole", "role", "guest"));
        ApiAnswer waiting = join(Map.of("accessToken", accessToken));
        assertThat(waiting.status()).isEqualTo(202);
        assertThat(waiting.text("reason")).isEqualTo("locked");
        assertThat(join(Map.of("accessToken", asGuest)).status()).isEqualTo(202);
        assertThat(app.put("/api/v1/room/salon", Map.of("roomLocked", false)).status())
                .isEqualTo(200);
        return waiting;
    }

    private static void created(ApiAnswer reply) {
        assertThat(reply.status()).isEqualTo(200);
    }

    private static String token(Map<String, Object> wanted) {
        return app.post("/api/v1/token", wanted).text("token");
    }

    private static ApiAnswer join(Map<String, Object> with) {
        return server.anyone().post("/api/v1/join/dev/salon", with);
    }

    private static String door(ApiAnswer waiting) {
        return "/api/v1/join/dev/salon/" + waiting.text("requestId");
    }

    private static ApiClient ticket(ApiAnswer waiting) {
        return server.anyone().withBearer(waiting.text("ticket"));
    }

    private static ApiAnswer look(ApiAnswer waiting) {
        return ticket(waiting).get(door(waiting));
    }

    private static String peer(String peerId) {
        return "/api/v1/room/salon/peers/" + peerId;
    }
}
