package dev.latchkey.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.app.MediaKind;
import dev.latchkey.app.MediaSettings;
import dev.latchkey.media.MediaServer.Attendee;
import dev.latchkey.media.MediaServer.OutOfReachException;
import dev.latchkey.permission.Permissions;
import dev.latchkey.permission.Right;
import dev.latchkey.permission.Role;
import dev.latchkey.signing.SharedSecret;
import dev.latchkey.testing.FakeLiveKit;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveKitTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    private static final SharedSecret SECRET = new SharedSecret(FakeLiveKit.SECRET);
    private static final Permissions ALL = Role.HOST.row().orElseThrow();

    private final FakeLiveKit liveKit = new FakeLiveKit(CLOCK);
    private final MediaServer server = server(SECRET);

    private MediaServer server(SharedSecret secret) {
        return new LiveKit(
                new MediaSettings(
                        MediaKind.LIVEKIT,
                        "ws://127.0.0.1:7880",
                        FakeLiveKit.API,
                        FakeLiveKit.KEY,
                        "v1",
                        MediaSettings.USUAL_COMPANIONS),
                secret,
                liveKit,
                CLOCK);
    }

    private static Attendee ada(Permissions permissions) {
        return new Attendee("ada", "team-sync", "Ada", "{\"team\":1}", "guest", permissions);
    }

    private String token(Permissions permissions) {
        return server.token("m1", ada(permissions), NOON, NOON.plusSeconds(60));
    }

    @Test
    void tokenSaysWhoWhereAndForHowLong() {
        Map<String, Object> claims = SECRET.verify(token(ALL)).orElseThrow();
        assertThat(claims)
                .containsEntry("iss", FakeLiveKit.KEY)
                .containsEntry("sub", "ada")
                .containsEntry("name", "Ada")
                .containsEntry("metadata", "{\"team\":1}")
                .containsEntry("nbf", NOON.getEpochSecond())
                .containsEntry("exp", NOON.getEpochSecond() + 60)
                .containsEntry("attributes", Map.of("latchkey.role", "guest", "latchkey.roomName", "team-sync"));
        assertThat((Map<?, ?>) claims.get("video"))
                .isEqualTo(LiveKitGrants.of(ALL).inToken("m1"));
    }

    @Test
    void whoHasNoNameIsGivenNone() {
        String token = server.token(
                "m1", new Attendee("ada", "team-sync", null, null, "guest", ALL), NOON, NOON.plusSeconds(60));
        assertThat(SECRET.verify(token).orElseThrow()).doesNotContainKeys("name", "metadata");
    }

    @Test
    void roomIsMadeAndStaysUntilItIsDeleted() {
        server.createRoom("m1");
        server.createRoom("m1");
        assertThat(liveKit.rooms()).containsExactly("m1");
        server.deleteRoom("m1");
        assertThat(liveKit.rooms()).isEmpty();
    }

    @Test
    void whatIsDoneAlreadyIsDone() {
        assertThatCode(() -> {
                    server.deleteRoom("m1");
                    server.removeParticipant("m1", "ada");
                    server.updateParticipant("m1", ada(ALL));
                })
                .doesNotThrowAnyException();
        assertThat(server.participants("m1")).isEmpty();
    }

    @Test
    void participantIsChangedListedAndRemoved() {
        server.createRoom("m1");
        liveKit.enter(token(ALL));
        Permissions fewer = ALL.with(Right.PRODUCE_CAM, false);
        server.updateParticipant("m1", ada(fewer));
        assertThat(server.participants("m1"))
                .containsExactly(new Participant("ada", "PA_1", null, "team-sync", server.grants(fewer)));
        server.removeParticipant("m1", "ada");
        assertThat(server.participants("m1")).isEmpty();
    }

    @Test
    void serverThatDoesNotAnswerIsOutOfReach() {
        liveKit.isDown(true);
        assertThatThrownBy(() -> server.createRoom("m1"))
                .isInstanceOf(OutOfReachException.class)
                .hasMessage("CreateRoom: connection_failed");
    }

    @Test
    void serverThatDoesNotKnowUsIsOutOfReach() {
        MediaServer stranger = server(new SharedSecret("another secret of thirty-two characters"));
        assertThatThrownBy(() -> stranger.participants("m1"))
                .isInstanceOf(OutOfReachException.class)
                .hasMessage("ListParticipants: status 401");
    }

    @Test
    void whatItDoesNotEnforceIsSaid() {
        assertThat(server.notEnforced()).isEqualTo(List.of("canRecvData"));
    }
}
