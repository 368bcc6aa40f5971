package dev.latchkey.webhook;

import static dev.latchkey.webhook.WebhookFixture.APP;
import static dev.latchkey.webhook.WebhookFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointHealthTest {
    /** How long a circuit has been open when an event is attempted, and how long the next one waits. */
    @ParameterizedTest
    @CsvSource({"PT1S, PT30S", "PT30S, PT30S", "PT31S, PT31S", "PT15M, PT15M", "PT15M1S, PT15M", "PT48H, PT15M"})
    void anOpenCircuitWaitsAsLongAsItHasBeenOpenWithinBounds(Duration open, Duration pause) {
        EndpointHealth health = EndpointHealth.good(APP, "wh_1");
        for (int event = 0; event < 5; event++) {
            health = health.failed(true, false, NOON);
        }
        Instant now = NOON.plus(open);
        assertThat(health.openedAt()).isEqualTo(NOON);
        assertThat(health.probing(now).openUntil()).isEqualTo(now.plus(pause));
    }
}
