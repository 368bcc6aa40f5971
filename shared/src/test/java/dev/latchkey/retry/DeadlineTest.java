package dev.latchkey.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it measures time")
class DeadlineTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Deadline PASSED = Deadline.ofCall(Deadline.RESERVE);

    @Test
    void callKeepsSomeOfItsTimeForItsAnswer() {
        isLeft(SECOND, () -> Deadline.ofCall(SECOND.plus(Deadline.RESERVE)));
    }

    @Test
    void callWithNoMoreTimeThanItsAnswerTakesIsOver() {
        assertThat(PASSED.left()).isZero();
        assertThat(PASSED.isPassed()).isTrue();
        assertThat(Deadline.ofCall(Deadline.RESERVE.plus(SECOND)).isPassed()).isFalse();
    }

    @Test
    void workFindsTheDeadlineThatItIsDoneUnderAndNobodyElseDoes() {
        Deadline outer = Deadline.ofCall(SECOND);
        List<Deadline> seen = new ArrayList<>();
        outer.run(() -> {
            seen.add(Deadline.current());
            PASSED.run(() -> seen.add(Deadline.current()));
            return seen.add(Deadline.current());
        });
        assertThat(seen).containsExactly(outer, PASSED, outer);
        assertThat(Deadline.current()).isNotIn(outer, PASSED);
    }

    @Test
    void deadlineGoesWithWorkThatFails() {
        assertThatThrownBy(() -> PASSED.run(() -> {
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(Deadline.current().isPassed()).isFalse();
    }

    @Test
    void otherThreadHasTheDeadlineThatItIsHanded() {
        assertThat(CompletableFuture.supplyAsync(() -> PASSED.run(Deadline::current))
                        .join())
                .isSameAs(PASSED);
    }

    @Test
    void workThatBelongsToNoCallHasSixSeconds() {
        isLeft(Duration.ofSeconds(6), Deadline::current);
    }

    @Test
    void halfOfADeadlineComesBeforeIt() {
        isLeft(
                SECOND,
                () -> Deadline.ofCall(SECOND.multipliedBy(2).plus(Deadline.RESERVE))
                        .half());
    }

    /** That much, but for what has passed since. */
    private static void isLeft(Duration time, Supplier<Deadline> made) {
        long start = System.nanoTime();
        Duration left = made.get().left();
        assertThat(left).isBetween(time.minusNanos(System.nanoTime() - start), time);
    }

    @Test
    void nobodyPausesBeyondTheDeadline() {
        assertThat(new Backoff(Deadline.ofCall(SECOND.plus(Deadline.RESERVE))).pause())
                .isTrue();
        assertThat(new Backoff(PASSED).pause()).isFalse();
    }

    @Test
    void changeGoesOverWhatAnotherOneMadeAndNotOverWhatWasReadBefore() {
        AtomicInteger stored = new AtomicInteger(7);
        int written = OptimisticUpdate.make("it", 3, stored::get, read -> {
            boolean unchanged = stored.compareAndSet(read, read + 1);
            return unchanged ? Optional.of(read + 1) : Optional.empty();
        });
        assertThat(written).isEqualTo(8);
    }

    @Test
    void changeThatAlwaysComesSecondIsGivenUpAtTheDeadline() {
        Deadline deadline = Deadline.ofCall(Deadline.RESERVE.plusMillis(500));
        AtomicInteger attempts = new AtomicInteger();
        assertThatThrownBy(() -> deadline.run(() -> OptimisticUpdate.make("the room", 0, () -> 0, read -> {
                    attempts.incrementAndGet();
                    return Optional.empty();
                })))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE);
                    assertThat(refused.detail()).isEqualTo("the room is being changed by too many callers at once");
                });
        assertThat(attempts.get()).as("attempts, with pauses between them").isBetween(2, 40);
        assertThat(deadline.left()).isLessThan(Duration.ofMillis(300));
    }
}
