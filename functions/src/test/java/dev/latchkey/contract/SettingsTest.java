package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of rooms and people: how they are taken away again, and that each may be at its limit beside all others. */
class SettingsTest {
    private static final ServiceFixture SITE = new MemoryFixture();
    private static final String SMILE = "\uD83D\uDE00";
    private static Tenant tenant;

    @BeforeAll
    static void settle() {
        tenant = Tenant.settle(SITE, "acme");
    }

    /** What a room had, what it is sent, and what is left; nothing where the last column is empty. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    metadata                      | {'seat':7}                | null |
                    metadata                      | {'seat':7}                | ''   | ''
                    rtmpOutURL                    | 'rtmps://example.com/a'   | null |
                    rtmpOutURL                    | 'rtmps://example.com/a'   | ''   |
                    meetingJoinWebhook            | 'https://example.com/a'   | null |
                    meetingLeftWebhook            | 'https://example.com/a'   | ''   |
                    meetingStartedWebhook         | 'https://example.com/a'   | null |
                    meetingEndedWebhook           | 'https://example.com/a'   | ''   |
                    lang                          | 'de'                      | null | 'en'
                    lang                          | 'de'                      | ''   | 'en'
                    compositionLayout             | 'grid'                    | null |
                    compositionLayout             | 'grid'                    | ''   |
                    allowProduceSources           | {'cam':false}             | null |
                    endMeetingAfterNoActivityInSec| 60                        | null |
                    notBeforeUnixSec              | 1795348800                | null |
                    notBeforeUnixSec              | 1795348800                | 0    |
                    expireUnixSec                 | 4102444800                | null |
                    expireUnixSec                 | 4102444800                | 0    |
                    maxParticipants               | 12                        | null |
                    maxParticipants               | 12                        | 0    |
                    ejectAfterElapsedTimeInSec    | 60                        | null |
                    """)
    void settingIsTakenAway(String field, String value, String cleared, @Nullable String left) {
        Map<String, Object> before = room("POST /api/v1/room", "{'" + field + "':" + value + "}", 200)
                .json();
        String name = String.valueOf(before.get("roomName"));

        assertThat(before).containsKey(field);
        Map<String, Object> after =
                update(name, "{'" + field + "':" + cleared + "}", 200).json();

        assertThat(after.get(field)).isEqualTo(left == null ? null : Json.read(left.replace('\'', '"')));
        assertThat(after.containsKey(field)).isEqualTo(left != null);
        assertThat(room("POST /api/v1/room", "{'" + field + "':" + cleared + "}", 200)
                        .json()
                        .get(field))
                .isEqualTo(after.get(field));
    }

    /** What a room always is one way or the other is not taken away: a variable that is not set must not open a door. */
    @ParameterizedTest
    @ValueSource(
            strings = {"privacy", "enableRequestToJoin", "roomLocked", "ejectAtRoomExp", "enableChat", "allowProduce"})
    void switchIsNeverNull(String field) {
        assertThat(update(tenant.room, "{'" + field + "':null}", 400).text("errors"))
                .contains(field);
    }

    @Test
    void streamThatIsOnKeepsItsAddress() {
        String name = room("POST /api/v1/room", "{'enableRTMPOut':true,'rtmpOutURL':'rtmps://example.com/a'}", 200)
                .text("roomName");

        assertThat(update(name, "{'rtmpOutURL':null}", 400).text("detail"))
                .isEqualTo("rtmpOutURL is needed when enableRTMPOut is true");
        update(name, "{'rtmpOutURL':null,'enableRTMPOut':false}", 200);
    }

    /** An eternal token must not come from a variable that is not set. */
    @Test
    void endOfATokenIsNeverNull() {
        assertThat(token("{'expireUnixSec':null}", 400).text("errors")).contains("expireUnixSec");
    }

    @Test
    void metadataOfSomebodyInsideIsTakenAway() {
        String peer =
                enter(tenant.token("'globalToken':true,'metadata':{'seat':7}")).text("participantSessionId");

        assertThat(patch(peer, "{'role':'speaker'}", 200).json().get("metadata"))
                .isEqualTo(Map.of("seat", 7L));
        assertThat(patch(peer, "{'metadata':null}", 200).json()).containsEntry("metadata", null);
        assertThat(inside(peer).get("metadata")).isNull();
        assertThat(patch(peer, "{'metadata':{'seat':8}}", 200).json().get("metadata"))
                .isEqualTo(Map.of("seat", 8L));
        assertThat(patch(peer, "{}", 400).text("detail")).contains("must name a role, permissions or metadata");
    }

