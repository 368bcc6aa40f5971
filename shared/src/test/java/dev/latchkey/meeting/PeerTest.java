package dev.latchkey.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.JsonText;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Role;
import dev.latchkey.room.RoomRules;
import dev.latchkey.testing.RoomBuilder;
import dev.latchkey.token.Person;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeerTest {
    private static final Instant NOON = RoomBuilder.NOON;
    private static final Instant LEASED = NOON.plusSeconds(75);

    @Test
    void isOutWhenItsLeaseRunsOut() {
        Peer peer = peer(LEASED, Instant.MAX);

        assertThat(peer.isInsideAt(LEASED.minusNanos(1))).isTrue();
        assertThat(peer.isInsideAt(LEASED)).isFalse();
        assertThat(Departure.ofVanished(peer)).isEqualTo(Departure.LOST);
    }

    @Test
    void isOutWhenItsTimeIsUp() {
        Instant ejectAt = LEASED.minusSeconds(1);
        Peer peer = peer(LEASED, ejectAt);

        assertThat(peer.isInsideAt(ejectAt.minusNanos(1))).isTrue();
        assertThat(peer.isInsideAt(ejectAt)).isFalse();
        assertThat(Departure.ofVanished(peer)).isEqualTo(Departure.TIME_UP);
    }

    @Test
    void timeUpGoesBeforeALeaseThatEndsTogetherWithIt() {
        assertThat(Departure.ofVanished(peer(LEASED, LEASED))).isEqualTo(Departure.TIME_UP);
    }

    @Test
    void beingHeardOfRenewsTheLeaseAndNothingElse() {
        Peer peer = peer(LEASED, Instant.MAX);
        Peer heardOf = peer.heardOf(NOON.plusSeconds(30), RoomRules.OPEN, "session-1");

        assertThat(heardOf.leaseUntil()).isEqualTo(NOON.plusSeconds(105));
        assertThat(heardOf.version()).isEqualTo(peer.version());
        assertThat(peer.heardOf(NOON, RoomRules.OPEN, "session-1")).isEqualTo(peer);
    }

    @Test
    void leaseNeverBecomesShorterByBeingHeardOf() {
        Peer seen = peer(LEASED, Instant.MAX).seen("e1", NOON, RoomRules.OPEN);

        assertThat(seen.leaseUntil()).isEqualTo(NOON.plusSeconds(150));
        assertThat(seen.heardOf(NOON.plusSeconds(30), RoomRules.OPEN, "session-1")
                        .leaseUntil())
                .isEqualTo(seen.leaseUntil());
    }

    @Test
    void endOfAConnectionLeavesWhatTheMediaServerGave() {
        Peer connected = peer(LEASED, Instant.MAX).connected("c1", NOON, RoomRules.OPEN, "session-1");
        Peer seen = connected.seen("e1", NOON, RoomRules.OPEN);

        assertThat(seen.leaseUntil()).isEqualTo(connected.leaseUntil());
        assertThat(seen.heardOf(NOON, RoomRules.OPEN, "session-1")
                        .disconnected(NOON)
                        .leaseUntil())
                .isEqualTo(NOON.plusSeconds(150));
    }

    @Test
    void comingInIsNoHeartbeatOnceTheMediaServerHasThePeer() {
        Peer seen = peer(LEASED, Instant.MAX).seen("e1", NOON, RoomRules.OPEN);

        assertThat(seen.offServer(NOON).leaseUntil()).isEqualTo(NOON);
        assertThat(seen.heardOf(NOON.plusSeconds(1), RoomRules.OPEN, "session-1")
                        .offServer(NOON.plusSeconds(2))
                        .leaseUntil())
                .isEqualTo(NOON.plusSeconds(76));
    }

    @Test
    void whoseHeartbeatsLastStaysWhenTheMediaServerHasThePeerNoMore() {
        Peer beating =
                peer(LEASED, Instant.MAX).seen("e1", NOON, RoomRules.OPEN).heardOf(NOON, RoomRules.OPEN, "session-1");

        Peer justInTime = beating.offServer(LEASED.minusMillis(1));
        assertThat(justInTime.leaseUntil()).isEqualTo(LEASED);
        assertThat(Departure.ofVanished(justInTime)).isEqualTo(Departure.LOST);
        Peer late = beating.offServer(LEASED);
        assertThat(late.isInsideAt(LEASED)).isFalse();
        assertThat(Departure.ofVanished(late)).isEqualTo(Departure.DISCONNECTED);
    }

    /** A network that is gone takes both: the later of the two times counts. */
    @Test
    void mediaServerTakesNothingOfTheTimeInWhichAConnectionMayComeBack() {
        Peer dropped = peer(LEASED, Instant.MAX)
                .connected("c1", NOON, RoomRules.OPEN, "session-1")
                .seen("e1", NOON, RoomRules.OPEN)
                .disconnected(NOON.plusSeconds(10));

        assertThat(dropped.leaseUntil()).isEqualTo(NOON.plusSeconds(150));
        Peer off = dropped.offServer(NOON.plusSeconds(12));
        assertThat(off.leaseUntil()).isEqualTo(NOON.plusSeconds(25));
        assertThat(Departure.ofVanished(off)).isEqualTo(Departure.DISCONNECTED);
    }

    @Test
    void beingHeardOfNeverPutsOffTheTimeThatIsUp() {
        Instant ejectAt = NOON.plusSeconds(60);
        Peer peer = peer(LEASED, ejectAt);

        for (int beat = 0; beat < 60; beat += 30) {
            peer = peer.heardOf(NOON.plusSeconds(beat), RoomRules.OPEN, "session-1");
        }

        assertThat(peer.ejectAt()).isEqualTo(ejectAt);
        assertThat(peer.isInsideAt(ejectAt)).isFalse();
    }

    @Test
    void endOfTheRoomAsItIsNowPutsOutWhoIsHeardOf() {
        Instant end = NOON.plusSeconds(10);
        RoomRules ejecting = RoomBuilder.publicRoom()
                .expiresAt(end)
                .ejectAtExpiry(true)
                .room()
                .rules();
        RoomRules notEjecting = RoomBuilder.publicRoom().expiresAt(end).room().rules();
        Peer peer = peer(LEASED, NOON.plusSeconds(60));

        assertThat(peer.heardOf(NOON, ejecting, "session-1").ejectAt()).isEqualTo(end);
        assertThat(peer.heardOf(NOON, notEjecting, "session-1").ejectAt()).isEqualTo(NOON.plusSeconds(60));
        assertThat(peer.heardOf(NOON, ejecting, "session-1")
                        .heardOf(NOON, notEjecting, "session-1")
                        .ejectAt())
                .isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void changeOfRoleIsOneVersionOn() {
        Peer peer = peer(LEASED, Instant.MAX);
        Peer changed = peer.changed(Grant.ofRole(Role.SPEAKER), Person.named("Grace"), NOON);

        assertThat(changed.version()).isEqualTo(peer.version() + 1);
        assertThat(changed.grant()).isEqualTo(Grant.ofRole(Role.SPEAKER));
        assertThat(changed.person()).isEqualTo(Person.named("Grace"));
        assertThat(changed.leaseUntil()).isEqualTo(peer.leaseUntil());
    }

    @Test
    void metadataChangesAloneOfAPerson() {
        Person person = Person.named("Ada").withMetadata(JsonText.of("new"));

        assertThat(person.name()).isEqualTo("Ada");
        assertThat(person.metadata()).isEqualTo(JsonText.of("new"));
    }

    @ParameterizedTest
    @EnumSource(Departure.class)
    void everyDepartureHasAWordOnTheWire(Departure departure) {
        assertThat(departure.wireName()).matches("[a-z]+(_[a-z]+)*");
    }

    private static Peer peer(Instant leaseUntil, Instant ejectAt) {
        return new Peer(
                "peer-1",
                "session-1",
                RoomBuilder.STANDUP_ID,
                "user-1",
                "01J",
                NOON,
                Person.named("Ada"),
                Grant.GUEST,
                NOON,
                leaseUntil,
                ejectAt,
                ejectAt,
                "",
                Set.of(),
                0,
                1,
                Instant.EPOCH);
    }
}
