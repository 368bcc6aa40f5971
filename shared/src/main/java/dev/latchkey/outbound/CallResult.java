package dev.latchkey.outbound;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came of a call. Of the answer nothing but its status is known.
 *
 * @param status the answer's; 0 when there was none
 * @param fault why there was none; null when there was one
 * @param took from the name's look-up to the status
 */
public record CallResult(int status, @Nullable Fault fault, Duration took) {
    public CallResult {
        Objects.requireNonNull(took, "took");
        if (status == 0 && fault == null) {
            throw new IllegalArgumentException("a call has a status or a fault");
        }
    }

    /** Whether it was taken: answered with 2xx. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Why a call has no answer. */
    public enum Fault {
        /** The name stands for no address. */
        NAME_NOT_FOUND,
        /** It stands for addresses that calls may not go to, and for no other. */
        ADDRESS_NOT_ALLOWED,
        /** Nobody listens, or whoever does hung up. */
        CONNECTION_FAILED,
        /** No certificate that is valid for the name, or no TLS at all. */
        TLS_FAILED,
        /** Not within the time. */
        TIMED_OUT,
        /** What came back is no HTTP. */
        NOT_HTTP;

        /** As answers and logs spell it. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
