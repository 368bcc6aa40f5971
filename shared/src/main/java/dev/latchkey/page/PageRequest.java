package dev.latchkey.page;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a longer list is wanted.
 *
 * @param limit how many entries at most, at least 1
 * @param after where the page before ended; null for the first page
 * @param <P> what a place in the list is told by: mostly a text, as {@link Page#next} has it
 */
public record PageRequest<P>(int limit, @Nullable P after) {
    /** The first page. */
    public static <P> PageRequest<P> first(int limit) {
        return new PageRequest<>(limit, null);
    }

    /** The page that starts right after that place. */
    public static <P> PageRequest<P> after(int limit, P place) {
        return new PageRequest<>(limit, Objects.requireNonNull(place, "place"));
    }

    /** From the same place on, up to another number of entries. */
    public PageRequest<P> upTo(int entries) {
        return new PageRequest<>(entries, after);
    }

    /** The same page, its place told by something else. */
    public <Q> PageRequest<Q> map(Function<P, Q> place) {
        return after == null ? first(limit) : after(limit, place.apply(after));
    }
}
