package dev.latchkey.functions.body;

import java.time.Instant;
import java.util.Optional;

/** The moment before which issued tokens are void, as a body names it. */
public final class CutOff {
    private CutOff() {}

    /**
     * The moment in that field, in Unix seconds; empty when the field is not there. One that is later than the current second
     * is an error: it would void tokens that are not issued yet.
     */
    public static Optional<Instant> read(Body body, String field, Instant now) {
        if (!body.has(field)) {
            return Optional.empty();
        }
        long seconds = body.unixSec(field);
        if (seconds > now.getEpochSecond()) {
            body.refuse(field, "must not be later than now");
        }
        return Optional.of(Instant.ofEpochSecond(seconds));
    }
}
