package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.event.EventType;
import dev.latchkey.functions.live.PushHandler;
import dev.latchkey.functions.platform.Stores;
import dev.latchkey.functions.queue.ReceivedMessage;
import dev.latchkey.json.Json;
import dev.latchkey.live.Connection;
import dev.latchkey.live.Connection.Holder;
import dev.latchkey.live.ConnectionPost;
import dev.latchkey.live.Push;
import dev.latchkey.queue.Message;
import dev.latchkey.queue.MessageQueue;
import dev.latchkey.queue.QueueName;
import dev.latchkey.room.Room;
import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.testing.memory.InMemoryStores;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A room in which more have connections than one call may tell: it is told a page at a time. */
class LargeRoomTest {
    private static final int INSIDE = 2_500;
    private static final int MOST_AT_ONCE = 1_000;

    private final Bundle bundle = new Bundle();
    private final PushHandler push = new PushHandler(bundle);
    private final Room room = bundle.stores().rooms().create(MeetingFixture.newRoom("hall", 0));
    private List<String> inside = List.of();

    @BeforeEach
    void fill() {
        inside = IntStream.range(0, INSIDE).mapToObj(this::enter).toList();
        bundle.queue.add(Message.of(new Push.OfEvent(change(), null).text()));
    }

    private String enter(int number) {
        String id = String.format("c%05d", number * 2);
        bundle.stores()
                .connections()
                .put(new Connection(
                        id,
                        room.app(),
                        room.name(),
                        room.id(),
                        new Holder.OfPeer("p" + number, 1, false),
                        bundle.clock().instant()));
        return id;
    }

    private Event change() {
        return new Event(
                "evt_1",
                EventType.ROOM_UPDATED,
                bundle.clock().instant(),
                room.app(),
                room.name(),
                room.id(),
                "0042",
                Map.of("changed", List.of("roomLocked")));
    }

    /** As Lambda and SQS do: a message whose call dies comes again. */
    private void workOff() {
        while (!bundle.queue.isEmpty()) {
            Message message = bundle.queue.remove();
            bundle.calls.add(0);
            try {
                push.take(new ReceivedMessage("m", message.text(), "", "", 1));
            } catch (Death e) {
                bundle.queue.addFirst(message);
            }
        }
    }

    @Test
    void everybodyIsToldOnceAndNoCallTellsMoreThanItMay() {
        workOff();
        assertThat(bundle.told)
                .hasSize(INSIDE)
                .containsOnlyKeys(inside)
                .allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
        assertThat(bundle.calls).containsExactly(MOST_AT_ONCE, MOST_AT_ONCE, INSIDE - 2 * MOST_AT_ONCE);
    }

    @Test
    void whereACallDiesWhileItTellsItsPageAloneIsToldAgain() {
        bundle.diesAtPost = 2;
        workOff();
        assertThat(bundle.told).containsOnlyKeys(inside);
        assertThat(toldTwice()).isEqualTo(inside.subList(MOST_AT_ONCE, 2 * MOST_AT_ONCE));
        assertThat(bundle.calls).hasSize(4);
    }

    @Test
    void whereACallDiesBetweenTwoPagesNobodyIsMissed() {
        bundle.diesAtSending = 2;
        workOff();
        assertThat(bundle.told).containsOnlyKeys(inside);
        assertThat(toldTwice()).isEqualTo(inside.subList(MOST_AT_ONCE, 2 * MOST_AT_ONCE));
    }

    @Test
    void whoeverStaysIsToldOnceWhileOthersComeAndGo() {
        bundle.between = () -> {
            // One of those who were told goes, and one of those who were not; one comes before them, and one behind.
            for (String gone : List.of(inside.get(3), inside.get(INSIDE - 3))) {
                bundle.stores()
                        .connections()
                        .find(gone)
                        .ifPresent(bundle.stores().connections()::forget);
            }
            enter(INSIDE + 1);
        };
        workOff();
        List<String> stayed = new ArrayList<>(inside);
        stayed.remove(INSIDE - 3);
        assertThat(bundle.told).containsKeys(stayed.toArray(String[]::new)).doesNotContainKey(inside.get(INSIDE - 3));
        assertThat(toldTwice()).isEmpty();
    }

    @Test
    void theLastReleaseReadsTheRestOfAPageAsTheEvent() {
        String text = new Push.OfEvent(change(), "p#1").text();
        assertThat(Push.parse(text)).isEqualTo(new Push.OfEvent(change(), "p#1"));
        assertThat(Event.fromJson(Json.readObject(text))).isEqualTo(change());
    }

    private List<String> toldTwice() {
        return inside.stream().filter(id -> bundle.told.getOrDefault(id, 0) > 1).toList();
    }

    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static final class Bundle extends ServiceFixture {
        private final Stores stores = new TwinStores(new InMemoryStores(auditLog()), TwinStores::unwatched);
        private final Deque<Message> queue = new ArrayDeque<>();
        private final Map<String, Integer> told = new HashMap<>();
        /** How many each call has told. */
        private final List<Integer> calls = new ArrayList<>();

        private int posts;
        private int sendings;
        private int diesAtPost;
        private int diesAtSending;
        private Runnable between = () -> {};

        @Override
        public Stores stores() {
            return stores;
        }

        @Override
        public MessageQueue queue(QueueName name) {
            return messages -> {
                if (messages.isEmpty()) {
                    return;
                }
                if (++sendings == diesAtSending) {
                    throw new Death();
                }
                queue.addAll(messages);
                between.run();
            };
        }

        @Override
        public ConnectionPost connectionPost() {
            return new ConnectionPost() {
                @Override
                public Set<String> send(Map<String, String> texts) {
                    texts.keySet().forEach(id -> told.merge(id, 1, Integer::sum));
                    calls.set(calls.size() - 1, calls.get(calls.size() - 1) + texts.size());
                    if (++posts == diesAtPost) {
                        throw new Death();
                    }
                    return Set.of();
                }

                @Override
                public void end(String connection) {
                    throw new IllegalStateException("nobody is ended");
                }
            };
        }
    }
}
