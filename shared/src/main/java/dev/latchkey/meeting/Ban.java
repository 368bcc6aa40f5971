package dev.latchkey.meeting;

import java.time.Instant;
import java.util.Objects;

/** @param subject the app's own id of the user that may not come in, or the one made up for a token */
public record Ban(String subject, Instant since) {
    public Ban {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(since, "since");
    }

    /** It names a user: it does not print. */
    @Override
    public String toString() {
        return "Ban[" + since + "]";
    }
}
