package dev.latchkey.joinrequest;

import java.util.Locale;

/** How far a join request has come. */
public enum JoinRequestState {
    /** Nobody has decided. */
    WAITING,
    /** May come in, and has not yet. */
    APPROVED,
    /** Has come in. */
    ADMITTED,
    DENIED,
    /** Withdrawn by the person. */
    CANCELLED,
    /** Nobody decided in time, or the approval was not taken up in time. */
    EXPIRED;

    /** Whether the person may still come in by it. */
    public boolean isOpen() {
        return this == WAITING || this == APPROVED;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
