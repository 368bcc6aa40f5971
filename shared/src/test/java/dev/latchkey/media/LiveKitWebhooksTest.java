package dev.latchkey.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.json.Json;
import dev.latchkey.meeting.Peer;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.testing.FakeLiveKit;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveKitWebhooksTest {
    private final MediaFixture fixture = new MediaFixture();
    private final Room room = fixture.people.createRoom(0);
    private final Peer ada = fixture.connect(room);

    private Map<String, Object> joined() {
        return fixture.webhook("participant_joined", ada);
    }

    private void assertRefused(String authorization, String body, String why) {
        assertThatThrownBy(() -> fixture.webhooks.take(fixture.app, authorization, body))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(why);
        assertThat(fixture.inside(ada)).containsExactly(ada.id());
    }

    @Test
    void peerThatEntersStays() {
        fixture.receive(joined());
        assertThat(fixture.inside(ada)).containsExactly(ada.id());
    }

    @Test
    void peerThatEntersStaysInsideForLongerThanAHeartbeatLasts() {
        fixture.receive(joined());
        fixture.clock.move(Duration.ofSeconds(149));
        assertThat(fixture.people.inside(room, fixture.clock.instant())).hasSize(1);
    }

    @Test
    void whoComesBackByAnOldTokenIsOutAgain() {
        String old = fixture.token(room, ada);
        fixture.putOut(room, ada);
        fixture.liveKit.enter(old);
        fixture.receive(joined());
        assertThat(fixture.inside(ada)).isEmpty();
    }

    @Test
    void whoEntersWithMoreThanHeMayIsCorrected() {
        Map<String, Object> more = new LinkedHashMap<>(fixture.liveKit.participant(ada.sessionId(), ada.id()));
        more.put("permission", Map.of("canPublish", true, "canSubscribe", true));
        Map<String, Object> webhook = joined();
        webhook.put("participant", more);
        fixture.receive(webhook);
        assertThat(fixture.liveKit.calls()).contains("UpdateParticipant " + ada.sessionId() + " " + ada.id());
    }

    @Test
    void whoSaysNoRoomIsOut() {
        Map<String, Object> nowhere = new LinkedHashMap<>(fixture.liveKit.participant(ada.sessionId(), ada.id()));
        nowhere.put("attributes", Map.of());
        Map<String, Object> webhook = joined();
        webhook.put("participant", nowhere);
        fixture.receive(webhook);
        assertThat(fixture.inside(ada)).isEmpty();
    }

    @Test
    void roomsThatAreNoMeetingsAreTheAppsOwn() {
        Map<String, Object> webhook = joined();
        webhook.put("room", Map.of("name", "lobby"));
        webhook.put("participant", Map.of("identity", "somebody"));
        fixture.receive(webhook);
        assertThat(fixture.liveKit.calls()).noneMatch(call -> call.contains("lobby"));
    }

    @Test
    void whatChangesNothingIsNotWrittenDown() {
        fixture.receive(joined());
        Map<String, Object> again = joined();
        fixture.receive(again);
        // Remembered, it would be passed over.
        fixture.putOut(room, ada);
        fixture.receive(again);
        assertThat(fixture.inside(ada)).isEmpty();
    }

    @Test
    void thatSomebodyIsThereIsWrittenDownTwiceAMinuteAtMost() {
        fixture.receive(joined());
        Peer first = fixture.find(room, ada).orElseThrow();
        fixture.clock.move(Duration.ofSeconds(30).minusMillis(1));
        fixture.receive(joined());
        assertThat(fixture.find(room, ada)).contains(first);
        fixture.clock.move(Duration.ofMillis(1));
        fixture.receive(joined());
        assertThat(fixture.find(room, ada).orElseThrow().leaseUntil())
                .isEqualTo(first.leaseUntil().plusSeconds(30));
    }

    /** One that is taken again is passed over: here it would put out who has come in since. */
    @Test
    void eachIsActedOnOnce() {
        Map<String, Object> webhook = joined();
        fixture.receive(webhook);
        fixture.putOut(room, ada);
        fixture.receive(webhook);
        assertThat(fixture.inside(ada)).containsExactly(ada.id());
    }

    @Test
    void serverOutOfReachIsToSendItAgain() {
        fixture.putOut(room, ada);
        Map<String, Object> webhook = joined();
        fixture.liveKit.isDown(true);
        assertThatThrownBy(() -> fixture.receive(webhook)).hasMessageContaining("does not answer");
        fixture.liveKit.isDown(false);
        fixture.receive(webhook);
        assertThat(fixture.inside(ada)).isEmpty();
    }

    @Test
    void forgedIsRefused() {
        String body = Json.write(joined());
        String another = "another secret of at least thirty-two characters";
        assertRefused(fixture.signature(FakeLiveKit.KEY, another, body, 300), body, "its signature is not genuine");
        assertRefused("no token", body, "its signature is not genuine");
    }

    @Test
    void otherBodyIsRefused() {
        String signature = fixture.signature(Json.write(joined()));
        assertRefused(signature, Json.write(joined()), "it is of another body");
    }

    @Test
    void foreignKeyIsRefused() {
        String body = Json.write(joined());
        assertRefused(fixture.signature("other-key", FakeLiveKit.SECRET, body, 300), body, "it is of another key");
    }

    @Test
    void signatureIsGoodUntilItsEnd() {
        String body = Json.write(joined());
        assertRefused(
                fixture.signature(FakeLiveKit.KEY, FakeLiveKit.SECRET, body, 0), body, "its signature has expired");
        fixture.webhooks.take(fixture.app, fixture.signature(FakeLiveKit.KEY, FakeLiveKit.SECRET, body, 1), body);
    }

    @Test
    void bearerBeforeTheSignatureIsTakenToo() {
        String body = Json.write(joined());
        fixture.webhooks.take(fixture.app, "Bearer " + fixture.signature(body), body);
    }

    /** Signed anew each time, as LiveKit does when it sends one again. */
    @Test
    void isGoodForFiveMinutes() {
        String body = Json.write(fixture.webhook("track_published", ada));
        fixture.clock.move(Duration.ofMinutes(5));
        fixture.webhooks.take(fixture.app, fixture.signature(body), body);
        fixture.clock.move(Duration.ofSeconds(1));
        assertRefused(fixture.signature(body), body, "it is not of now");
    }

    @Test
    void ofTheFutureIsRefused() {
        Map<String, Object> webhook = joined();
        webhook.put("createdAt", String.valueOf(fixture.clock.instant().getEpochSecond() + 61));
        String body = Json.write(webhook);
        assertRefused(fixture.signature(body), body, "it is not of now");
        webhook.put("createdAt", "soon");
        String when = Json.write(webhook);
        assertRefused(fixture.signature(when), when, "it does not say when it was made");
    }

    @Test
    void noJsonIsRefused() {
        assertRefused(fixture.signature("{"), "{", "its body is no JSON");
    }
}
