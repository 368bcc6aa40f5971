package dev.latchkey.functions.huddle01;

import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads lists to their end. */
final class Lists {
    private static final int AT_ONCE = 100;

    private Lists() {}

    /** A list that is too long for a call ends at the call's deadline, with the refusal that this is. */
    static <E> void each(Function<PageRequest<String>, Page<E>> list, Consumer<E> visit) {
        PageRequest<String> wanted = PageRequest.first(AT_ONCE);
        while (true) {
            Page<E> page = list.apply(wanted);
            page.entries().forEach(visit);
            String next = page.next();
            if (next == null) {
                return;
            }
            wanted = PageRequest.after(AT_ONCE, next);
        }
    }
}
