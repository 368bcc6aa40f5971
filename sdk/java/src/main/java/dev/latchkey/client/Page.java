package dev.latchkey.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param nextCursor leads to the next page; null on the last one
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {}
