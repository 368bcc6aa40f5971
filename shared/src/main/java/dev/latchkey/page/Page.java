package dev.latchkey.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Some of a longer list.
 *
 * @param next where the page after this one starts; null when this is the last
 */
public record Page<T>(List<T> entries, @Nullable String next) {
    public Page {
        entries = List.copyOf(entries);
    }

    /** The end of a list. */
    public static <T> Page<T> last(List<T> entries) {
        return new Page<>(entries, null);
    }

    /** The same page, of what is made of each entry. */
    public <Q> Page<Q> map(Function<T, Q> entry) {
        return new Page<>(entries.stream().map(entry).toList(), next);
    }

    /** Every entry of a list that is read so many at a time. */
    public static <T> List<T> all(int limit, Function<PageRequest<String>, Page<T>> pages) {
        List<T> all = new ArrayList<>();
        each(limit, pages, all::add);
        return all;
    }

    /** The same one by one, for a list of which nobody knows how long it is. */
    public static <T> void each(int limit, Function<PageRequest<String>, Page<T>> pages, Consumer<T> visit) {
        Page<T> page = pages.apply(PageRequest.first(limit));
        page.entries().forEach(visit);
        while (page.next() != null) {
            page = pages.apply(PageRequest.after(limit, page.next()));
            page.entries().forEach(visit);
        }
    }
}
