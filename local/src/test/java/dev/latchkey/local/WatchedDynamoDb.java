package dev.latchkey.local;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Stands before a DynamoDB client, counts its round trips, and lets a test have them fail as real DynamoDB's do and the local
 * engine's never would.
 */
public final class WatchedDynamoDb implements InvocationHandler {
    /** What is to happen to a call. */
    public enum Fate {
        /** It is done and answered. */
        FINE,
        /** It is not done: too many others touch the same item. */
        CONFLICT,
        /** It is not done: too much is asked of the table. */
        THROTTLED,
        /** It is done, and the answer gets lost. */
        ANSWER_LOST
    }

    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private @Nullable DynamoDbClient real;
    private volatile Function<String, Fate> fates = call -> Fate.FINE;

    /** This watch in front of the client. */
    public DynamoDbClient over(DynamoDbClient client) {
        real = client;
        return (DynamoDbClient) Proxy.newProxyInstance(
                WatchedDynamoDb.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, this);
    }

    /** From now on this decides, by the call's name such as {@code putItem}. */
    public void decide(Function<String, Fate> decision) {
        fates = decision;
    }

    public void forgetCalls() {
        calls.clear();
    }

    /** How many round trips were made, by the call's name. */
    public Map<String, Integer> calls() {
        Map<String, Integer> counted = new TreeMap<>();
        calls.forEach((call, count) -> counted.put(call, count.get()));
        return counted;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        String call = method.getName();
        boolean roundTrip = arguments != null;
        Fate fate = Fate.FINE;
        if (roundTrip) {
            calls.computeIfAbsent(call, name -> new AtomicInteger()).incrementAndGet();
            fate = fates.apply(call);
        }
        if (fate == Fate.CONFLICT) {
            throw conflict();
        }
        if (fate == Fate.THROTTLED) {
            throw ProvisionedThroughputExceededException.builder()
                    .message("The level of configured provisioned throughput for the table was exceeded.")
                    .statusCode(400)
                    .build();
        }
        try {
            Object answer = method.invoke(real, arguments);
            if (fate == Fate.ANSWER_LOST) {
                throw ApiCallTimeoutException.create(1);
            }
            return answer;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static TransactionCanceledException conflict() {
        return TransactionCanceledException.builder()
                .message("Transaction cancelled, please refer cancellation reasons for specific reasons")
                .cancellationReasons(
                        CancellationReason.builder().code("TransactionConflict").build(),
                        CancellationReason.builder().code("None").build())
                .statusCode(400)
                .build();
    }
}
