package dev.latchkey.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.Restrictions;
import dev.latchkey.app.App;
import dev.latchkey.permission.Grant;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.room.Room;
import dev.latchkey.signing.SigningAlgorithm;
import dev.latchkey.testing.RoomBuilder;
import dev.latchkey.token.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who holds a session token and still has a say: each refusal differs from the first test in one thing. */
class PeerSnapshotTest {
    private static final Instant NOON = RoomBuilder.NOON;
    private static final Instant JOINED = NOON.minusSeconds(60);
    private static final Instant ISSUED = NOON.minusSeconds(3600);
    private static final App APP = App.create(RoomBuilder.APP, Instant.EPOCH);
    private static final Room ROOM = RoomBuilder.privateRoom().room();
    private static final Peer PEER = peer(Instant.MAX);

    @Test
    void peerInTheRoomHasASay() {
        assertThat(new PeerSnapshot(APP, ROOM, null, PEER, 1, Restrictions.CLEAR).refusal(NOON))
                .isEmpty();
    }

    @Test
    void nobodyHasASayInARoomThatIsNoMore() {
        refuses(Reason.ROOM_NOT_FOUND, new PeerSnapshot(APP, null, null, PEER, 1, Restrictions.CLEAR));
    }

    @Test
    void nobodyHasASayInAnAppThatIsSwitchedOff() {
        App off = new App(
                RoomBuilder.APP,
                NOON,
                false,
                Duration.ZERO,
                Instant.EPOCH,
                "",
                SigningAlgorithm.HS256,
                true,
                0,
                List.of(),
                1);

        refuses(Reason.FORBIDDEN, new PeerSnapshot(off, ROOM, null, PEER, 1, Restrictions.CLEAR));
        refuses(Reason.FORBIDDEN, new PeerSnapshot(null, ROOM, null, PEER, 1, Restrictions.CLEAR));
    }

    @Test
    void whoIsOutHasNoSay() {
        refuses(Reason.TOKEN_REVOKED, new PeerSnapshot(APP, ROOM, null, null, 1, Restrictions.CLEAR));
    }

    @Test
    void peerOfAnEarlierRoomOfTheNameHasNoSay() {
        Room later = RoomBuilder.privateRoom().id("5f02").room();

        refuses(Reason.TOKEN_REVOKED, new PeerSnapshot(APP, later, null, PEER, 1, Restrictions.CLEAR));
    }

    @Test
    void peerHasASayUntilItsTimeIsUp() {
        refuses(Reason.TOKEN_REVOKED, new PeerSnapshot(APP, ROOM, null, peer(NOON), 1, Restrictions.CLEAR));
        assertThat(new PeerSnapshot(APP, ROOM, null, peer(NOON.plusNanos(1)), 1, Restrictions.CLEAR).refusal(NOON))
                .isEmpty();
    }

    @Test
    void sessionTokenIsBelievedUntilALaterEntryTakesThePlaceOver() {
        Peer later = PEER.takenOver();

        assertThat(new PeerSnapshot(APP, ROOM, null, later, later.version(), Restrictions.CLEAR).refusal(NOON))
                .isEmpty();
        assertThat(new PeerSnapshot(APP, ROOM, null, later, later.version() + 1, Restrictions.CLEAR).refusal(NOON))
                .isEmpty();
        PeerSnapshot before = new PeerSnapshot(APP, ROOM, null, later, later.version() - 1, Restrictions.CLEAR);
        refuses(Reason.TOKEN_REVOKED, before);
        assertThat(before.isTakenOver()).isTrue();
        assertThat(new PeerSnapshot(APP, ROOM, null, PEER, 0, Restrictions.CLEAR).isTakenOver())
                .as("a peer of the release before")
                .isFalse();
    }

    @Test
    void peerWhoseAccessTokenWasRevokedHasNoSay() {
        refuses(
                Reason.TOKEN_REVOKED,
                new PeerSnapshot(APP, ROOM, null, PEER, 1, new Restrictions(true, false, null, Instant.EPOCH)));
    }

    @Test
    void peerWhoCameBeforeACutOffHasNoSay() {
        App cutOff = APP.withTokensNotBefore(ISSUED.plusNanos(1), "key:k1");
        Room roomCutOff = ROOM.withTokensNotBefore(ISSUED.plusNanos(1), "key:k1", NOON);

        refuses(Reason.TOKEN_REVOKED, new PeerSnapshot(cutOff, ROOM, null, PEER, 1, Restrictions.CLEAR));
        refuses(Reason.TOKEN_REVOKED, new PeerSnapshot(APP, roomCutOff, null, PEER, 1, Restrictions.CLEAR));
        assertThat(new PeerSnapshot(
                                APP.withTokensNotBefore(ISSUED, "key:k1"),
                                ROOM.withTokensNotBefore(ISSUED, "key:k1", NOON),
                                null,
                                PEER,
                                1,
                                Restrictions.CLEAR)
                        .refusal(NOON))
                .isEmpty();
    }

    private static void refuses(Reason reason, PeerSnapshot inside) {
        assertThat(inside.refusal(NOON).map(Refusal::reason)).contains(reason);
    }

    private static Peer peer(Instant ejectAt) {
        return new Peer(
                "peer-1",
                "session-1",
                RoomBuilder.STANDUP_ID,
                "user-1",
                "01J",
                ISSUED,
                Person.named("Ada"),
                Grant.GUEST,
                JOINED,
                NOON.plusSeconds(15),
                ejectAt,
                ejectAt,
                "",
                Set.of(),
                0,
                1,
                Instant.EPOCH);
    }
}
