package dev.latchkey.testing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * A DynamoDB with the manners of the real one. The local engine lets transactions on one item queue and never throttles; AWS
 * cancels all but one of them, throttles, answers batches in part, and now and then carries a call out and loses the answer.
 */
public final class FaultyDynamoDb extends ForwardingDynamoDb {
    private static final AttributeValue NO_KEY = AttributeValue.fromNul(true);

    private final Random random;
    private final Set<Object> underWay = new HashSet<>();
    private final AtomicInteger injected = new AtomicInteger();
    private final AtomicInteger writes = new AtomicInteger();
    private volatile double conflicts;
    private volatile double throttling;
    private volatile double lostAnswers;
    private volatile double partialBatches;
    private volatile boolean cancelling;
    private volatile int crashAtWrite = Integer.MAX_VALUE;
    private volatile boolean crashBefore;

    public FaultyDynamoDb(DynamoDbClient real, long seed) {
        super(real);
        this.random = new Random(seed);
    }

    /** That share of the transactions is cancelled for having met another one. */
    public FaultyDynamoDb conflicts(double share) {
        conflicts = share;
        return this;
    }

    /** Of two writes that are under way on one item at once, the later one is refused if either is a transaction, as in AWS. */
    public FaultyDynamoDb cancellingAsAwsDoes() {
        cancelling = true;
        return this;
    }

    /** That share of the calls is refused for going too fast. */
    public FaultyDynamoDb throttling(double share) {
        throttling = share;
        return this;
    }

    /** That share of the calls is carried out without the caller ever hearing of it. */
    public FaultyDynamoDb lostAnswers(double share) {
        lostAnswers = share;
        return this;
    }

    /** That share of the batch reads leaves something unread. */
    public FaultyDynamoDb partialBatches(double share) {
        partialBatches = share;
        return this;
    }

    /**
     * The process dies around the n-th write from now on, counted from 1: that call and all later ones fail with {@link
     * Crash}, which nobody repeats.
     *
     * @param carriedOut whether that write still reaches the table
     */
    public FaultyDynamoDb crashAtWrite(int n, boolean carriedOut) {
        crashBefore = !carriedOut;
        crashAtWrite = writes.get() + n;
        return this;
    }

    /** How many faults there were. */
    public int injected() {
        return injected.get();
    }

    /** How many writes there were, tried ones included. */
    public int writes() {
        return writes.get();
    }

    /** The end of a process. */
    public static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Override
    protected <T extends DynamoDbResponse> T call(DynamoDbRequest request, Supplier<T> carryOut) {
        int write = isWrite(request) ? writes.incrementAndGet() : writes.get();
        if (write > crashAtWrite || write == crashAtWrite && (crashBefore || !isWrite(request))) {
            throw new Crash();
        }
        if (happens(throttling)) {
            throw throttled(request);
        }
        if (request instanceof TransactWriteItemsRequest transaction && happens(conflicts)) {
            int unlucky = random.nextInt(transaction.transactItems().size());
            throw canceled(transaction, index -> index == unlucky);
        }
        T answer = cancelling ? unlessOthersAreAtIt(request, carryOut) : carryOut.get();
        if (write == crashAtWrite) {
            throw new Crash();
        }
        if (happens(lostAnswers)) {
            throw lost();
        }
        return answer;
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        if (!happens(partialBatches)) {
            return super.batchGetItem(request);
        }
        String table = request.requestItems().keySet().iterator().next();
        KeysAndAttributes asked = request.requestItems().get(table);
        int some = random.nextInt(asked.keys().size());
        KeysAndAttributes unread = asked.toBuilder()
                .keys(asked.keys().subList(some, asked.keys().size()))
                .build();
        if (some == 0) {
            return BatchGetItemResponse.builder()
                    .responses(Map.of())
                    .unprocessedKeys(Map.of(table, unread))
                    .build();
        }
        KeysAndAttributes read =
                asked.toBuilder().keys(asked.keys().subList(0, some)).build();
        BatchGetItemRequest less =
                request.toBuilder().requestItems(Map.of(table, read)).build();
        return super.batchGetItem(less).toBuilder()
                .unprocessedKeys(Map.of(table, unread))
                .build();
    }

