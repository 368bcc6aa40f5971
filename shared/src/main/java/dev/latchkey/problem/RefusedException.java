package dev.latchkey.problem;

import java.util.List;
import java.util.Objects;

/** Carries a {@link Reason} from where it was found to the edge, the one place that answers it. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final transient List<FieldError> errors;

    /** @param detail one sentence for the caller; it never quotes a token, a key or personal data */
    public RefusedException(Reason reason, String detail) {
        this(reason, detail, List.of());
    }

    private RefusedException(Reason reason, String detail, List<FieldError> errors) {
        // Refusals are answers, not defects: nobody reads their stack, and filling it is most of their cost.
        super(detail, null, false, false);
        this.reason = Objects.requireNonNull(reason, "reason");
        this.errors = List.copyOf(errors);
    }

    /** A 400 that names every bad field at once. */
    public static RefusedException malformed(List<FieldError> errors) {
        StringBuilder detail = new StringBuilder();
        for (FieldError error : errors) {
            detail.append(detail.length() == 0 ? "" : "; ");
            detail.append(error.field()).append(' ').append(error.message());
        }
        return new RefusedException(Reason.MALFORMED_REQUEST, detail.toString(), errors);
    }

    public static RefusedException malformed(String field, String message) {
        return malformed(List.of(new FieldError(field, message)));
    }

    public Reason reason() {
        return reason;
    }

    public String detail() {
        return Objects.requireNonNullElse(getMessage(), reason.code());
    }

    /** The bad fields of a malformed request; empty for every other reason. */
    public List<FieldError> errors() {
        return errors;
    }
}
