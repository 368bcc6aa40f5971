package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Huddle01's API where its SDK does not go: .ci/checks/huddle01-sdk.sh has the SDK itself. */
class Huddle01Test {
    private static final String SDK = " /api/v2/sdk/";
    private static final int FOUR_HOURS = 4 * 3600;

    private final ServiceFixture service = new MemoryFixture();
    private final Tenant tenant = Tenant.settle(service, "dev");

    private ServiceFixture.Call get(String path) {
        return service.call("GET" + SDK + path).key(tenant.key);
    }

    private ServiceFixture.Call post(String path, String body) {
        return service.call("POST" + SDK + path).key(tenant.key).body(body);
    }

    private Map<String, Object> claims(String fields) {
        String token = post("create-peer-token", "{'roomId':'" + tenant.room + "'," + fields + "}")
                .send(200)
                .text("token");
        byte[] payload = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        return Json.readObject(new String(payload, StandardCharsets.UTF_8));
    }

    /** Which of cam, mic and screen may be sent, in that order. */
    private String sources(String fields) {
        Map<?, ?> permissions = (Map<?, ?>) claims(fields).get("permissions");
        Map<?, ?> sources = (Map<?, ?>) permissions.get("canProduceSources");
        assertThat(permissions.get("canProduce")).isEqualTo(sources.containsValue(true));
        return List.of("cam", "mic", "screen").stream()
                .filter(source -> sources.get(source).equals(true))
                .reduce("", (one, other) -> (one + " " + other).strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'role':'guest'                                                    | cam mic screen",
                "'role':'speaker'                                                  | mic",
                "'role':'listener'                                                 | \"\"",
                "'permissions':{}                                                  | cam mic screen",
                "'permissions':{'canProduceSources':{'cam':true}}                  | cam",
                "'permissions':{'canProduceSources':{'cam':false}}                 | \"\"",
                "'role':'listener','permissions':{'canProduceSources':{'mic':true}} | mic",
                "'role':'listener','permissions':{'canProduce':false,'canProduceSources':{'mic':true}} | \"\"",
                "'permissions':{'canProduce':true,'canProduceSources':{'cam':false,'mic':false,'screen':false}} | \"\"",
                "'permissions':{'canProduceSources':{}}                            | cam mic screen",
                "'role':'guest','roomType':'AUDIO'                                 | mic",
                "'role':'guest','roomType':'VIDEO'                                 | cam mic screen",
                "'role':'listener','roomType':'AUDIO'                              | \"\""
            },
            quoteCharacter = '"')
    void sourcesAreThoseThatAreNamedOrTheRoles(String fields, String expected) {
        assertThat(sources(fields)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "60, 60",
        "1, 1",
        "31622400, 31622400",
        "'\"90s\"', 90",
        "'\"1.5 hours\"', 5400",
        "'\"10h\"', 36000",
        "'\"2 days\"', 172800",
        "'\"1 week\"', 604800",
        "'\"30m\"', 1800"
    })
    void tokenLivesForItsTtl(String ttl, long seconds) {
        assertThat(lifetime(claims("'role':'guest','ttl':" + ttl))).isEqualTo(seconds);
    }

