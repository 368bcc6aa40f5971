package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import dev.latchkey.testing.FakeLiveKit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An app with a media server: what the operator says of it, and how peers get in there. */
class MediaTest {
    private static final String JOIN = "POST /api/v1/join/{appName}/{roomName}";
    private static final String SET =
            "{'action':'set-media','app':'dev','kind':'livekit','url':'wss://media.example.com',"
                    + "'apiUrl':'https://media.example.com/','apiKey':'K','apiSecret':'a secret of tests'}";

    private final MemoryFixture service = new MemoryFixture();
    private final String key = service.app("dev");

    @Test
    void mediaServerIsShownWithoutItsSecret() {
        Map<String, Object> media = new LinkedHashMap<>();
        media.put("kind", "livekit");
        media.put("url", "wss://media.example.com");
        media.put("apiUrl", "https://media.example.com");
        media.put("apiKey", "K");
        media.put("companions", List.of("agent", "egress", "sip"));
        assertThat(service.operator(SET).json()).containsEntry("media", media);
        Answer app = service.operator("{'action':'get-app','app':'dev'}");
        assertThat(app.json()).containsEntry("media", media);
        assertThat(app.body()).doesNotContain("a secret of tests");
    }

    @Test
    void mediaServerIsTakenAway() {
        service.operator(SET);
        service.operator("{'action':'unset-media','app':'dev'}");
        assertThat(service.operator("{'action':'get-app','app':'dev'}").json()).doesNotContainKey("media");
        room();
        assertThat(join("Ada").json()).doesNotContainKey("media");
    }

    @Test
    void otherSettingsLeaveItAsItIs() {
        service.operator(SET);
        assertThat(service.operator("{'action':'update-app','app':'dev','queryKeyAccepted':false}")
                        .json())
                .containsKey("media");
    }

    /** The secret need not be shown again to move the server. */
    @Test
    void secretStaysWithItsKey() {
        service.mediaServer("dev");
        service.operator("{'action':'set-media','app':'dev','kind':'livekit','url':'ws://127.0.0.1:1','apiUrl':'"
                + FakeLiveKit.API + "','apiKey':'" + FakeLiveKit.KEY + "'}");
        room();
        assertThat(media(join("Ada"))).containsEntry("url", "ws://127.0.0.1:1").containsEntry("ready", true);
        assertThat(service.operator(SET.replace("'apiSecret':'a secret of tests'", "'apiKey':'another'"))
                        .code())
                .isEqualTo("malformed_request");
    }

    @Test
    void addressesThatNobodyMayNameAreRefused() {
        for (String address : List.of("https://169.254.169.254", "http://1.1.1.1", "ftp://example.com", "x")) {
            assertThat(service.operator(SET.replace("https://media.example.com/", address))
                            .code())
                    .describedAs(address)
                    .isEqualTo("malformed_request");
        }
        assertThat(service.operator(SET.replace("https://media.example.com/", "http://10.0.0.1:7880"))
                        .code())
                .isNull();
        assertThat(service.operator(SET.replace("wss://media.example.com", "https://media.example.com"))
                        .code())
                .isEqualTo("malformed_request");
        assertThat(service.operator(SET.replace("'apiKey'", "'companions':['human'],'apiKey'"))
                        .code())
                .isEqualTo("malformed_request");
    }

    @Test
    void admissionCarriesATokenThatTheMediaServerTakes() {
        service.mediaServer("dev");
        room();
        Answer admission = join("Ada");
        Map<?, ?> media = media(admission);
        assertThat(media)
                .hasSize(7)
                .isEqualTo(Map.of(
                        "kind",
                        "livekit",
                        "url",
                        "ws://127.0.0.1:7880",
                        "token",
                        Objects.requireNonNull(media.get("token")),
                        "expiresAt",
                        ScenarioFixture.NOON.getEpochSecond() + 60,
                        "ready",
                        true,
                        "keepsPresence",
                        true,
                        "notEnforced",
                        List.of("canRecvData")));
        service.liveKit.enter(String.valueOf(media.get("token")));
        assertThat(service.liveKit.inside(admission.text("meetingSessionId")))
                .containsExactly(admission.text("participantSessionId"));
    }

    @Test
    void appWithoutAMediaServerIsToldOfNone() {
        room();
        assertThat(join("Ada").json()).doesNotContainKey("media");
        assertThat(service.liveKit.calls()).isEmpty();
    }

    @Test
    void mediaServerOutOfReachKeepsNobodyOut() {
        service.mediaServer("dev");
        room();
        service.liveKit.isDown(true);
        Answer admission = join("Ada");
        assertThat(admission.status()).isEqualTo(201);
        assertThat(media(admission)).containsEntry("ready", false);
        String token = String.valueOf(media(admission).get("token"));
        service.liveKit.isDown(false);
        join("Grace");
        assertThat(service.liveKit.takes(token)).isTrue();
    }