    private boolean happens(double share) {
        boolean now = share > 0 && random.nextDouble() < share;
        if (now) {
            injected.incrementAndGet();
        }
        return now;
    }

    private <T> T unlessOthersAreAtIt(DynamoDbRequest request, Supplier<T> carryOut) {
        List<Object> items = itemsOf(request);
        boolean alone = request instanceof TransactWriteItemsRequest;
        synchronized (underWay) {
            if (items.stream().anyMatch(underWay::contains)) {
                injected.incrementAndGet();
                throw request instanceof TransactWriteItemsRequest transaction
                        ? canceled(transaction, index -> underWay.contains(items.get(index)))
                        : TransactionConflictException.builder()
                                .message("Transaction is ongoing for the item")
                                .awsErrorDetails(details("TransactionConflictException"))
                                .statusCode(400)
                                .build();
            }
            if (alone) {
                underWay.addAll(items);
            }
        }
        try {
            return carryOut.get();
        } finally {
            if (alone) {
                synchronized (underWay) {
                    items.forEach(underWay::remove);
                }
            }
        }
    }

    private static boolean isWrite(DynamoDbRequest request) {
        return !itemsOf(request).isEmpty();
    }

    /** The keys of the items that the request writes or, in a transaction, checks. */
    private static List<Object> itemsOf(DynamoDbRequest request) {
        List<Object> items = new ArrayList<>();
        if (request instanceof PutItemRequest put) {
            items.add(key(put.item()));
        } else if (request instanceof UpdateItemRequest update) {
            items.add(key(update.key()));
        } else if (request instanceof DeleteItemRequest delete) {
            items.add(key(delete.key()));
        } else if (request instanceof TransactWriteItemsRequest transaction) {
            for (TransactWriteItem item : transaction.transactItems()) {
                if (item.put() != null) {
                    items.add(key(item.put().item()));
                } else if (item.update() != null) {
                    items.add(key(item.update().key()));
                } else if (item.delete() != null) {
                    items.add(key(item.delete().key()));
                } else {
                    items.add(key(item.conditionCheck().key()));
                }
            }
        }
        return items;
    }

    private static Object key(Map<String, AttributeValue> attributes) {
        return List.of(attributes.getOrDefault("pk", NO_KEY), attributes.getOrDefault("sk", NO_KEY));
    }

    private static TransactionCanceledException canceled(
            TransactWriteItemsRequest transaction, java.util.function.IntPredicate unlucky) {
        List<CancellationReason> reasons = new ArrayList<>();
        for (int i = 0; i < transaction.transactItems().size(); i++) {
            reasons.add(CancellationReason.builder()
                    .code(unlucky.test(i) ? "TransactionConflict" : "None")
                    .build());
        }
        return TransactionCanceledException.builder()
                .message("Transaction cancelled, please refer cancellation reasons for specific reasons")
                .cancellationReasons(reasons)
                .awsErrorDetails(details("TransactionCanceledException"))
                .statusCode(400)
                .build();
    }

    private DynamoDbException throttled(DynamoDbRequest request) {
        if (request instanceof TransactWriteItemsRequest transaction && random.nextBoolean()) {
            List<CancellationReason> reasons = new ArrayList<>();
            transaction
                    .transactItems()
                    .forEach(item -> reasons.add(
                            CancellationReason.builder().code("ThrottlingError").build()));
            return TransactionCanceledException.builder()
                    .cancellationReasons(reasons)
                    .awsErrorDetails(details("TransactionCanceledException"))
                    .statusCode(400)
                    .build();
        }
        return ProvisionedThroughputExceededException.builder()
                .message("The level of configured provisioned throughput for the table was exceeded")
                .awsErrorDetails(details("ProvisionedThroughputExceededException"))
                .statusCode(400)
                .build();
    }

    private RuntimeException lost() {
        return random.nextBoolean()
                ? ApiCallTimeoutException.create(4000)
                : SdkClientException.create("Unable to execute HTTP request: Read timed out");
    }

    private static AwsErrorDetails details(String code) {
        return AwsErrorDetails.builder().serviceName("DynamoDb").errorCode(code).build();
    }
}
