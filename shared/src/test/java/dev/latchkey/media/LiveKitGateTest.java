package dev.latchkey.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.App;
import dev.latchkey.meeting.Peer;
import dev.latchkey.room.Room;
import dev.latchkey.signing.SharedSecret;
import dev.latchkey.signing.SigningAlgorithm;
import dev.latchkey.testing.MeetingFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LiveKitGateTest {
    private final MediaFixture fixture = new MediaFixture();
    private final LiveKitGate gate = new LiveKitGate(fixture.attendance, fixture.clock);
    private final Room room = fixture.people.createRoom(0);
    private final Peer ada = fixture.enter(room);

    /** As LiveKit makes tokens anew, under another of its keys. */
    private static String refreshed(Map<String, Object> claims) {
        return new SharedSecret("another key of the server, of thirty-two characters").sign(claims);
    }

    private Map<String, Object> claims(String meeting, Room in) {
        return Map.of(
                "sub", ada.id(),
                "attributes", Map.of(LiveKit.ROOM_NAME, in.name().value()),
                "video", Map.of("room", meeting));
    }

    @Test
    void opensToWhoIsInside() {
        assertThat(gate.isOpenTo(fixture.app, fixture.token(room, ada))).isTrue();
    }

    @Test
    void opensToATokenThatLiveKitMadeAnew() {
        assertThat(gate.isOpenTo(fixture.app, refreshed(claims(ada.sessionId(), room))))
                .isTrue();
    }

    @Test
    void isShutToWhoIsOut() {
        String token = fixture.token(room, ada);
        fixture.putOut(room, ada);
        assertThat(gate.isOpenTo(fixture.app, token)).isFalse();
        assertThat(gate.isOpenTo(fixture.app, refreshed(claims(ada.sessionId(), room))))
                .isFalse();
    }

    @Test
    void isShutInAnotherMeetingOrRoom() {
        Room other = fixture.people.createRoom(0);
        assertThat(gate.isOpenTo(fixture.app, refreshed(claims("01J00000000000000000000000", room))))
                .isFalse();
        assertThat(gate.isOpenTo(fixture.app, refreshed(claims(ada.sessionId(), other))))
                .isFalse();
    }

    @Test
    void isShutToTextThatIsNoToken() {
        assertThat(gate.isOpenTo(fixture.app, "")).isFalse();
        assertThat(gate.isOpenTo(fixture.app, "a.b.c")).isFalse();
        assertThat(gate.isOpenTo(fixture.app, refreshed(Map.of()))).isFalse();
    }

    @Test
    void opensToProgramsThatTheAppAllows() {
        assertThat(gate.isOpenTo(fixture.app, refreshed(Map.of("sub", "recorder", "kind", "egress"))))
                .isTrue();
        assertThat(gate.isOpenTo(fixture.app, refreshed(Map.of("sub", "stream", "kind", "ingress"))))
                .isFalse();
    }

    @Test
    void isShutWhenTheAppIsSwitchedOff() {
        App off = new App(
                        MeetingFixture.APP,
                        MeetingFixture.NOON,
                        false,
                        Duration.ZERO,
                        Instant.EPOCH,
                        "",
                        SigningAlgorithm.HS256,
                        true,
                        0,
                        List.of(),
                        1)
                .withMedia(Objects.requireNonNull(fixture.app.media()));
        assertThat(gate.isOpenTo(off, fixture.token(room, ada))).isFalse();
    }

    @Test
    void isShutWithoutAMediaServer() {
        assertThat(gate.isOpenTo(fixture.app.withoutMedia(), fixture.token(room, ada)))
                .isFalse();
    }
}
