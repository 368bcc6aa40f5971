package dev.latchkey.aws;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * Repeats a DynamoDB call that failed for a passing reason, with full jitter, for as long as the caller of an HTTP API may be
 * kept waiting. The SDK repeats throttled and broken calls by itself, but never a transaction that met another one on the same
 * item, which is the ordinary fate of two joins into one capped room.
 *
 * <p>A call whose answer was lost may have been carried out. Whatever is given to {@link #call} must therefore recognise its
 * own earlier success, by a client request token or by its condition.
 */
final class Retries {
    private static final Duration BUDGET = Duration.ofSeconds(6);
    private static final int FIRST_MILLIS = 15;
    private static final int MOST_MILLIS = 300;
    private static final List<String> PASSING =
            List.of("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

    private Retries() {}

    static <T> T call(Supplier<T> call) {
        long deadline = System.nanoTime() + BUDGET.toNanos();
        for (int attempt = 0; ; attempt++) {
            try {
                return call.get();
            } catch (SdkException e) {
                if (!isPassing(e) || !pause(attempt, deadline)) {
                    throw e;
                }
            }
        }
    }

    private static boolean isPassing(SdkException e) {
        if (e instanceof TransactionCanceledException canceled) {
            return canceled.cancellationReasons().stream().noneMatch(Retries::isCondition)
                    && canceled.cancellationReasons().stream().anyMatch(reason -> PASSING.contains(reason.code()));
        }
        if (e instanceof AwsServiceException service) {
            return service.isThrottlingException()
                    || service.statusCode() >= 500
                    || e instanceof TransactionConflictException
                    || e instanceof TransactionInProgressException;
        }
        return e instanceof SdkClientException;
    }

    private static boolean isCondition(CancellationReason reason) {
        return "ConditionalCheckFailed".equals(reason.code());
    }

    private static boolean pause(int attempt, long deadline) {
        long most = Math.min(MOST_MILLIS, (long) FIRST_MILLIS << Math.min(attempt, 10));
        long millis = new SecureRandom().nextLong(most) + 1;
        if (System.nanoTime() + millis * 1_000_000 >= deadline) {
            return false;
        }
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
