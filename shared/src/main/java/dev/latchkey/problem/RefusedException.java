package dev.latchkey.problem;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Carries a {@link Reason} from where it was found to the edge, the one place that answers it. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final transient List<FieldError> errors;
    private final int moreErrors;
    private final Duration retryAfter;
    private final String departure;

    /** @param detail one sentence for the caller; it never quotes a token, a key or personal data */
    public RefusedException(Reason reason, String detail) {
        this(reason, detail, Duration.ZERO);
    }

    /** @param retryAfter after how long the same call may fare better; zero when that is not known */
    RefusedException(Reason reason, String detail, Duration retryAfter) {
        this(reason, detail, List.of(), 0, retryAfter, "");
    }

    private RefusedException(
            Reason reason,
            String detail,
            List<FieldError> errors,
            int moreErrors,
            Duration retryAfter,
            String departure) {
        // Refusals are answers, not defects: nobody reads their stack, and filling it is most of their cost.
        super(detail, null, false, false);
        this.reason = Objects.requireNonNull(reason, "reason");
        this.errors = List.copyOf(errors);
        this.moreErrors = moreErrors;
        this.retryAfter = Objects.requireNonNull(retryAfter, "retryAfter");
        this.departure = Objects.requireNonNull(departure, "departure");
    }

    /** A 400 that names some bad fields, and says how many more there are; see {@link FieldErrors}. */
    static RefusedException malformed(List<FieldError> errors, int more) {
        StringBuilder detail = new StringBuilder();
        for (FieldError error : errors) {
            detail.append(detail.length() == 0 ? "" : "; ");
            detail.append(error.field()).append(' ').append(error.message());
        }
        if (more > 0) {
            detail.append("; and ").append(more).append(" more");
        }
        return new RefusedException(Reason.MALFORMED_REQUEST, detail.toString(), errors, more, Duration.ZERO, "");
    }

    /** A 400 for one bad field, header, query parameter or part of the path. */
    public static RefusedException malformed(String field, String message) {
        return malformed(List.of(new FieldError(field, message)), 0);
    }

    /** A 429 that says after how long the caller may come again. */
    public static RefusedException rateLimited(String detail, Duration retryAfter) {
        return new RefusedException(Reason.RATE_LIMITED, detail, retryAfter);
    }

    /**
     * The same for somebody who was inside until then.
     *
     * @param how why he no longer is, as the wire spells it; empty when that is not known
     */
    public RefusedException departed(String how) {
        return new RefusedException(reason, detail(), errors, moreErrors, retryAfter, how);
    }

    /** Why the caller is no longer inside, as the wire spells it; empty when it was not, or that is not known. */
    public String departure() {
        return departure;
    }

    /** After how long the same call may fare better; zero when that is not known. */
    public Duration retryAfter() {
        return retryAfter;
    }

    public Reason reason() {
        return reason;
    }

    public String detail() {
        return Objects.requireNonNullElse(getMessage(), reason.code());
    }

    /** The bad fields of a malformed request, at most {@link FieldErrors#MOST_NAMED}; empty for every other reason. */
    public List<FieldError> errors() {
        return errors;
    }

    /** How many bad fields there are beside those in {@link #errors}. */
    public int moreErrors() {
        return moreErrors;
    }
}
