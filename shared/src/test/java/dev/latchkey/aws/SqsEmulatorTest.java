package dev.latchkey.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.queue.Message;
import dev.latchkey.queue.MessageQueue;
import dev.latchkey.testing.AwsEmulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** What SQS makes of our messages, over the wire. */
class SqsEmulatorTest {
    private final SqsClient client = AwsEmulator.client(SqsClient.builder());
    private final String address = client.createQueue(create -> create.queueName("latchkey-" + UUID.randomUUID()))
            .queueUrl();
    private final MessageQueue queue = new SqsMessageQueue(client, address);

    @Test
    void moreThanOneBatchArrivesWhole() {
        List<String> texts = IntStream.range(0, 23)
                .mapToObj(number -> "message " + number + " Zoë")
                .toList();
        queue.send(texts.stream().map(Message::of).toList());
        assertThat(receive(texts.size()).stream().map(Received::text)).containsExactlyInAnyOrderElementsOf(texts);
    }

    @Test
    void theLongestArrives() {
        String longest = "x".repeat(MessageQueue.LONGEST);
        queue.send(List.of(Message.of(longest), Message.of(longest)));
        assertThat(receive(2)).extracting(Received::text).containsExactly(longest, longest);
    }

    @Test
    void whatIsDelayedComesAfterItsDelay() {
        queue.send(List.of(new Message("late", Duration.ofSeconds(2), "endpoint")));
        Received late = receive(1).get(0);
        assertThat(late.text()).isEqualTo("late");
        assertThat(late.waitedMillis()).isGreaterThanOrEqualTo(1_900);
    }

    /** Those that come until there are so many; fewer where ten looks in a row find nothing. */
    private List<Received> receive(int number) {
        List<Received> received = new ArrayList<>();
        int looks = 0;
        while (received.size() < number && looks < 10) {
            var messages = client.receiveMessage(receive -> receive.queueUrl(address)
                            .maxNumberOfMessages(10)
                            .waitTimeSeconds(1)
                            .messageSystemAttributeNames(MessageSystemAttributeName.SENT_TIMESTAMP))
                    .messages();
            looks = messages.isEmpty() ? looks + 1 : 0;
            for (var message : messages) {
                long sent = Long.parseLong(message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP));
                received.add(new Received(message.body(), System.currentTimeMillis() - sent));
            }
        }
        return received;
    }

    private record Received(String text, long waitedMillis) {}
}
