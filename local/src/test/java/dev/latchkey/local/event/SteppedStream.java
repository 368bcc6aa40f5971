package dev.latchkey.local.event;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** As {@link TableStream}, but on the caller's thread: a step reads all that there is and has it dealt with. */
public final class SteppedStream {
    /** Nobody fails so many times at a batch whom it does not defeat. */
    private static final int MOST_ATTEMPTS = 500;

    private final DynamoDbStreamsClient streams;
    private final String stream;
    private final List<ChangeConsumer> consumers;
    private final Map<String, String> iterators = new HashMap<>();

    public SteppedStream(DynamoDbStreamsClient streams, String stream, List<ChangeConsumer> consumers) {
        this.streams = streams;
        this.stream = stream;
        this.consumers = List.copyOf(consumers);
        // A test is over before the engine begins another shard, which it does every few hours.
        for (Shard shard : streams.describeStream(describe -> describe.streamArn(stream))
                .streamDescription()
                .shards()) {
            iterators.put(shard.shardId(), begin(shard.shardId()));
        }
    }

    /** Returns whether there was anything. */
    public boolean step() {
        boolean found = false;
        for (Map.Entry<String, String> shard : iterators.entrySet()) {
            String iterator = shard.getValue();
            GetRecordsResponse page = streams.getRecords(get -> get.shardIterator(iterator));
            found |= page.hasRecords() && !page.records().isEmpty();
            tell(page.records());
            // An ended shard is read again from its end, and has nothing.
            if (page.nextShardIterator() != null) {
                shard.setValue(page.nextShardIterator());
            }
        }
        return found;
    }

    private String begin(String shard) {
        return streams.getShardIterator(
                        get -> get.streamArn(stream).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
    }

    private void tell(List<Record> records) {
        if (records.isEmpty()) {
            return;
        }
        List<Map<String, Object>> changes =
                records.stream().map(StreamRecordJson::of).toList();
        for (ChangeConsumer consumer : consumers) {
            List<Map<String, Object>> left = consumer.take(changes);
            for (int attempt = 0; !left.isEmpty(); attempt++) {
                if (attempt == MOST_ATTEMPTS) {
                    throw new AssertionError("a batch of changes is never dealt with");
                }
                left = consumer.take(left);
            }
        }
    }
}
