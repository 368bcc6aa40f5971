package dev.latchkey.deadline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one change of what is kept did to what is due.
 *
 * @param over what was due and is no longer; null for nothing
 * @param begun what is due from now on
 */
public record DueChange(@Nullable Due over, List<Due> begun) {
    public DueChange {
        begun = List.copyOf(begun);
    }
}
