package dev.latchkey.aws;

import dev.latchkey.retry.Backoff;
import dev.latchkey.retry.Deadline;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * Repeats a call of an AWS service that failed for a passing reason, with pauses, until the call that it is for has to be
 * answered. The SDK's own retries are switched off: they know nothing of that deadline, and never repeat a transaction that met
 * another one on the same item, which is the ordinary fate of two joins into one capped room.
 *
 * <p>A call whose answer was lost may have been carried out. Whatever is given to {@link #call} must therefore recognise its
 * own earlier success, by a client request token or by its condition.
 */
final class Retries {
    private static final String CONFLICT = "TransactionConflict";

    private static final List<String> PASSING = List.of(CONFLICT, "ThrottlingError", "ProvisionedThroughputExceeded");

    private Retries() {}

    static <T> T call(Supplier<T> call) {
        Deadline deadline = Deadline.current();
        Backoff backoff = new Backoff(deadline);
        if (deadline.isPassed()) {
            throw SdkClientException.create("the call has no time left");
        }
        while (true) {
            try {
                return call.get();
            } catch (SdkException e) {
                if (!isPassing(e) || !backoff.pause()) {
                    throw e;
                }
            }
        }
    }

    /** The same, but that a transaction that meets another one at an item is given up: empty then, and nothing is written. */
    static <T> Optional<T> callUnlessBusy(Supplier<T> call) {
        return call(() -> {
            try {
                return Optional.of(call.get());
            } catch (TransactionCanceledException e) {
                if (isPassing(e) && e.cancellationReasons().stream().anyMatch(Retries::isConflict)) {
                    return Optional.empty();
                }
                throw e;
            }
        });
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

    private static boolean isConflict(CancellationReason reason) {
        return CONFLICT.equals(reason.code());
    }

    private static boolean isCondition(CancellationReason reason) {
        return "ConditionalCheckFailed".equals(reason.code());
    }
}
