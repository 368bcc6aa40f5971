package dev.latchkey.access;

import dev.latchkey.permission.Grant;
import org.jspecify.annotations.Nullable;

/**
 * What an admin has said to the wish to come in.
 *
 * @param given whether he lets the person in; false while he has not said so
 * @param as what the person is let in as; null for what its token or the room gives
 */
public record Approval(boolean given, @Nullable Grant as) {
    public static final Approval NONE = new Approval(false, null);

    /** What the person comes in as, who by itself would come in as {@code own}. */
    Grant over(Grant own) {
        return as == null ? own : as;
    }
}
