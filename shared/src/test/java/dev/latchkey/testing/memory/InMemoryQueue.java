package dev.latchkey.testing.memory;

import dev.latchkey.queue.Message;
import dev.latchkey.queue.MessageQueue;
import dev.latchkey.signing.MovingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** A queue whose time is a clock that it moves itself, to the moment at which the next message is due. */
public final class InMemoryQueue implements MessageQueue {
    private final MovingClock clock;
    private final List<Waiting> waiting = new ArrayList<>();

    private record Waiting(Message message, Instant due) {}

    public InMemoryQueue(MovingClock clock) {
        this.clock = clock;
    }

    @Override
    public void send(List<Message> messages) {
        messages.forEach(
                message -> waiting.add(new Waiting(message, clock.instant().plus(message.delay()))));
    }

    public int size() {
        return waiting.size();
    }

    /** Hands out what is due, in its order, until nothing is due up to that time on; then it is that time. */
    public void runFor(Duration duration, Consumer<String> worker) {
        Instant end = clock.instant().plus(duration);
        while (true) {
            Waiting next = waiting.stream()
                    .filter(one -> !one.due().isAfter(end))
                    .min(Comparator.comparing(Waiting::due))
                    .orElse(null);
            if (next == null) {
                clock.move(Duration.between(clock.instant(), end));
                return;
            }
            waiting.remove(next);
            if (next.due().isAfter(clock.instant())) {
                clock.move(Duration.between(clock.instant(), next.due()));
            }
            worker.accept(next.message().text());
        }
    }
}