    @Test
    void canProduceGivesBackWhatItTook() {
        String peer = enter(tenant.token("'globalToken':true")).text("participantSessionId");
        Object before = inside(peer).get("permissions");

        Answer muted = patch(peer, "{'permissions':{'canProduce':false}}", 200);
        assertThat(muted.text("permissions")).contains("canProduce=false").doesNotContain("cam=true");
        assertThat(patch(peer, "{'permissions':{'canProduce':true}}", 200)
                        .json()
                        .get("permissions"))
                .isEqualTo(before);
        patch(peer, "{'role':'listener'}", 200);
        assertThat(patch(peer, "{'permissions':{'canProduce':true}}", 400).text("errors"))
                .contains("permissions.canProduce", "role listener has none");
        assertThat(patch(peer, "{'permissions':{'canProduce':true,'canProduceSources':{'mic':true}}}", 200)
                        .text("permissions"))
                .contains("canProduce=true", "mic=true");
    }

    @Test
    void customRoleWithoutMoreIsAGuest() {
        Answer admission = enter(tenant.token("'globalToken':true,'role':'dj','permissions':{}"));
        Answer guest = enter(tenant.token("'globalToken':true"));

        assertThat(admission.text("role")).isEqualTo("dj");
        assertThat(admission.json().get("permissions")).isEqualTo(guest.json().get("permissions"));
        assertThat(token("{'role':'dj'}", 400).text("detail"))
                .isEqualTo("permissions must be given with a custom role; {} for those of a guest");
    }

    @Test
    void switchesOfATokenAreInTheAdmission() {
        Map<String, Object> admission = enter(
                        tenant.token("'globalToken':true,'disableVideo':true,'joinAudioOn':false"))
                .json();

        assertThat(admission).containsEntry("disableVideo", true).containsEntry("joinAudioOn", false);
        assertThat(admission).doesNotContainKeys("disableAudio", "joinVideoOn", "disableScreenSharing");
        assertThat(OpenApi.FILE
                        .at("components", "schemas", "Admission", "properties")
                        .map())
                .containsKeys("disableVideo", "joinAudioOn", "disableAudio", "joinVideoOn", "disableScreenSharing");
    }

    @Test
    void namesAndMessagesAreTrimmedAndSeen() {
        Answer admission = enter(tenant.token("'globalToken':true,'name':'  Ada  '"));

        assertThat(admission.text("name")).isEqualTo("Ada");
        for (String name : List.of(" ", "\\u200b", "A\\u200bda", "\\u3164", "A\\nda", "A\\u200dda")) {
            assertThat(token("{'name':'" + name + "'}", 400).text("errors")).contains("field=name");
        }
        token("{'name':'\\ud83d\\udc68\\u200d\\ud83d\\udc69'}", 200);
        for (String role : List.of("Host", "cohost", "my role", "h\\u043est")) {
            assertThat(token("{'role':'" + role + "','permissions':{}}", 400).text("errors"))
                    .contains("field=role");
        }
    }

