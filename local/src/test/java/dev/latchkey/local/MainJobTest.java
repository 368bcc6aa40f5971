package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job from end to end over HTTP: make rooms and tokens, validate, come in or be refused. */
class MainJobTest {
    private static LocalServer server;

    @BeforeAll
    static void start() {
        server = LocalServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Metered's guide, "Creating private room through the REST API" and "Generating Access token", then its other steps. */
    @Test
    void callsOfMeteredsGuideWorkAsPrinted() {
        ApiClient curl = server.anyone().with("Accept", "application/json");

        ApiAnswer room = curl.post("/api/v1/room?secretKey=" + server.apiKey(), "{ \"privacy\": \"private\" }");
        assertThat(room.status()).isEqualTo(200);
        assertThat(room.json()).containsEntry("privacy", "private").containsEntry("app", "dev");
        assertThat(room.text("_id")).matches("[0-9a-f]{24}");

        ApiAnswer token = curl.post("/api/v1/token?secretKey=" + server.apiKey(), "{\"globalToken\":true}");
        assertThat(token.status()).isEqualTo(200);

        ApiAnswer valid = curl.post("/api/v1/token/validate", Map.of("token", token.text("token")));
        assertThat(valid.status()).isEqualTo(200);
        assertThat((Map<?, ?>) valid.json().get("data"))
                .extracting("appName", "globalToken", "isAdmin", "role")
                .containsExactly("dev", true, false, "guest");

        ApiAnswer meeting = join(room.text("roomName"), Map.of("accessToken", token.text("token")));
        assertThat(meeting.status()).isEqualTo(201);
        assertThat(meeting.json())
                .containsEntry("status", "admitted")
                .containsEntry("roomId", room.text("_id"))
                .containsEntry("roomName", room.text("roomName"))
                .containsKeys(
                        "meetingSessionId", "participantSessionId", "onlineParticipants", "sessionToken", "ejectAt");
    }

    @Test
    void roomWithoutABodyIsPublicAndAnyoneComesIn() {
        ApiAnswer room = server.app().post("/api/v1/room");
        assertThat(room.status()).isEqualTo(200);
        assertThat(room.text("privacy")).isEqualTo("public");

        ApiAnswer meeting = join(room.text("roomName"), Map.of("name", "Ada"));
        assertThat(meeting.status()).isEqualTo(201);
        assertThat(meeting.text("name")).isEqualTo("Ada");
    }

    @Test
    void privateRoomOpensOnlyToItsOwnToken() {
        String room = createRoom(Map.of("privacy", "private"));
        String other = createRoom(Map.of("privacy", "private"));

        assertRefused(join(room, Map.of("name", "Eve")), 401, "token_required");
        assertRefused(
                join(room, Map.of("accessToken", createToken(Map.of("roomName", other)))),
                403,
                "token_for_another_room");
        assertRefused(join(room, Map.of("accessToken", "forged")), 401, "token_invalid");
        assertThat(join(room, Map.of("accessToken", createToken(Map.of("roomName", room))))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void tokenThatExpiresBetweenTwoCallsOpensOnce() {
        String room = createRoom(Map.of("privacy", "private"));
        long expiry = server.clock().instant().plusSeconds(60).getEpochSecond();
        String token = createToken(Map.of("roomName", room, "expireUnixSec", expiry));

        assertThat(join(room, Map.of("accessToken", token)).status()).isEqualTo(201);
        server.clock().advance(Duration.ofSeconds(60));

        assertRefused(join(room, Map.of("accessToken", token)), 401, "token_expired");
        ApiAnswer invalid = server.anyone().post("/api/v1/token/validate", Map.of("token", token));
        assertRefused(invalid, 401, "token_expired");
        assertThat(invalid.text("message")).startsWith("auth token is invalid: ");
    }

    @Test
    void archivedRoomIsGone() {
        String room = createRoom(Map.of());
        String token = createToken(Map.of("roomName", room));

        assertThat(server.app().delete("/api/v1/room/" + room).status()).isEqualTo(200);

        assertRefused(join(room, Map.of("accessToken", token)), 404, "room_not_found");
        assertRefused(server.app().get("/api/v1/room/" + room), 404, "room_not_found");
    }

    @Test
    void leavingFreesThePlace() {
        String room = createRoom(Map.of("maxParticipants", 1));
        ApiAnswer first = join(room, Map.of("name", "Ada"));
        assertThat(first.status()).isEqualTo(201);
        assertRefused(join(room, Map.of("name", "Bob")), 409, "room_full");

        ApiAnswer left = server.anyone()
                .with("Authorization", "Bearer " + first.text("sessionToken"))
                .post("/api/v1/session/leave");
        assertThat(left.status()).isEqualTo(200);

        assertThat(join(room, Map.of("name", "Bob")).status()).isEqualTo(201);
    }

    @Test
    void roomIsReadChangedAndListed() {
        String room = createRoom(Map.of("maxParticipants", 5));

        assertThat(server.app()
                        .put("/api/v1/room/" + room, Map.of("privacy", "private"))
                        .status())
                .isEqualTo(200);
        assertThat(server.app().get("/api/v1/room/" + room).json())
                .containsEntry("privacy", "private")
                .containsEntry("maxParticipants", 5L);
        assertThat(server.app().get("/api/v1/rooms?limit=100").body()).contains(room);
        assertRefused(server.app().post("/api/v1/room", Map.of("roomName", room)), 409, "room_exists");
    }

    @Test
    void keyComesInAnyOfThreePlaces() {
        assertThat(server.anyone()
                        .with("x-api-key", server.apiKey())
                        .get("/api/v1/rooms")
                        .status())
                .isEqualTo(200);
        assertThat(server.anyone()
                        .with("Authorization", "Bearer " + server.apiKey())
                        .get("/api/v1/rooms")
                        .status())
                .isEqualTo(200);
        assertThat(server.anyone()
                        .get("/api/v1/rooms?secretKey=" + server.apiKey())
                        .status())
                .isEqualTo(200);
        assertRefused(server.anyone().get("/api/v1/rooms"), 401, "unauthenticated");
        assertRefused(server.anyone().withKey("lk_dev_wrong").get("/api/v1/rooms"), 401, "unauthenticated");
    }

    @Test
    void everyBadFieldIsNamedAtOnce() {
        Map<String, Object> room = new LinkedHashMap<>();
        room.put("privacy", "secret");
        room.put("roomName", "not a name");
        room.put("maxParticipants", "many");
        room.put("expireUnixSec", -1);
        room.put("expireUnixSeconds", 1);
        ApiAnswer answer = server.app().post("/api/v1/room", room);
        assertRefused(answer, 400, "malformed_request");
        assertThat(answer.badFields())
                .containsExactlyInAnyOrder(
                        "privacy", "roomName", "maxParticipants", "expireUnixSec", "expireUnixSeconds");

        Map<String, Object> token = new LinkedHashMap<>();
        token.put("isAdmin", "yes");
        token.put("meta", "x".repeat(1001));
        token.put("expireUnixSec", 1_800_000_000_000L);
        token.put("expiresUnixSec", 1);
        ApiAnswer refused = server.app().post("/api/v1/token", token);
        assertRefused(refused, 400, "malformed_request");
        assertThat(refused.badFields()).containsOnly("isAdmin", "meta", "expireUnixSec", "expiresUnixSec");
    }

    @Test
    void bodyOfOneMebibyteIsTooLarge() {
        ApiAnswer answer = server.app().post("/api/v1/room", "x".repeat(1024 * 1024));
        assertRefused(answer, 413, "payload_too_large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not JSON",
                "[]",
                "\"text\"",
                "{",
                "{\"a\":1}{}",
                "{\"privacy\":\"public\",\"privacy\":\"private\"}"
            })
    void bodyThatIsNoJsonObjectIsMalformed(String body) {
        assertRefused(server.app().post("/api/v1/room", body), 400, "malformed_request");
    }

    @Test
    void formIsNotJson() {
        ApiAnswer answer = server.app()
                .with("content-type", "application/x-www-form-urlencoded")
                .send("POST", "/api/v1/room", BodyPublishers.ofString("privacy=private"));
        assertRefused(answer, 415, "unsupported_media_type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%00b", "a%2Fb", "%20", "a.b", "%E2%80%AE"})
    void impossibleRoomNameIsAClientError(String name) {
        ApiAnswer answer = server.app().get("/api/v1/room/" + name);
        assertThat(answer.status()).isBetween(400, 499);
        assertThat(answer.problem()).isIn("malformed_request", "room_not_found");
    }

    @Test
    void validateTellsThePayloadToAnyone() {
        String token = createToken(Map.of("name", "Ada", "meta", "{\"team\":1}", "externalUserId", "u1"));
        ApiAnswer answer = server.anyone().post("/api/v1/token/validate", Map.of("token", token));

        assertThat(answer.json()).isEqualTo(payload(token));
    }

    @Test
    void aNameBesideATokenWithoutOneIsTheName() {
        server.app().post("/api/v1/room", Map.of("roomName", "named", "privacy", "private"));
        String nameless =
                server.app().post("/api/v1/token", Map.of("roomName", "named")).text("token");
        String named = server.app()
                .post("/api/v1/token", Map.of("roomName", "named", "name", "Ada"))
                .text("token");
        assertThat(server.anyone()
                        .post("/api/v1/join/dev/named", Map.of("accessToken", nameless, "name", "Bob"))
                        .text("name"))
                .isEqualTo("Bob");
        assertThat(server.anyone()
                        .post("/api/v1/join/dev/named", Map.of("accessToken", named, "name", "Bob"))
                        .text("name"))
                .isEqualTo("Ada");
    }

    @Test
    void anAddressLongerThanAnythingThatHasANameIsRefused() {
        server.app().post("/api/v1/room", Map.of("roomName", "long"));
        String peer = "/api/v1/room/long/peers/" + "x".repeat(3000) + "/eject";
        assertThat(server.app().post(peer).problem()).isEqualTo("malformed_request");
        assertThat(server.app().post("/api/v1/room/long/peers/x/eject").problem())
                .isEqualTo("peer_not_found");
    }

    @Test
    void logHoldsNoSecretAndNoName() {
        String room = createRoom(Map.of("privacy", "private"));
        String token = createToken(Map.of("roomName", room, "name", "Grace Hopper"));
        join(room, Map.of("accessToken", token));
        server.anyone().get("/api/v1/rooms?secretKey=" + server.apiKey());

        assertThat(String.join("", server.log()))
                .doesNotContain(server.apiKey(), token, "Grace")
                .contains("\"route\":\"POST /api/v1/token\"");
    }

    private static Map<String, Object> payload(String token) {
        return Json.readObject(
                new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8));
    }

    private static ApiAnswer join(String room, Map<String, ?> body) {
        return server.anyone().post("/api/v1/join/dev/" + room, body);
    }

    private static String createRoom(Map<String, ?> fields) {
        ApiAnswer answer = server.app().post("/api/v1/room", fields);
        assertThat(answer.status()).isEqualTo(200);
        return answer.text("roomName");
    }

    private static String createToken(Map<String, ?> fields) {
        ApiAnswer answer = server.app().post("/api/v1/token", fields);
        assertThat(answer.status()).isEqualTo(200);
        return answer.text("token");
    }

    private static void assertRefused(ApiAnswer answer, int status, String code) {
        assertThat(answer.problem()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
    }
}
