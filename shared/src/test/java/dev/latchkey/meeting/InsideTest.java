package dev.latchkey.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.App;
import dev.latchkey.claims.Person;
import dev.latchkey.permission.Grant;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.room.Room;
import dev.latchkey.testing.RoomSketch;
import dev.latchkey.token.SigningAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who holds a session token and still has a say: each refusal differs from the first test in one thing. */
class InsideTest {
    private static final Instant NOON = RoomSketch.NOON;
    private static final Instant JOINED = NOON.minusSeconds(60);
    private static final App APP = App.create(RoomSketch.APP, Instant.EPOCH);
    private static final Room ROOM = RoomSketch.privateRoom().room();
    private static final Peer PEER = peer(Instant.MAX);

    @Test
    void peerInTheRoomHasASay() {
        assertThat(new Inside(APP, ROOM, null, PEER, false).refusal(NOON)).isEmpty();
    }

    @Test
    void nobodyHasASayInARoomThatIsNoMore() {
        refuses(Reason.ROOM_NOT_FOUND, new Inside(APP, null, null, PEER, false));
    }

    @Test
    void nobodyHasASayInAnAppThatIsSwitchedOff() {
        App off = new App(
                RoomSketch.APP, NOON, false, Duration.ZERO, Instant.EPOCH, SigningAlgorithm.HS256, true, List.of(), 1);

        refuses(Reason.FORBIDDEN, new Inside(off, ROOM, null, PEER, false));
        refuses(Reason.FORBIDDEN, new Inside(null, ROOM, null, PEER, false));
    }

    @Test
    void whoIsOutHasNoSay() {
        refuses(Reason.TOKEN_REVOKED, new Inside(APP, ROOM, null, null, false));
    }

    @Test
    void peerOfAnEarlierRoomOfTheNameHasNoSay() {
        Room later = RoomSketch.privateRoom().id("5f02").room();

        refuses(Reason.TOKEN_REVOKED, new Inside(APP, later, null, PEER, false));
    }

    @Test
    void peerHasASayUntilItsTimeIsUp() {
        refuses(Reason.TOKEN_REVOKED, new Inside(APP, ROOM, null, peer(NOON), false));
        assertThat(new Inside(APP, ROOM, null, peer(NOON.plusNanos(1)), false).refusal(NOON))
                .isEmpty();
    }

    @Test
    void peerWhoseAccessTokenWasRevokedHasNoSay() {
        refuses(Reason.TOKEN_REVOKED, new Inside(APP, ROOM, null, PEER, true));
    }

    @Test
    void peerWhoCameBeforeACutOffHasNoSay() {
        App cutOff = APP.withTokensNotBefore(JOINED.plusNanos(1));
        Room roomCutOff = ROOM.withTokensNotBefore(JOINED.plusNanos(1));

        refuses(Reason.TOKEN_REVOKED, new Inside(cutOff, ROOM, null, PEER, false));
        refuses(Reason.TOKEN_REVOKED, new Inside(APP, roomCutOff, null, PEER, false));
        assertThat(new Inside(APP.withTokensNotBefore(JOINED), ROOM.withTokensNotBefore(JOINED), null, PEER, false)
                        .refusal(NOON))
                .isEmpty();
    }

    private static void refuses(Reason reason, Inside inside) {
        assertThat(inside.refusal(NOON).map(Refusal::reason)).contains(reason);
    }

    private static Peer peer(Instant ejectAt) {
        return new Peer(
                "peer-1",
                "session-1",
                RoomSketch.STANDUP_ID,
                "user-1",
                "01J",
                Person.named("Ada"),
                Grant.GUEST,
                JOINED,
                NOON.plusSeconds(15),
                ejectAt,
                ejectAt,
                "",
                1);
    }
}
