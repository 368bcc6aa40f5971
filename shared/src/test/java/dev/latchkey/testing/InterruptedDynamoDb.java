package dev.latchkey.testing;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;

/**
 * Lets something else happen right before one of the calls. With each call in turn, every way in which one operation can get
 * between the calls of another is tried, which threads would only do by luck.
 */
public final class InterruptedDynamoDb extends ForwardingDynamoDb {
    private final int at;
    private final Runnable interruption;
    private final AtomicInteger calls = new AtomicInteger();

    /** @param at the call that has to wait, counted from 1 */
    public InterruptedDynamoDb(DynamoDbClient real, int at, Runnable interruption) {
        super(real);
        this.at = at;
        this.interruption = interruption;
    }

    /** Whether there were enough calls for the interruption to come. */
    public boolean interrupted() {
        return calls.get() >= at;
    }

    @Override
    protected <T extends DynamoDbResponse> T call(DynamoDbRequest request, Supplier<T> carryOut) {
        if (calls.incrementAndGet() == at) {
            interruption.run();
        }
        return carryOut.get();
    }
}
