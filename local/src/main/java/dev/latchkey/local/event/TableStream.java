package dev.latchkey.local.event;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Reads the table's stream on a thread of its own and hands what it says to the functions that it invokes, one batch after the
 * other. A function that does not manage a batch is handed the rest of it again, and the stream waits.
 */
public final class TableStream implements AutoCloseable {
    private static final int BATCH = 100;
    private static final Duration PAUSE = Duration.ofMillis(25);
    /** Shards come and go within hours. */
    private static final Duration BETWEEN_LOOKS_FOR_SHARDS = Duration.ofSeconds(1);

    private static final Duration AFTER_A_FAILURE = Duration.ofMillis(250);

    private final DynamoDbStreamsClient streams;
    private final String stream;
    private final StreamPosition position;
    private final List<ChangeConsumer> consumers;
    /** The shards that are read, each with where its next records are; an ended one has none. */
    private final Map<String, Optional<String>> iterators = new LinkedHashMap<>();

    private final Thread reader = new Thread(this::read, "table-stream");
    private volatile boolean closed;

    private TableStream(
            DynamoDbStreamsClient streams, String stream, StreamPosition position, List<ChangeConsumer> consumers) {
        this.streams = streams;
        this.stream = stream;
        this.position = position;
        this.consumers = List.copyOf(consumers);
    }

    /** Begins to read, from where it was left or, the first time, from the oldest change that the table has. */
    public static TableStream open(
            DynamoDbClient table,
            DynamoDbStreamsClient streams,
            String tableName,
            StreamPosition position,
            List<ChangeConsumer> consumers) {
        String stream = table.describeTable(describe -> describe.tableName(tableName))
                .table()
                .latestStreamArn();
        TableStream opened = new TableStream(streams, stream, position, consumers);
        opened.reader.setDaemon(true);
        opened.reader.start();
        return opened;
    }

    private void read() {
        long looked = System.nanoTime();
        while (!closed) {
            boolean found = false;
            try {
                if (iterators.isEmpty() || System.nanoTime() - looked > BETWEEN_LOOKS_FOR_SHARDS.toNanos()) {
                    findShards();
                    looked = System.nanoTime();
                }
                for (String shard : List.copyOf(iterators.keySet())) {
                    found |= isReadOn(shard);
                }
            } catch (SdkException e) {
                // A stream is trimmed and its iterators grow old: it is looked at anew, from where it was left.
                iterators.clear();
                pause(AFTER_A_FAILURE);
            }
            if (!found) {
                pause(PAUSE);
            }
        }
    }

    private void findShards() {
        List<Shard> shards = streams.describeStream(describe -> describe.streamArn(stream))
                .streamDescription()
                .shards();
        for (Shard shard : shards) {
            iterators.computeIfAbsent(shard.shardId(), this::begin);
        }
    }

    private Optional<String> begin(String shard) {
        Optional<String> reached = position.reached(shard);
        return Optional.of(streams.getShardIterator(get -> get.streamArn(stream)
                        .shardId(shard)
                        .shardIteratorType(
                                reached.isPresent()
                                        ? ShardIteratorType.AFTER_SEQUENCE_NUMBER
                                        : ShardIteratorType.TRIM_HORIZON)
                        .sequenceNumber(reached.orElse(null)))
                .shardIterator());
    }

    /** Returns whether there was anything. */
    private boolean isReadOn(String shard) {
        String iterator = iterators.getOrDefault(shard, Optional.empty()).orElse(null);
        if (iterator == null) {
            return false;
        }
        GetRecordsResponse page =
                streams.getRecords(get -> get.shardIterator(iterator).limit(BATCH));
        List<Record> records = page.records();
        if (!records.isEmpty()) {
            tell(records.stream().map(StreamRecordJson::of).toList());
            if (closed) {
                return false;
            }
            position.reach(shard, records.get(records.size() - 1).dynamodb().sequenceNumber());
        }
        iterators.put(shard, Optional.ofNullable(page.nextShardIterator()));
        return !records.isEmpty();
    }

    private void tell(List<Map<String, Object>> changes) {
        for (ChangeConsumer consumer : consumers) {
            List<Map<String, Object>> left = consumer.take(changes);
            while (!left.isEmpty() && !closed) {
                pause(AFTER_A_FAILURE);
                left = consumer.take(left);
            }
        }
    }

    private void pause(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** Lets the batch under way end; what was not told is told by whoever opens the stream again. */
    @Override
    public void close() {
        closed = true;
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
