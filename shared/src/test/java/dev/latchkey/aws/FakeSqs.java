package dev.latchkey.aws;

import dev.latchkey.queue.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchRequestTooLongException;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.TooManyEntriesInBatchRequestException;

/** One queue, by the rules of SQS. The first of each batch can be made to fail for a number of calls. */
final class FakeSqs implements SqsClient {
    static final String ADDRESS = "https://sqs.us-east-1.amazonaws.com/123456789012/deliveries";

    private static final int MOST_BYTES = 262_144;

    final List<Message> taken = new ArrayList<>();
    int calls;
    private int failingCalls;

    FakeSqs failing(int times) {
        failingCalls = times;
        return this;
    }

    @Override
    public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
        if (!request.queueUrl().equals(ADDRESS)) {
            throw new IllegalArgumentException("another queue");
        }
        if (request.entries().size() > 10) {
            throw TooManyEntriesInBatchRequestException.builder()
                    .statusCode(400)
                    .build();
        }
        if (request.entries().stream()
                        .mapToInt(entry -> entry.messageBody().length())
                        .sum()
                > MOST_BYTES) {
            throw BatchRequestTooLongException.builder().statusCode(400).build();
        }
        calls++;
        List<SendMessageBatchResultEntry> successful = new ArrayList<>();
        List<BatchResultErrorEntry> failed = new ArrayList<>();
        for (SendMessageBatchRequestEntry entry : request.entries()) {
            if (failed.isEmpty() && calls <= failingCalls) {
                failed.add(BatchResultErrorEntry.builder()
                        .id(entry.id())
                        .code("InternalError")
                        .senderFault(false)
                        .build());
            } else {
                taken.add(new Message(
                        entry.messageBody(),
                        Duration.ofSeconds(entry.delaySeconds()),
                        entry.messageGroupId() == null ? "" : entry.messageGroupId()));
                successful.add(
                        SendMessageBatchResultEntry.builder().id(entry.id()).build());
            }
        }
        return SendMessageBatchResponse.builder()
                .successful(successful)
                .failed(failed)
                .build();
    }

    @Override
    public String serviceName() {
        return "sqs";
    }

    @Override
    public void close() {}
}
