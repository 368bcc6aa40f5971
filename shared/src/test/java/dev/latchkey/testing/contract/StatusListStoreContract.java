package dev.latchkey.testing.contract;

import static dev.latchkey.testing.MeetingFixture.APP;
import static dev.latchkey.testing.MeetingFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.AppName;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.Peer;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Permissions;
import dev.latchkey.permission.Right;
import dev.latchkey.room.Room;
import dev.latchkey.statuslist.StatusListId;
import dev.latchkey.statuslist.StatusListStore;
import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.token.Person;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link StatusListStore} does: whoever is out, whatever put him out, is in the list of his room from that write on. */
public abstract class StatusListStoreContract {
    private static final Instant LATER = NOON.plusSeconds(30);
    private static final Instant GONE = NOON.plus(Peer.LEASE);

    private final MeetingFixture fixture;
    private final StatusListStore lists;

    protected StatusListStoreContract(Kept kept) {
        this.fixture = kept.fixture();
        this.lists = kept.lists();
    }

    /** Stores that share what they keep. */
    public record Kept(MeetingFixture fixture, StatusListStore lists) {}

    /** Every way out that a store knows. */
    enum WayOut {
        LEAVE {
            @Override
            void take(MeetingFixture fixture, Room room, Peer peer) {
                fixture.leave(room.name(), peer, LATER);
            }
        },
        EVICTION {
            @Override
            void take(MeetingFixture fixture, Room room, Peer peer) {
                assertThat(fixture.meetings.evict(APP, room.name(), peer, GONE)).isTrue();
            }
        },
        SWEEP {
            @Override
            void take(MeetingFixture fixture, Room room, Peer peer) {
                fixture.meetings.takeOutOverdue(room, GONE);
            }
        },
        EJECTION {
            @Override
            void take(MeetingFixture fixture, Room room, Peer peer) {
                assertThat(fixture.meetings.eject(room, peer, LATER)).isTrue();
            }
        },
        BAN {
            @Override
            void take(MeetingFixture fixture, Room room, Peer peer) {
                fixture.meetings.putOut(room, one -> one.subject().equals("ada"), Departure.BANNED, LATER);
            }
        },
        REVOCATION {
            @Override
            void take(MeetingFixture fixture, Room room, Peer peer) {
                fixture.meetings.putOutByToken(APP, peer.jti(), LATER);
            }
        },
        SAME_TOKEN {
            @Override
            void take(MeetingFixture fixture, Room room, Peer peer) {
                fixture.meetings.putOutByToken(APP, room.name(), peer.jti(), LATER);
            }
        },
        NO_ACTIVITY {
            @Override
            void take(MeetingFixture fixture, Room room, Peer peer) {
                assertThat(fixture.meetings.endQuiet(room, NOON, LATER)).isTrue();
            }
        },
        CLOSING {
            @Override
            void take(MeetingFixture fixture, Room room, Peer peer) {
                fixture.meetings.close(room, LATER);
            }
        },
        REPLACEMENT {
            @Override
            void take(MeetingFixture fixture, Room room, Peer peer) {
                // The room is full, and the token is shared by nobody: a later entry takes its own earlier one's place.
                assertThat(fixture.enter(room.name(), LATER, other -> as(other, peer.jti(), Grant.GUEST)))
                        .isPresent();
            }
        },
        TAKEOVER {
            @Override
            void take(MeetingFixture fixture, Room room, Peer peer) {
                Peer later = peer.takenOver().heardOf(LATER, room.rules(), peer.sessionId());
                assertThat(fixture.meetings.takeOver(room, peer, later, LATER)).isTrue();
            }
        };

        abstract void take(MeetingFixture fixture, Room room, Peer peer);
    }

    @ParameterizedTest
    @EnumSource
    void whoeverIsOutIsInTheListOfHisRoom(WayOut way) {
        Room room = fixture.createRoom(1);
        Grant grant = way == WayOut.NO_ACTIVITY ? consumer() : Grant.GUEST;
        Peer peer = fixture.enter(room.name(), NOON, one -> as(one, "jti-" + room.id(), grant))
                .orElseThrow();
        assertThat(voided(room, NOON)).doesNotContain(peer.statusIndex());

        way.take(fixture, room, peer);

        assertThat(voided(room, NOON)).contains(peer.statusIndex());
        fixture.inside(room, LATER)
                .forEach(inside -> assertThat(voided(room, NOON)).doesNotContain(inside.statusIndex()));
    }

    /** Whoever puts somebody out has read him before. In between, a later entry of the same person may take the place over. */
    @Test
    void whoeverIsPutOutAtTheMomentOfATakeoverIsVoidInBothGenerations() {
        Room room = fixture.createRoom(1);
        Peer peer = fixture.enter(room.name(), NOON, one -> as(one, "jti-" + room.id(), Grant.GUEST))
                .orElseThrow();
        Peer later = peer.takenOver().heardOf(LATER, room.rules(), peer.sessionId());
        assertThat(fixture.meetings.takeOver(room, peer, later, LATER)).isTrue();
        assertThat(voided(room, NOON)).contains(peer.statusIndex()).doesNotContain(later.statusIndex());

        assertThat(fixture.meetings.eject(room, peer, LATER)).isTrue();

        assertThat(fixture.inside(room, LATER)).isEmpty();
        assertThat(voided(room, NOON)).contains(peer.statusIndex(), later.statusIndex());
    }

    @Test
    void listLooksBackAsFarAsItIsAskedTo() {
        Room room = fixture.createRoom(0);
        Peer peer = fixture.enter(room.name(), NOON).orElseThrow();
        fixture.leave(room.name(), peer, LATER);

        assertThat(voided(room, LATER)).contains(peer.statusIndex());
        assertThat(voided(room, LATER.plusMillis(1))).doesNotContain(peer.statusIndex());
    }

    /** It is written down late, and session tokens may have been issued until then. */
    @Test
    void whoseLeaseRanOutLongAgoIsVoidFromTheMomentThatItIsWrittenDown() {
        Room room = fixture.createRoom(0);
        Peer peer = fixture.enter(room.name(), NOON).orElseThrow();
        Instant found = GONE.plusSeconds(1000);
        fixture.meetings.takeOutOverdue(room, found);

        assertThat(voided(room, found)).contains(peer.statusIndex());
    }

    @Test
    void ofAnAppThatThereIsNotEverythingIsVoid() {
        assertThat(lists.read(new StatusListId(new AppName("nobody"), 0), NOON).everybody())
                .isTrue();
        assertThat(lists.read(new StatusListId(APP, 0), NOON).everybody()).isFalse();
    }

    private Set<Integer> voided(Room room, Instant since) {
        return lists.read(StatusListId.of(APP, room.id()), since).indices();
    }

    private static Peer as(Peer peer, String jti, Grant grant) {
        Peer known = MeetingFixture.letInBy(peer, jti, "ada");
        return known.changed(grant, new Person(null, null, null, "ada", null, Map.of()), NOON);
    }

    private static Grant consumer() {
        Permissions mute = Grant.GUEST.permissions();
        for (Right right : Set.of(Right.PRODUCE_CAM, Right.PRODUCE_MIC, Right.PRODUCE_SCREEN)) {
            mute = mute.with(right, false);
        }
        return new Grant(Grant.GUEST.role(), mute);
    }
}