    /** Everything as long as it may be, in characters that take most room, from the room to the people inside. */
    @Test
    void allFieldsAreTakenAtTheirLimitsTogether() {
        String roomName = "r".repeat(64);
        String url = "https://example.com/" + "x".repeat(2048 - 20);
        String metadata = "{'m':'" + SMILE.repeat(2558) + "'}";
        room(
                "POST /api/v1/room",
                "{'roomName':'" + roomName + "','privacy':'private','enableRequestToJoin':true,'roomLocked':true,"
                        + "'maxParticipants':100000,'notBeforeUnixSec':0,'expireUnixSec':253402300799,"
                        + "'ejectAtRoomExp':true,'ejectAfterElapsedTimeInSec':31622400,"
                        + "'endMeetingAfterNoActivityInSec':31622400,'enableRTMPOut':true,'rtmpOutURL':'"
                        + url.replace("https", "rtmps") + "','meetingJoinWebhook':'" + url + "','meetingLeftWebhook':'"
                        + url + "','meetingStartedWebhook':'" + url + "','meetingEndedWebhook':'" + url + "','lang':'"
                        + "l".repeat(35) + "','compositionLayout':'active_speaker','metadata':" + metadata + "}",
                200);
        String longest = "'name':'" + SMILE.repeat(100) + "','email':'" + SMILE.repeat(252) + "@b','meta':'"
                + "\\u0001".repeat(1000) + "','externalUserId':'" + SMILE.repeat(128) + "','metadata':{'m':'"
                + SMILE.repeat(1278) + "'},'ejectAfterElapsedTimeInSec':31622400,'notBeforeUnixSec':1,"
                + "'expireUnixSec':253402300799,'joinVideoOn':false,'joinAudioOn':false,'disableVideo':false,"
                + "'disableAudio':false,'disableScreenSharing':false,'role':'" + "r".repeat(20)
                + "','permissions':{'canProduce':true}";
        String token = tenant.token("'roomName':'" + roomName + "'," + longest);
        assertThat(token.length()).isBetween(8192, 24 * 1024);
        SITE.call("POST /api/v1/token/validate")
                .body("{'token':'" + token + "'}")
                .send(200);

        Answer waiting = SITE.call("POST /api/v1/join/{appName}/{roomName}")
                .path("appName", tenant.app)
                .path("roomName", roomName)
                .body("{'accessToken':'" + token + "'}")
                .send(202);
        assertThat(waiting.text("ticket")).hasSizeLessThan(8192);
        SITE.call("POST /api/v1/join/{appName}/{roomName}/{requestId}/approve")
                .path("appName", tenant.app)
                .path("roomName", roomName)
                .path("requestId", waiting.text("requestId"))
                .key(tenant.key)
                .body("{'role':'" + "R".repeat(20) + "','permissions':{},'message':'" + SMILE.repeat(500) + "'}")
                .send(200);
        Answer admission = SITE.call("GET /api/v1/join/{appName}/{roomName}/{requestId}")
                .path("appName", tenant.app)
                .path("roomName", roomName)
                .path("requestId", waiting.text("requestId"))
                .bearer(waiting.text("ticket"))
                .send(200);
        assertThat(admission.text("status")).isEqualTo("admitted");
        assertThat(admission.text("sessionToken")).hasSizeLessThan(8192);
        SITE.call("POST /api/v1/session/heartbeat")
                .bearer(admission.text("sessionToken"))
                .send(200);
        SITE.call("GET /api/v1/room/{roomName}/peers")
                .path("roomName", roomName)
                .key(tenant.key)
                .send(200);
    }

    /** A byte more of any of them is a 400 of its own. */
    @Test
    void nothingIsTakenBeyondItsLimit() {
        for (String field : List.of(
                "'name':'" + SMILE.repeat(101) + "'",
                "'email':'" + SMILE.repeat(253) + "@b'",
                "'meta':'" + "x".repeat(1001) + "'",
                "'externalUserId':'" + SMILE.repeat(129) + "'",
                "'metadata':'" + "x".repeat(5119) + "'",
                "'role':'" + "r".repeat(21) + "','permissions':{}")) {
            assertThat(token("{" + field + "}", 400).text("errors")).contains(field.substring(1, field.indexOf("':")));
        }
    }

    private static Answer room(String route, String body, int status) {
        return SITE.call(route).key(tenant.key).body(body).send(status);
    }

    private static Answer update(String room, String body, int status) {
        return SITE.call("PUT /api/v1/room/{roomName}")
                .path("roomName", room)
                .key(tenant.key)
                .body(body)
                .send(status);
    }

    private static Answer token(String body, int status) {
        return SITE.call("POST /api/v1/token").key(tenant.key).body(body).send(status);
    }

    private static Answer enter(String token) {
        return tenant.join("{'accessToken':'" + token + "'}", 201);
    }

    private static Answer patch(String peer, String body, int status) {
        return SITE.call("PATCH /api/v1/room/{roomName}/peers/{peerId}")
                .path("roomName", tenant.room)
                .path("peerId", peer)
                .key(tenant.key)
                .body(body)
                .send(status);
    }

    private static Map<?, ?> inside(String peer) {
        List<?> peers = (List<?>) SITE.call("GET /api/v1/room/{roomName}/peers")
                .path("roomName", tenant.room)
                .query("limit", "100")
                .key(tenant.key)
                .send(200)
                .json()
                .get("peers");
        return peers.stream()
                .map(one -> (Map<?, ?>) one)
                .filter(one -> peer.equals(one.get("peerId")))
                .findFirst()
                .orElseThrow();
    }
}
