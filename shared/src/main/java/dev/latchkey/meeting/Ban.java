package dev.latchkey.meeting;

import dev.latchkey.permission.Rank;
import java.time.Instant;
import java.util.Objects;

/**
 * That a user may not come in.
 *
 * @param subject the app's own id of the user, or the one made up for a token; empty when the user was erased
 * @param rank of who made it: it binds nobody above, and nobody below lifts it
 * @param by who made it, as in {@link Moderator#id}; empty when the release before wrote it down
 */
public record Ban(String subject, Instant since, Rank rank, String by) {
    public Ban {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(rank, "rank");
        Objects.requireNonNull(by, "by");
    }

    /** It names a user: it does not print. */
    @Override
    public String toString() {
        return "Ban[" + since + "]";
    }
}
