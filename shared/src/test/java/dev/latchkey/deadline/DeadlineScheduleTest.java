package dev.latchkey.deadline;

import static dev.latchkey.testing.MeetingFixture.APP;
import static dev.latchkey.testing.MeetingFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.queue.Message;
import dev.latchkey.queue.MessageQueue;
import dev.latchkey.room.RoomName;
import dev.latchkey.testing.RecordingQueue;
import dev.latchkey.testing.memory.InMemoryDeadlineStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadlineScheduleTest {
    private static final Instant HORIZON = NOON.plus(MessageQueue.LONGEST_DELAY);

    private final InMemoryDeadlineStore index = new InMemoryDeadlineStore();
    private final RecordingQueue queue = new RecordingQueue();

    @Test
    void whatIsDueSoonIsAMessageThatIsKeptBackUntilThen() {
        Due peer = due(Due.Kind.PEER, NOON.plusSeconds(75));
        schedule(new DueChange(null, List.of(peer)));
        assertThat(queue.taken()).containsExactly(new Message(peer.text(), Duration.ofSeconds(75), APP.value()));
        assertThat(index.dueBy(Instant.MAX)).isEmpty();
    }

    @Test
    void theEndOfARoomStandsInTheIndexUntilItIsSeenTo() {
        Due soon = due(Due.Kind.ROOM, HORIZON.minusMillis(1));
        Due later = due(Due.Kind.ROOM, HORIZON);
        schedule(new DueChange(null, List.of(soon)), new DueChange(null, List.of(later)));
        assertThat(queue.taken()).extracting(Message::text).containsExactly(soon.text());
        assertThat(index.dueBy(HORIZON)).containsExactly(soon, later);
    }

    @Test
    void anEndThatIsMovedLeavesOnlyTheNewOne() {
        Due first = due(Due.Kind.ROOM, NOON.plusSeconds(3600));
        Due second = due(Due.Kind.ROOM, NOON.plusSeconds(7200));
        schedule(
                new DueChange(null, List.of(first)),
                new DueChange(first, List.of(second)),
                new DueChange(second, List.of(first)));
        assertThat(index.dueBy(Instant.MAX)).containsExactly(first);
    }

    @Test
    void aMeetingThatGoesOnIsLookedAtByEverySweepUntilItIsOver() {
        Due meeting = due(Due.Kind.MEETING, NOON.minusSeconds(1));
        schedule(new DueChange(null, List.of(meeting)));
        assertThat(queue.taken()).isEmpty();
        schedule().sweep();
        schedule().sweep();
        assertThat(queue.taken()).extracting(Message::text).containsExactly(meeting.text(), meeting.text());
        Due over = due(Due.Kind.MEETING_OVER, NOON);
        schedule(new DueChange(meeting, List.of(over)));
        schedule().sweep();
        assertThat(queue.taken()).extracting(Message::text).containsExactly(over.text());
    }

    @Test
    void aSweepSendsWhatIsDueUntilWellAfterTheNextOne() {
        Due before = due(Due.Kind.ROOM, HORIZON);
        Due after = due(Due.Kind.ROOM, HORIZON.plusMillis(1));
        index.keep(before);
        index.keep(after);
        assertThat(schedule().sweep()).isEqualTo(1);
        assertThat(queue.taken()).containsExactly(new Message(before.text(), MessageQueue.LONGEST_DELAY, APP.value()));
        assertThat(DeadlineSchedule.SWEEP).isLessThan(MessageQueue.LONGEST_DELAY);
    }

    private DeadlineSchedule schedule() {
        return new DeadlineSchedule(index, queue, Clock.fixed(NOON, ZoneOffset.UTC));
    }

    private void schedule(DueChange... changes) {
        new DeadlineSchedule(new Changed(index, List.of(changes)), queue, Clock.fixed(NOON, ZoneOffset.UTC))
                .schedule(List.of());
    }

    private static Due due(Due.Kind kind, Instant at) {
        return new Due(kind, APP, new RoomName("standup"), "id", at);
    }

    /** An index, and what the stream says. */
    private record Changed(DeadlineStore index, List<DueChange> changes) implements DeadlineStore {
        @Override
        public Read read(List<Map<String, Object>> records) {
            return new Read(changes, 0);
        }

        @Override
        public void keep(Due due) {
            index.keep(due);
        }

        @Override
        public void forget(Due due) {
            index.forget(due);
        }

        @Override
        public List<Due> dueBy(Instant instant) {
            return index.dueBy(instant);
        }
    }
}
