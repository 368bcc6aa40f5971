package dev.latchkey.testing.contract;

import static dev.latchkey.testing.MeetingFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.joinrequest.JoinAttemptLimit;
import dev.latchkey.joinrequest.SourceAddress;
import dev.latchkey.room.Room;
import dev.latchkey.testing.MeetingFixture;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every {@link JoinAttemptLimit} does. */
public abstract class JoinAttemptLimitContract {
    /** How many are heard within a window by the limit under test. */
    protected static final int MOST = 3;

    private static final SourceAddress ADDRESS = SourceAddress.of("192.0.2.1");

    private final JoinAttemptLimit limit;
    private final Room room = MeetingFixture.newRoom("room", 0);

    protected JoinAttemptLimitContract(JoinAttemptLimit limit) {
        this.limit = limit;
    }

    @Test
    void asManyAreHeardAsMayAndTheNextIsToldHowLongToWait() {
        Instant now = NOON.plusSeconds(20);
        for (int i = 0; i < MOST; i++) {
            assertThat(count(limit, now)).isZero();
        }
        assertThat(count(limit, now)).isEqualTo(Duration.ofSeconds(40));
        assertThat(count(limit, NOON.plusSeconds(60).minusMillis(1))).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void theNextWindowBeginsAtZero() {
        for (int i = 0; i <= MOST; i++) {
            count(limit, NOON);
        }
        assertThat(count(limit, NOON.plusSeconds(60))).isZero();
    }

    @Test
    void everyAddressAndEveryRoomIsCountedApart() {
        for (int i = 0; i <= MOST; i++) {
            count(limit, NOON);
        }
        assertThat(limit.count(room, SourceAddress.of("192.0.2.2"), NOON)).isZero();
        assertThat(limit.count(MeetingFixture.newRoom("room", 0), ADDRESS, NOON))
                .as("another room of the name")
                .isZero();
    }

    @Test
    void theLimitMayBeLoweredAndNotRaised() {
        JoinAttemptLimit lower = limit.atMost(1);
        assertThat(count(lower, NOON)).isZero();
        assertThat(count(lower, NOON)).isPositive();
        JoinAttemptLimit higher = limit.atMost(MOST + 10);
        for (int i = 0; i < MOST; i++) {
            assertThat(count(higher, NOON.plusSeconds(60))).isZero();
        }
        assertThat(count(higher, NOON.plusSeconds(60))).isPositive();
    }

    private Duration count(JoinAttemptLimit by, Instant now) {
        return by.count(room, ADDRESS, now);
    }
}