    private static long lifetime(Map<String, Object> claims) {
        return (Long) claims.get("exp") - (Long) claims.get("iat");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1", "31622401", "1.5", "true", "''", "'4'", "'4 moons'", "'53 weeks'", "'0 days'", "'-1h'"
            })
    void anotherTtlIsRefused(String ttl) {
        Answer answer = post("create-peer-token", "{'roomId':'" + tenant.room + "','role':'guest','ttl':" + ttl + "}")
                .send(400);
        assertThat(answer.list("errors")).extracting("field").containsExactly("ttl");
    }

    @Test
    void tokenLivesForFourHoursAndNoLongerThanTheAppLetsIt() {
        assertThat(lifetime(claims("'role':'guest'"))).isEqualTo(FOUR_HOURS);
        service.operator("{'action':'update-app','app':'dev','maxTokenLifetimeSec':3600}");
        assertThat(lifetime(claims("'role':'guest'"))).isEqualTo(3600);
        assertThat(lifetime(claims("'role':'guest','ttl':60"))).isEqualTo(60);
    }

    @Test
    void tokenSaysWhatTheVerifierReadsBesideWhatWeRead() {
        Map<String, Object> claims = claims(
                "'role':'host','muteOnEntry':true,'videoOnEntry':false,'metadata':'{\\'seat\\':7}','options':{'maxPeersAllowed':3}");
        Map<?, ?> data = (Map<?, ?>) claims.get("data");
        assertThat(claims)
                .containsEntry("roomId", tenant.room)
                .containsEntry("projectId", "dev")
                .containsEntry("role", "host")
                .containsEntry("metadata", Map.of("seat", 7L))
                .containsEntry("permissions", data.get("permissions"));
        assertThat(data.get("roomName")).isEqualTo(tenant.room);
        assertThat(data.get("metadata")).isEqualTo(Map.of("seat", 7L));
        assertThat(data.get("joinAudioOn")).isEqualTo(false);
        assertThat(data.get("joinVideoOn")).isEqualTo(false);
        assertThat(data.get("maxPeers")).isEqualTo(3L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'title':'Weekly'}          | {'title':'Weekly'}",
                "'{\\'title\\':\\'Weekly\\'}' | {'title':'Weekly'}",
                "'Weekly'                    | 'Weekly'",
                "'[1,2'                      | '[1,2'",
                "[1,2]                       | [1,2]",
                "''                          | ''",
                "'null'                      | null",
                "null                        | null"
            },
            quoteCharacter = '"')
    void metadataIsWhatItsTextSays(String sent, String kept) {
        post("rooms/metadata", "{'metadata':" + sent + "}")
                .query("roomId", tenant.room)
                .send(200);
        Answer read =
                get("rooms/room-details/{roomId}").path("roomId", tenant.room).send(200);
        assertThat(read.json().get("metadata")).isEqualTo(Json.read(kept.replace('\'', '"')));
        assertThat(service.call("GET /api/v1/room/{roomName}")
                        .path("roomName", tenant.room)
                        .key(tenant.key)
                        .send(200)
                        .json()
                        .get("metadata"))
                .isEqualTo(read.json().get("metadata"));
    }

    @Test
    void metadataHasLimits() {
        String deep = "[".repeat(31) + "]".repeat(31);
        for (String metadata : List.of("\\\"" + "x".repeat(10 * 1024) + "\\\"", deep)) {
            Answer answer = post("rooms/create-room", "{\"metadata\":\"" + metadata + "\"}")
                    .send(400);
            assertThat(answer.list("errors")).extracting("field").containsExactly("metadata");
        }
    }

    /** The clock of tests stands still, so all are of one millisecond. */
    @Test
    void roomsOfOneMomentAreListedOnceEach() {
        for (int i = 0; i < 24; i++) {
            tenant.createRoom("room-" + i, "");
        }
        service.clock.now = ScenarioFixture.NOON.plusSeconds(1);
        tenant.createRoom("newest", "");
        List<Object> listed = new ArrayList<>();
        Object cursor = 0L;
        while (cursor != null) {
            Answer page = get("rooms/get-rooms")
                    .query("limit", "7")
                    .query("cursor", cursor.toString())
                    .send(200);
            page.list("rooms").forEach(room -> listed.add(room.get("roomId")));
            assertThat(page.json().get("current")).isEqualTo(cursor);
            assertThat(listed).hasSizeLessThan(100);
            cursor = page.json().get("nextCursor");
        }
        assertThat(listed).hasSize(26).startsWith("newest").contains(tenant.room, "room-0", "room-23");
        assertThat(new HashSet<>(listed)).hasSize(26);
    }

    @Test
    void roomsWithMuchMetadataAreOnMorePages() {
        for (int i = 0; i < 9; i++) {
            tenant.createRoom("room-" + i, "'metadata':'" + "x".repeat(10_000) + "'");
        }
        int rooms = 0;
        Object cursor = 0L;
        while (cursor != null) {
            Answer page =
                    get("rooms/get-rooms").query("cursor", cursor.toString()).send(200);
            assertThat(page.body().getBytes(StandardCharsets.UTF_8).length).isLessThan(64 * 1024);
            rooms += page.list("rooms").size();
            assertThat(rooms).isLessThan(100);
            cursor = page.json().get("nextCursor");
        }
        assertThat(rooms).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "1.5", "99999999999999999", "01M81J18G0W2E0Q5K3C414QNBG"})
    void cursorThatNoListGaveIsRefused(String cursor) {
        assertThat(get("rooms/get-rooms").query("cursor", cursor).send(400).list("errors"))
                .extracting("field")
                .containsExactly("cursor");
        get("rooms/session-details")
                .query("roomId", tenant.room)
                .query("cursor", cursor)
                .send(400);
    }

    @Test
    void meetingsGoOnWithTheStartOfTheLast() {
        service.call("POST /api/v1/session/leave").bearer(tenant.sessionToken).send(200);
        for (int i = 1; i < 5; i++) {
            service.clock.now = ScenarioFixture.NOON.plusSeconds(60L * i);
            Answer inside = tenant.join("{'accessToken':'" + tenant.accessToken + "'}", 201);
            service.call("POST /api/v1/session/leave")
                    .bearer(inside.text("sessionToken"))
                    .send(200);
        }
        List<Object> starts = new ArrayList<>();
        Object cursor = 0L;
        while (cursor != null) {
            Answer page = get("rooms/session-details")
                    .query("roomId", tenant.room)
                    .query("limit", "2")
                    .query("cursor", cursor.toString())
                    .send(200);
            page.list("sessions").forEach(session -> starts.add(session.get("startTime")));
            assertThat(starts).hasSizeLessThan(100);
            cursor = page.json().get("nextCursor");
        }
        long noon = ScenarioFixture.NOON.toEpochMilli();
        assertThat(starts).containsExactly(noon + 240_000, noon + 180_000, noon + 120_000, noon + 60_000, noon);
        Answer metrics = get("metrics").send(200);
        assertThat(metrics.json())
                .containsEntry("totalSessions", 5L)
                .containsEntry("totalUsers", 5L)
                .containsEntry("totalDuration", 0L);
    }

    @Test
    void durationOfAMeetingThatGoesOnCountsUpToNow() {
        service.clock.now = ScenarioFixture.NOON.plusSeconds(60);
        assertThat(get("metrics").send(200).json())
                .containsEntry("totalSessions", 1L)
                .containsEntry("totalUsers", 1L)
                .containsEntry("totalDuration", 60L);
    }

    @Test
    void manyInsideAreOnMorePagesAndCountedOnEach() {
        for (int i = 0; i < 15; i++) {
            String token = post(
                            "create-peer-token",
                            "{'roomId':'" + tenant.room + "','role':'guest','metadata':'" + "x".repeat(5000) + "'}")
                    .send(200)
                    .text("token");
            tenant.join("{'accessToken':'" + token + "'}", 201);
        }
        List<Object> listed = new ArrayList<>();
        Object cursor = "";
        while (cursor != null) {
            ServiceFixture.Call call =
                    get("live-sessions/participants/{roomId}").path("roomId", tenant.room);
            Answer page = ("".equals(cursor) ? call : call.query("cursor", cursor.toString())).send(200);
            assertThat(page.json()).containsEntry("count", 16L);
            page.list("participants").forEach(peer -> listed.add(peer.get("peerId")));
            assertThat(listed).hasSizeLessThan(100);
            cursor = page.json().get("nextCursor");
        }
        assertThat(listed).hasSize(16).doesNotHaveDuplicates();
        assertThat(get("live-sessions/{roomId}")
                        .path("roomId", tenant.room)
                        .send(200)
                        .object("liveSessions"))
                .containsEntry("currentPeerCount", 16L);
    }

    @Test
    void roomWithoutAnybodyHasNoLiveSession() {
        service.call("POST /api/v1/session/leave").bearer(tenant.sessionToken).send(200);
        for (String path : List.of("live-sessions/{roomId}", "live-sessions/participants/{roomId}")) {
            for (String room : List.of(tenant.room, "nowhere")) {
                Answer answer = get(path).path("roomId", room).send(404);
                assertThat(answer.text("message")).isEqualTo("No live sessions found for this room id");
            }
        }
    }

    @Test
    void meetingOfAnotherRoomIsNone() {
        tenant.createRoom("other", "");
        for (String id : List.of(
                "other." + tenant.sessionId,
                "nowhere." + tenant.sessionId,
                tenant.sessionId,
                tenant.room + ".x",
                tenant.room + "." + tenant.sessionId.toLowerCase(java.util.Locale.ROOT))) {
            Answer answer = get("rooms/participant-list").query("sessionId", id).send(404);
            assertThat(answer.json()).containsEntry("ok", false).containsEntry("message", "Session Not Found");
        }
        get("rooms/participant-list")
                .query("sessionId", tenant.room + "." + tenant.sessionId)
                .send(200);
    }

    @Test
    void forbiddenIsUnauthorizedSinceTheSdkTakesAnythingElseForAToken() {
        String readOnly = service.operator("{'action':'create-key','app':'dev','scopes':['tokens','read-only']}")
                .text("apiKey");
        Answer answer = post("create-peer-token", "{'roomId':'" + tenant.room + "','role':'guest'}")
                .key(readOnly)
                .send(401);
        assertThat(answer.json())
                .containsEntry("code", "forbidden")
                .containsEntry("status", 401L)
                .containsEntry("ok", false)
                .containsEntry("validated", false);
    }

    @Test
    void wrongKeyIsToldInHuddle01sWords() {
        Answer answer = get("metrics").key("lk_dev_nobody").send(401);
        assertThat(answer.json())
                .containsEntry("message", "Incorrect or no API key provided")
                .containsEntry("ok", false)
                .containsEntry("validated", false)
                .containsEntry("code", "unauthenticated");
        assertThat(answer.headers().get("www-authenticate")).isEqualTo("Bearer");
    }

    @Test
    void badFieldsAreIssuesToo() {
        Answer answer = post("create-peer-token", "{'permissions':{'canProduceSources':{'cam':1}},'ttls':1}")
                .send(400);
        assertThat(answer.json()).containsEntry("success", false).containsEntry("ok", false);
        List<Object> paths = new ArrayList<>();
        ((List<?>) answer.object("error").get("issues")).forEach(issue -> paths.add(((Map<?, ?>) issue).get("path")));
        assertThat(paths)
                .containsExactlyInAnyOrder(
                        List.of("roomId"), List.of("ttls"), List.of("permissions", "canProduceSources", "cam"));
    }

    @Test
    void defectIsAProblemWithHuddle01sMembers() {
        service.trouble = call -> {
            throw new IllegalStateException("a defect");
        };
        assertThat(get("metrics").send(500).json())
                .containsEntry("code", "internal")
                .containsEntry("ok", false);
    }

    @Test
    void roomIsPrivateAndOpensForWhoHasAToken() {
        String room = String.valueOf(
                post("rooms/create-room", "{}").send(201).object("data").get("roomId"));
        Answer says = service.call("GET /api/v1/room/{roomName}")
                .path("roomName", room)
                .key(tenant.key)
                .send(200);
        assertThat(says.json())
                .containsEntry("privacy", "private")
                .containsEntry("enableRequestToJoin", false)
                .containsEntry("roomLocked", false)
                .containsEntry("enableChat", true)
                .doesNotContainKey("metadata");
    }
}
