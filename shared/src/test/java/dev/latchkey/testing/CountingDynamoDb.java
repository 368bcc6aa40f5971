package dev.latchkey.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * Counts what is asked of DynamoDB. A round trip is as long as the line is to AWS, so that calls which are made together are
 * under way together here too, and count as one round trip.
 */
public final class CountingDynamoDb extends ForwardingDynamoDb {
    private final Duration line;
    private final List<Call> calls = new ArrayList<>();
    private int itemsRead;

    /** @param line how long a call takes at least: longer than a thread takes to start */
    public CountingDynamoDb(DynamoDbClient real, Duration line) {
        super(real);
        this.line = line;
    }

    @Override
    protected <T extends DynamoDbResponse> T call(DynamoDbRequest request, Supplier<T> carryOut) {
        Call call = new Call(name(request), request, depthOfNext());
        try {
            Thread.sleep(line.toMillis());
            T answer = carryOut.get();
            count(read(answer));
            return answer;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            ended(call);
        }
    }

    /** Starts to count anew. */
    public synchronized void reset() {
        calls.clear();
        itemsRead = 0;
    }

    /** The longest chain of calls of which each began after the one before had its answer. */
    public synchronized int roundTrips() {
        return calls.stream().mapToInt(Call::depth).max().orElse(0);
    }

    /** The calls in the order in which they were answered, such as {@code PutItem} or {@code TransactWriteItems 4}. */
    public synchronized List<String> calls() {
        return calls.stream().map(Call::name).toList();
    }

    /** The requests in the order in which they were answered. */
    public synchronized List<DynamoDbRequest> requests() {
        return calls.stream().map(Call::request).toList();
    }

    /** How many items DynamoDB looked at to answer. */
    public synchronized int itemsRead() {
        return itemsRead;
    }

    private synchronized int depthOfNext() {
        return 1 + roundTrips();
    }

    private synchronized void ended(Call call) {
        calls.add(call);
    }

    private synchronized void count(int items) {
        itemsRead += items;
    }

    private static int read(DynamoDbResponse answer) {
        if (answer instanceof QueryResponse page) {
            return page.scannedCount();
        }
        if (answer instanceof BatchGetItemResponse batch) {
            return batch.responses().values().stream().mapToInt(List::size).sum();
        }
        return answer instanceof GetItemResponse one && one.hasItem() ? 1 : 0;
    }

    private static String name(DynamoDbRequest request) {
        String name = request.getClass().getSimpleName().replace("Request", "");
        return request instanceof TransactWriteItemsRequest transaction
                ? String.format(
                        Locale.ROOT, "%s %d", name, transaction.transactItems().size())
                : name;
    }

    /** @param depth how many round trips it takes to get to its answer */
    private record Call(String name, DynamoDbRequest request, int depth) {}
}
