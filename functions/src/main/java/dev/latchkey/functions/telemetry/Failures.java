package dev.latchkey.functions.telemetry;

import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a caller is told of whatever was thrown: of an outage or a defect, nothing but that there is one. */
public final class Failures {
    private Failures() {}

    public static RefusedException refusal(RuntimeException thrown) {
        if (thrown instanceof RefusedException refused) {
            return refused;
        }
        return thrown instanceof SdkException
                ? new RefusedException(Reason.UNAVAILABLE, "a service that Latchkey needs does not answer")
                : new RefusedException(Reason.INTERNAL, "something went wrong on our side");
    }
}
