package dev.latchkey.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MessageTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void isKeptBackUntilItIsDue() {
        assertThat(Message.due("text", NOON.plusSeconds(5), NOON))
                .isEqualTo(new Message("text", Duration.ofSeconds(5), ""));
        assertThat(Message.due("text", NOON, NOON)).isEqualTo(Message.of("text"));
        assertThat(Message.due("text", NOON.minusSeconds(1), NOON)).isEqualTo(Message.of("text"));
    }

    @Test
    void comesNoMillisecondEarly() {
        assertThat(Message.due("text", NOON.plusMillis(4001), NOON).delay()).isEqualTo(Duration.ofMillis(4001));
    }

    @Test
    void isKeptBackForAQuarterOfAnHourAtMost() {
        assertThat(Message.due("text", NOON.plusSeconds(900), NOON).delay()).isEqualTo(Duration.ofMinutes(15));
        assertThat(Message.due("text", NOON.plusSeconds(901), NOON).delay()).isEqualTo(Duration.ofMinutes(15));
        assertThat(Message.due("text", Instant.MAX, NOON).delay()).isEqualTo(Duration.ofMinutes(15));
        assertThatThrownBy(() -> new Message("text", Duration.ofSeconds(901), ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Message("text", Duration.ofMillis(-1), ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isNeitherEmptyNorLongerThanAQueueTakes() {
        assertThat(Message.of("ü".repeat(MessageQueue.LONGEST / 2)).delay()).isZero();
        assertThatThrownBy(() -> Message.of("ü".repeat(MessageQueue.LONGEST / 2) + "x"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Message.of("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void belongsToAGroupOfUpTo128Characters() {
        assertThat(Message.of("text").inGroup("g".repeat(128)).group()).hasSize(128);
        assertThatThrownBy(() -> Message.of("text").inGroup("g".repeat(129)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neverPrintsItself() {
        assertThat(Message.of("Ada").toString()).doesNotContain("Ada");
    }

    @Test
    void queuesAreNamedAsInTheTemplate() {
        assertThat(QueueName.WEBHOOK_DELIVERIES.variable()).isEqualTo("WEBHOOK_DELIVERIES_QUEUE_URL");
        assertThat(QueueName.WEBHOOK_DELIVERIES.logicalId()).isEqualTo("WebhookDeliveries");
    }
}
