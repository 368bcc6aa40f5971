package dev.latchkey.functions.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class MessageRateTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private Instant now = NOON;
    private final MessageRate rate = new MessageRate(clock());

    private Clock clock() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }

    @Test
    void eachConnectionIsCountedByItself() {
        assertThat(rate.count("a")).isEqualTo(1);
        assertThat(rate.count("a")).isEqualTo(2);
        assertThat(rate.count("b")).isEqualTo(1);
        assertThat(rate.count("a")).isEqualTo(3);
    }

    @Test
    void aMinuteBeginsWithTheFirstMessage() {
        rate.count("a");
        now = NOON.plusMillis(59_999);
        assertThat(rate.count("a")).isEqualTo(2);
        now = NOON.plusMillis(60_000);
        assertThat(rate.count("a")).isEqualTo(1);
        now = NOON.plusMillis(119_999);
        assertThat(rate.count("a")).isEqualTo(2);
    }

    @Test
    void ofTenThousandConnectionsTheOneThatWasSilentLongestIsForgotten() {
        for (int i = 0; i < 10_000; i++) {
            rate.count("c" + i);
        }
        rate.count("c0");
        rate.count("another");
        assertThat(rate.count("c0")).isEqualTo(3);
        assertThat(rate.count("c1")).isEqualTo(1);
    }
}
