package dev.latchkey.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.queue.Message;
import dev.latchkey.queue.MessageQueue;
import dev.latchkey.retry.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;

class SqsMessageQueueTest {
    private final FakeSqs sqs = new FakeSqs();
    private final MessageQueue queue = new SqsMessageQueue(sqs, FakeSqs.ADDRESS);

    @Test
    void messagesArriveWithTheirDelayAndTheirGroup() {
        Message late = new Message("late", Duration.ofMinutes(15), "endpoint");
        queue.send(List.of(Message.of("now"), late));
        assertThat(sqs.taken).containsExactly(Message.of("now"), late);
    }

    @Test
    void aDelayIsRoundedUpToWhatSqsCountsIn() {
        queue.send(List.of(
                new Message("a", Duration.ofMillis(4000), ""),
                new Message("b", Duration.ofMillis(4001), ""),
                new Message("c", MessageQueue.LONGEST_DELAY.minusMillis(1), "")));
        assertThat(sqs.taken)
                .extracting(Message::delay)
                .containsExactly(Duration.ofSeconds(4), Duration.ofSeconds(5), Duration.ofMinutes(15));
    }

    @Test
    void manyGoInAsFewCallsAsSqsAllows() {
        List<Message> many = IntStream.range(0, 23)
                .mapToObj(number -> Message.of("message " + number))
                .toList();
        queue.send(many);
        assertThat(sqs.taken).isEqualTo(many);
        assertThat(sqs.calls).isEqualTo(3);
    }

    @Test
    void longOnesGoAlone() {
        Message longest = Message.of("x".repeat(MessageQueue.LONGEST));
        queue.send(List.of(longest, longest, Message.of("short")));
        assertThat(sqs.taken).hasSize(3);
    }

    @Test
    void whatWasNotTakenIsSentAgainAndNothingElse() {
        sqs.failing(2);
        queue.send(List.of(Message.of("one"), Message.of("two"), Message.of("three")));
        assertThat(sqs.taken).containsExactly(Message.of("two"), Message.of("three"), Message.of("one"));
        assertThat(sqs.calls).isEqualTo(3);
    }

    @Test
    void whatIsNotTakenInTimeIsSaid() {
        sqs.failing(Integer.MAX_VALUE);
        assertThatThrownBy(() -> Deadline.ofCall(Duration.ofMillis(700)).run(() -> {
                    queue.send(Message.of("one"));
                    return "sent";
                }))
                .isInstanceOf(SdkException.class);
    }

    @Test
    void nothingIsSentWithoutAMessage() {
        queue.send(List.of());
        assertThat(sqs.calls).isZero();
    }
}
