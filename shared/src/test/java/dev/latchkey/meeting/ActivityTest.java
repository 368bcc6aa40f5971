package dev.latchkey.meeting;

import static dev.latchkey.testing.MeetingFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Role;
import dev.latchkey.room.Room;
import dev.latchkey.testing.MeetingFixture;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActivityTest {
    private static final Room ROOM = MeetingFixture.newRoom("hall", 0);
    private static final Instant START = NOON.plusSeconds(100);
    private static final Session MEETING = Session.start("s", ROOM.id(), START);
    private static final Peer SPEAKER = MeetingFixture.peer(ROOM, START);
    private static final Peer LISTENER = SPEAKER.changed(Grant.ofRole(Role.LISTENER), SPEAKER.person(), Instant.EPOCH);
    private static final Instant LATER = START.plusSeconds(7);

    @Test
    void aMeetingIsQuietWhenNobodyInsideMayShareAnything() {
        assertThat(Activity.isQuiet(ROOM, List.of(LISTENER, LISTENER), START)).isTrue();
        assertThat(Activity.isQuiet(ROOM, List.of(LISTENER, SPEAKER), START)).isFalse();
        assertThat(Activity.isQuiet(ROOM, List.of(), START)).as("empty").isFalse();
    }

    @Test
    void whoseTimeHasRunOutIsNotInsideHoweverHeIsRecorded() {
        Instant end = SPEAKER.until();
        Peer heardOf = LISTENER.heardOf(end, ROOM.rules(), "s");
        assertThat(Activity.isQuiet(ROOM, List.of(heardOf, SPEAKER), end.minusMillis(1)))
                .isFalse();
        assertThat(Activity.isQuiet(ROOM, List.of(heardOf, SPEAKER), end)).isTrue();
        assertThat(Activity.isQuiet(ROOM, List.of(LISTENER), end)).as("empty").isFalse();
    }

    @Test
    void itIsQuietSinceItsStartWhenNobodyEverMight() {
        Participation gone = new Participation(LISTENER, LATER, Departure.LEFT);
        assertThat(Activity.quietSince(ROOM, MEETING, List.of(LISTENER), List.of(gone)))
                .isEqualTo(START);
    }

    @Test
    void orSinceTheRoomWasChanged() {
        Room changed = ROOM.changed(ROOM.rules(), ROOM.settings(), LATER);
        assertThat(Activity.quietSince(changed, MEETING, List.of(LISTENER), List.of()))
                .isEqualTo(LATER);
    }

    @Test
    void orSinceTheLastWhoMightWasGone() {
        List<Participation> past = List.of(
                new Participation(SPEAKER, LATER, Departure.EJECTED),
                new Participation(SPEAKER, LATER.minusMillis(1), Departure.LEFT));
        assertThat(Activity.quietSince(ROOM, MEETING, List.of(LISTENER), past)).isEqualTo(LATER);
    }

    @Test
    void orSinceTheLeaseOfOneWhoMightWasOver() {
        assertThat(Activity.quietSince(ROOM, MEETING, List.of(SPEAKER, LISTENER), List.of()))
                .isEqualTo(SPEAKER.until());
    }

    @Test
    void orSinceSomebodyMightNoLongerWhetherHeIsStillThereOrNot() {
        Peer demoted = SPEAKER.changed(LISTENER.grant(), SPEAKER.person(), LATER);
        Participation gone = new Participation(demoted, LATER.plusSeconds(50), Departure.LEFT);
        assertThat(Activity.quietSince(ROOM, MEETING, List.of(demoted), List.of()))
                .isEqualTo(LATER);
        assertThat(Activity.quietSince(ROOM, MEETING, List.of(LISTENER), List.of(gone)))
                .isEqualTo(LATER);
    }
}
