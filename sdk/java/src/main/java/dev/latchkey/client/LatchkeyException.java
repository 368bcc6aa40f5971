package dev.latchkey.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why something was refused or failed. Nothing of it holds a key or a token. */
public final class LatchkeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final int status;
    private final String serverCode;
    private final String requestId;
    private final FieldError[] fieldErrors;
    /** Null where the service does not say. */
    private final @Nullable Duration retryAfter;

    private LatchkeyException(
            ErrorCode code,
            String message,
            @Nullable Throwable cause,
            int status,
            String serverCode,
            String requestId,
            List<FieldError> fieldErrors,
            @Nullable Duration retryAfter) {
        super(message, cause);
        this.code = code;
        this.status = status;
        this.serverCode = serverCode;
        this.requestId = requestId;
        this.fieldErrors = fieldErrors.toArray(FieldError[]::new);
        this.retryAfter = retryAfter;
    }

    /** What the service refused: a problem (RFC 9457), or API Gateway's {@code {"message"}}. */
    static LatchkeyException refused(Reply reply) {
        Problem problem = Problem.of(reply);
        return new LatchkeyException(
                ErrorCode.of(problem.code()),
                problem.detail(),
                null,
                reply.status(),
                problem.code(),
                problem.requestId(),
                problem.fieldErrors(),
                reply.retryAfter().orElse(null));
    }

    /** There was no answer, or not the whole of it. */
    static LatchkeyException network(Throwable cause) {
        String message = "the service could not be reached";
        return new LatchkeyException(ErrorCode.NETWORK, message, cause, 0, "", "", List.of(), null);
    }

    /** The calling thread was interrupted, and still is. */
    static LatchkeyException interrupted(InterruptedException cause) {
        String message = "the calling thread was interrupted";
        return new LatchkeyException(ErrorCode.NETWORK, message, cause, 0, "", "", List.of(), null);
    }

    /** @param what of the answer is not as it should be */
    static LatchkeyException unknown(String what) {
        String message = what + " is not what this version knows";
        return new LatchkeyException(ErrorCode.UNKNOWN, message, null, 0, "", "", List.of(), null);
    }

    public ErrorCode code() {
        return code;
    }

    /** Of the answer; 0 where it is not about one. */
    public int status() {
        return status;
    }

    /** The code as the service wrote it, also one that this version does not know; empty where it wrote none. */
    public String serverCode() {
        return serverCode;
    }

    /** Names the request in the service's log; empty where there was no answer. */
    public String requestId() {
        return requestId;
    }

    /** The bad fields of a {@link ErrorCode#MALFORMED_REQUEST}; empty for every other code. */
    public List<FieldError> fieldErrors() {
        return List.of(fieldErrors);
    }

    /** After how long the same call may fare better, where the service says so. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
