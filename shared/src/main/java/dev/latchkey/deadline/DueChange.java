package dev.latchkey.deadline;

import org.jspecify.annotations.Nullable;

/**
 * What one change of what is kept did to what is due.
 *
 * @param over what was due and is no longer; null for nothing
 * @param begun what is due from now on; null for nothing
 */
public record DueChange(@Nullable Due over, @Nullable Due begun) {}
