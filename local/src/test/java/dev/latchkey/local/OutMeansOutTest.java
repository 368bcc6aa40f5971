package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever is out stays out, whatever put him out; and what a room withholds, it withholds at once. Over HTTP. */
class OutMeansOutTest {
    private static LocalServer server;

    @BeforeAll
    static void start() {
        server = LocalServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whoseTimeIsUpByTheTokenIsOutAndHisPlaceIsFree() {
        room("timed", Map.of("maxParticipants", 1));
        String brief = token("timed", Map.of("ejectAfterElapsedTimeInSec", 40));
        ApiAnswer in = join("timed", brief);
        long joined = server.clock().instant().getEpochSecond();
        assertThat(in.json().get("ejectAt")).isEqualTo(joined + 40);

        server.clock().advance(Duration.ofSeconds(39));
        assertThat(heartbeat(in).status()).isEqualTo(200);
        assertThat(join("timed", token("timed", Map.of())).problem()).isEqualTo("room_full");

        server.clock().advance(Duration.ofSeconds(1));
        assertThat(heartbeat(in).problem()).isEqualTo("token_expired");
        assertThat(join("timed", token("timed", Map.of())).status()).isEqualTo(201);
    }

    @Test
    void whenTheRoomEndsEverybodyIsOutAndAnEndPutOffLetsThemStay() {
        long end = server.clock().instant().getEpochSecond() + 30;
        room("ending", Map.of("expireUnixSec", end, "ejectAtRoomExp", true));
        ApiAnswer in = join("ending", token("ending", Map.of()));
        assertThat(in.json().get("ejectAt")).isEqualTo(end);

        server.app().put("/api/v1/room/ending", Map.of("expireUnixSec", end + 30));
        ApiAnswer longer = heartbeat(in);
        assertThat(longer.json().get("ejectAt")).isEqualTo(end + 30);
        server.clock().advance(Duration.ofSeconds(59));
        assertThat(heartbeat(longer).status()).isEqualTo(200);
        server.clock().advance(Duration.ofSeconds(1));
        assertThat(heartbeat(longer).problem()).isEqualTo("token_expired");
        assertThat(join("ending", token("ending", Map.of())).problem()).isEqualTo("room_expired");
    }

    @Test
    void aRevokedTokenOpensNothingAndPutsItsHolderOutAtTheNextHeartbeat() {
        room("revoking", Map.of());
        String token = token("revoking", Map.of());
        String global =
                server.app().post("/api/v1/token", Map.of("globalToken", true)).text("token");
        ApiAnswer in = join("revoking", token);
        ApiAnswer inByGlobal = join("revoking", global);

        server.app().post("/api/v1/token/revoke", Map.of("token", token));
        server.app().post("/api/v1/token/revoke", Map.of("jti", jti(global)));

        for (String revoked : new String[] {token, global}) {
            assertThat(join("revoking", revoked).problem()).isEqualTo("token_revoked");
            assertThat(server.anyone()
                            .post("/api/v1/token/validate", Map.of("token", revoked))
                            .problem())
                    .isEqualTo("token_revoked");
        }
        assertThat(heartbeat(in).problem()).isEqualTo("token_revoked");
        assertThat(heartbeat(inByGlobal).problem()).isEqualTo("token_revoked");
        assertThat(server.app().get("/api/v1/room/revoking/peers").list("peers"))
                .isEmpty();
    }

    @Test
    void aCutOffOfARoomReachesWhatWasIssuedBeforeItAndNothingElse() {
        room("cut", Map.of());
        room("uncut", Map.of());
        String before = token("cut", Map.of());
        String elsewhere = token("uncut", Map.of());
        ApiAnswer in = join("cut", before);
        server.clock().advance(Duration.ofSeconds(5));
        long now = server.clock().instant().getEpochSecond();
        assertThat(server.app()
                        .post("/api/v1/token/revoke", Map.of("issuedBeforeUnixSec", now, "roomName", "cut"))
                        .status())
                .isEqualTo(200);

        assertThat(join("cut", before).problem()).isEqualTo("token_revoked");
        assertThat(heartbeat(in).problem()).isEqualTo("token_revoked");
        assertThat(join("cut", token("cut", Map.of())).status()).isEqualTo(201);
        assertThat(join("uncut", elsewhere).status()).isEqualTo(201);
    }

    @Test
    void aCutOffReachesWhoCameInAfterItByAnOlderTokenAndNobodyWithoutAToken() {
        room("later", Map.of("privacy", "public"));
        String before = token("later", Map.of());
        server.clock().advance(Duration.ofSeconds(5));
        long cutOff = server.clock().instant().getEpochSecond();
        String after = token("later", Map.of());
        server.clock().advance(Duration.ofSeconds(5));
        ApiAnswer byOlder = join("later", before);
        ApiAnswer byYounger = join("later", after);
        ApiAnswer anonymous = server.anyone().post("/api/v1/join/dev/later", Map.of("name", "Grace"));

        assertThat(server.app()
                        .post("/api/v1/token/revoke", Map.of("issuedBeforeUnixSec", cutOff, "roomName", "later"))
                        .status())
                .isEqualTo(200);

        assertThat(peers("later"))
                .containsExactlyInAnyOrder(
                        byYounger.text("participantSessionId"), anonymous.text("participantSessionId"));
        assertThat(heartbeat(byOlder).problem()).isEqualTo("token_revoked");
        assertThat(heartbeat(byYounger).status()).isEqualTo(200);
        assertThat(heartbeat(anonymous).status()).isEqualTo(200);
    }

    @Test
    void theTimeOfATokenCountsOnceInAMeetingHoweverOftenItIsUsed() {
        room("once", Map.of());
        ApiAnswer host = join("once", token("once", Map.of("role", "host")));
        String brief = token("once", Map.of("ejectAfterElapsedTimeInSec", 40));
        ApiAnswer first = join("once", brief);
        long ends = (long) first.json().get("ejectAt");
        assertThat(leave(first).status()).isEqualTo(200);

        server.clock().advance(Duration.ofSeconds(39));
        ApiAnswer again = join("once", brief);
        assertThat(again.json().get("ejectAt")).isEqualTo(ends);
        assertThat(heartbeat(again).status()).isEqualTo(200);
        assertThat(heartbeat(host).status()).isEqualTo(200);
        server.clock().advance(Duration.ofSeconds(1));
        assertThat(heartbeat(again).problem()).isEqualTo("token_expired");
        assertThat(join("once", brief).problem()).isEqualTo("token_expired");

        leave(host);
        assertThat(join("once", brief).json().get("ejectAt"))
                .as("in another meeting")
                .isEqualTo(ends + 40);
    }

    @Test
    void nobodyIsPutOutAMillisecondEarly() {
        room("exact", Map.of());
        server.clock().advance(Duration.ofMillis(500));
        long joined = server.clock().instant().toEpochMilli();
        ApiAnswer in = join("exact", token("exact", Map.of("ejectAfterElapsedTimeInSec", 40)));
        long ends = (long) in.json().get("ejectAt") * 1000;
        assertThat(ends).isBetween(joined + 40_000, joined + 40_999);

        server.clock().advance(Duration.ofMillis(ends - joined - 1));
        assertThat(heartbeat(in).status()).isEqualTo(200);
        server.clock().advance(Duration.ofMillis(1));
        assertThat(heartbeat(in).problem()).isEqualTo("token_expired");
    }

    @Test
    void anEndThatIsPutOffAfterTheLastHeartbeatLetsPeopleStay() {
        long end = server.clock().instant().getEpochSecond() + 30;
        room("put-off", Map.of("expireUnixSec", end, "ejectAtRoomExp", true));
        ApiAnswer in = join("put-off", token("put-off", Map.of()));
        server.clock().advance(Duration.ofSeconds(25));
        assertThat(heartbeat(in).status()).isEqualTo(200);

        server.app().put("/api/v1/room/put-off", Map.of("expireUnixSec", end + 60));
        server.clock().advance(Duration.ofSeconds(15));

        assertThat(peers("put-off")).hasSize(1);
        ApiAnswer longer = heartbeat(in);
        assertThat(longer.json().get("ejectAt")).isEqualTo(end + 60);

        server.app().put("/api/v1/room/put-off", Map.of("expireUnixSec", end + 15));
        server.clock().advance(Duration.ofSeconds(5));
        assertThat(heartbeat(longer).problem()).as("brought forward").isEqualTo("token_revoked");
        assertThat(peers("put-off")).isEmpty();
    }

    @Test
    void aBanIsSeenByEveryUseOfASessionToken() {
        room("banning", Map.of());
        ApiAnswer admin = join("banning", token("banning", Map.of("role", "host", "externalUserId", "grace")));
        server.app().put("/api/v1/room/banning/bans/grace", Map.of());

        assertThat(heartbeat(admin).problem()).isIn("banned", "token_revoked");
        assertThat(server.anyone()
                        .withBearer(admin.text("sessionToken"))
                        .get("/api/v1/room/banning/peers")
                        .problem())
                .isIn("banned", "token_revoked");
        assertThat(peers("banning")).isEmpty();
    }

    @Test
    void whatARoomWithholdsItWithholdsAtAdmissionAndFromTheNextHeartbeatOn() {
        room("stage", Map.of("ownerOnlyBroadcast", true));
        ApiAnswer guest = join("stage", token("stage", Map.of()));
        ApiAnswer host = join("stage", token("stage", Map.of("role", "host")));
        assertThat(guest.object("permissions"))
                .containsEntry("canProduce", false)
                .containsEntry("canConsume", true);
        assertThat(host.object("permissions")).containsEntry("canProduce", true);

        server.app().put("/api/v1/room/stage", Map.of("ownerOnlyBroadcast", false));
        ApiAnswer freed = heartbeat(guest);
        assertThat(freed.object("permissions")).containsEntry("canProduce", true);

        server.app()
                .put(
                        "/api/v1/room/stage",
                        Map.of("allowProduceSources", Map.of("screen", false), "allowSendData", false));
        assertThat(heartbeat(freed).object("permissions"))
                .containsEntry("canProduceSources", Map.of("cam", true, "mic", true, "screen", false))
                .containsEntry("canSendData", false);
        assertThat(heartbeat(host).object("permissions")).containsEntry("canSendData", true);
    }

    @Test
    void anArchivedRoomIsLeftByEverybodyAndANewOneOfItsNameKnowsNobody() {
        room("again", Map.of("maxParticipants", 1));
        String old = token("again", Map.of());
        ApiAnswer in = join("again", old);
        assertThat(server.app().delete("/api/v1/room/again").status()).isEqualTo(200);
        assertThat(heartbeat(in).problem()).isEqualTo("room_not_found");

        room("again", Map.of("maxParticipants", 1));
        assertThat(join("again", old).problem()).isEqualTo("token_for_another_room");
        assertThat(heartbeat(in).problem()).isEqualTo("room_not_found");
        assertThat(join("again", token("again", Map.of())).status()).isEqualTo(201);
        assertThat(server.app().get("/api/v1/room/again/sessions").list("sessions"))
                .hasSize(1);
    }

    private static void room(String name, Map<String, Object> fields) {
        Map<String, Object> all = new HashMap<>(fields);
        all.put("roomName", name);
        assertThat(server.app().post("/api/v1/room", all).status()).isEqualTo(200);
    }

    private static String token(String room, Map<String, Object> fields) {
        Map<String, Object> all = new HashMap<>(fields);
        all.put("roomName", room);
        return server.app().post("/api/v1/token", all).text("token");
    }

    private static ApiAnswer join(String room, String token) {
        return server.anyone().post("/api/v1/join/dev/" + room, Map.of("accessToken", token));
    }

    private static ApiAnswer heartbeat(ApiAnswer inside) {
        return server.anyone().withBearer(inside.text("sessionToken")).post("/api/v1/session/heartbeat", Map.of());
    }

    private static ApiAnswer leave(ApiAnswer inside) {
        return server.anyone().withBearer(inside.text("sessionToken")).post("/api/v1/session/leave", Map.of());
    }

    private static List<String> peers(String room) {
        return server.app().get("/api/v1/room/" + room + "/peers").list("peers").stream()
                .map(peer -> String.valueOf(((Map<?, ?>) peer).get("peerId")))
                .toList();
    }

    private static String jti(String token) {
        return server.anyone()
                .post("/api/v1/token/validate", Map.of("token", token))
                .text("jti");
    }
}
