package dev.latchkey.aws;

import dev.latchkey.queue.Message;
import dev.latchkey.queue.MessageQueue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** A queue of SQS, of the standard kind, where a group of messages is one of the tenants that SQS is fair to. */
public final class SqsMessageQueue implements MessageQueue {
    private final SqsClient sqs;
    private final String address;

    /** @param address the queue's URL */
    public SqsMessageQueue(SqsClient sqs, String address) {
        this.sqs = sqs;
        this.address = address;
    }

    @Override
    public void send(List<Message> messages) {
        Batches.of(messages, message -> message.text().getBytes(StandardCharsets.UTF_8).length)
                .forEach(this::sendBatch);
    }

    private void sendBatch(List<Message> messages) {
        Map<String, SendMessageBatchRequestEntry> left = new LinkedHashMap<>();
        for (Message message : messages) {
            String id = Integer.toString(left.size());
            left.put(id, entry(id, message));
        }
        Retries.call(() -> {
            SendMessageBatchResponse answer =
                    sqs.sendMessageBatch(send -> send.queueUrl(address).entries(List.copyOf(left.values())));
            answer.successful().forEach(sent -> left.remove(sent.id()));
            if (!left.isEmpty()) {
                throw SdkClientException.create("SQS took a batch in part");
            }
            return answer;
        });
    }

    private static SendMessageBatchRequestEntry entry(String id, Message message) {
        return SendMessageBatchRequestEntry.builder()
                .id(id)
                .messageBody(message.text())
                .delaySeconds(seconds(message.delay()))
                .messageGroupId(message.group().isEmpty() ? null : message.group())
                .build();
    }

    /** SQS counts in whole seconds, and nothing is to come early. */
    private static int seconds(Duration delay) {
        return (int) delay.plusNanos(999_999_999).toSeconds();
    }
}