    /** A server that was killed has forgotten its rooms, and with auto_create: false makes none by itself. */
    @Test
    void roomIsThereAgainForWhoComesAfterItsServerWasStartedAnew() {
        service.mediaServer("dev");
        room();
        join("Ada");
        service.liveKit.restart();
        assertThat(service.liveKit.takes(String.valueOf(media(join("Grace")).get("token"))))
                .isTrue();
    }

    @Test
    void whatTheRoomWithholdsIsNotGranted() {
        service.mediaServer("dev");
        service.call("POST /api/v1/room")
                .key(key)
                .body("{'roomName':'hall','allowProduceSources':{'cam':false}}")
                .send(200);
        Answer admission = join("Ada");
        service.liveKit.enter(String.valueOf(media(admission).get("token")));
        Map<?, ?> permission = (Map<?, ?>) Objects.requireNonNull(service.liveKit
                .participant(admission.text("meetingSessionId"), admission.text("participantSessionId"))
                .get("permission"));
        assertThat(permission.get("can_publish_sources"))
                .isEqualTo(List.of("MICROPHONE", "SCREEN_SHARE", "SCREEN_SHARE_AUDIO"));
    }

    /** Every text of every answer to somebody who waits is tried. */
    @Test
    void whoWaitsGetsNothingThatTheMediaServerTakes() {
        service.mediaServer("dev");
        service.call("POST /api/v1/room")
                .key(key)
                .body("{'roomName':'hall','privacy':'private','enableRequestToJoin':true}")
                .send(200);
        String token = service.call("POST /api/v1/token")
                .key(key)
                .body("{'roomName':'hall','name':'Host','role':'host','isAdmin':true}")
                .send(200)
                .text("token");
        door().body("{'accessToken':'" + token + "'}").send(201);
        Answer waiting = join("Grace");
        assertThat(waiting.status()).isEqualTo(202);
        String ticket = waiting.text("ticket");
        List<Answer> answers = new ArrayList<>(List.of(waiting));
        answers.add(look(waiting, ticket));
        answers.add(door().body("{'ticket':'" + ticket + "'}").send());
        answers.add(door().body("{'accessToken':'" + ticket + "'}").send());
        answers.add(
                service.call("POST /api/v1/session/heartbeat").bearer(ticket).send());
        List<String> texts = new ArrayList<>();
        answers.forEach(answer -> collect(Json.readObject(answer.body()), texts));
        assertThat(texts).hasSizeGreaterThan(10).noneMatch(service.liveKit::takes);

        service.call("POST /api/v1/join/{appName}/{roomName}/{requestId}/approve")
                .path("appName", "dev")
                .path("roomName", "hall")
                .path("requestId", waiting.text("requestId"))
                .key(key)
                .send(200);
        Answer admitted = look(waiting, ticket);
        assertThat(service.liveKit.takes(String.valueOf(media(admitted).get("token"))))
                .isTrue();
    }

    @Test
    void tokenEndsAMinuteAfterItWasMade() {
        service.mediaServer("dev");
        room();
        String token = String.valueOf(media(join("Ada")).get("token"));
        // LiveKit takes it for a minute longer.
        service.clock.now = ScenarioFixture.NOON.plus(Duration.ofSeconds(119));
        assertThat(service.liveKit.takes(token)).isTrue();
        service.clock.now = ScenarioFixture.NOON.plus(Duration.ofSeconds(120));
        assertThat(service.liveKit.takes(token)).isFalse();
    }

    private Answer look(Answer waiting, String ticket) {
        return service.call("GET /api/v1/join/{appName}/{roomName}/{requestId}")
                .path("appName", "dev")
                .path("roomName", "hall")
                .path("requestId", waiting.text("requestId"))
                .bearer(ticket)
                .send();
    }

    private static void collect(@Nullable Object json, List<String> texts) {
        if (json instanceof String text) {
            texts.add(text);
        } else if (json instanceof Map<?, ?> members) {
            members.values().forEach(member -> collect(member, texts));
        } else if (json instanceof List<?> elements) {
            elements.forEach(element -> collect(element, texts));
        }
    }

    private void room() {
        service.call("POST /api/v1/room").key(key).body("{'roomName':'hall'}").send(200);
    }

    private Answer join(String name) {
        return door().body("{'name':'" + name + "'}").send();
    }

    private ServiceFixture.Call door() {
        return service.call(JOIN).path("appName", "dev").path("roomName", "hall");
    }

    @SuppressWarnings("unchecked") // its members are
    private static Map<Object, Object> media(Answer admission) {
        return (Map<Object, Object>) Objects.requireNonNull(admission.json().get("media"));
    }
}
