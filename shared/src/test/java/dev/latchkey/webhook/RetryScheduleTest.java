package dev.latchkey.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void goesOnForThreeDaysAndNoLonger() {
        List<Duration> attempts = new ArrayList<>();
        Optional<Instant> next = Optional.of(NOON);
        while (next.isPresent()) {
            Instant at = next.get();
            attempts.add(Duration.between(NOON, at));
            next = RetrySchedule.next(NOON, attempts.size(), at);
        }
        assertThat(attempts)
                .containsExactly(
                        Duration.ZERO,
                        Duration.ofSeconds(5),
                        Duration.parse("PT5M5S"),
                        Duration.parse("PT35M5S"),
                        Duration.parse("PT2H35M5S"),
                        Duration.parse("PT7H35M5S"),
                        Duration.parse("PT17H35M5S"),
                        Duration.parse("PT27H35M5S"),
                        Duration.parse("PT51H35M5S"),
                        Duration.ofDays(3));
    }

    @Test
    void anAttemptMadeLateIsFollowedAsLongAfterwards() {
        assertThat(RetrySchedule.next(NOON, 1, NOON.plusSeconds(100))).contains(NOON.plusSeconds(105));
    }

    @Test
    void oneMadeAfterThreeDaysIsTheLast() {
        assertThat(RetrySchedule.next(NOON, 1, NOON.plus(Duration.ofDays(3)).minusMillis(1)))
                .contains(NOON.plus(Duration.ofDays(3)));
        assertThat(RetrySchedule.next(NOON, 1, NOON.plus(Duration.ofDays(3)))).isEmpty();
    }
}
