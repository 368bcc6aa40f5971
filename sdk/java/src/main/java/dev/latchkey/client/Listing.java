package dev.latchkey.client;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A list of the service. Going through it asks for one page after the other, when it comes to them; each time from the first on. What
 * changes meanwhile may or may not be seen. Asking throws {@link LatchkeyException}.
 */
public sealed class Listing<T> implements Iterable<T> permits SizedListing {
    final HttpTransport http;
    final Call call;
    final String name;
    final Function<JsonObject, T> read;

    Listing(HttpTransport http, Call call, String name, Function<JsonObject, T> read) {
        this.http = http;
        this.call = call;
        this.name = name;
        this.read = read;
    }

    /** @param name of the member that holds the elements */
    static <T> Listing<T> of(HttpTransport http, Call call, String name, Function<JsonObject, T> read) {
        return new Listing<>(http, call, name, read);
    }

    public Page<T> firstPage() {
        return page(call);
    }

    /** @param cursor the {@link Page#nextCursor} of the page before */
    public Page<T> pageAt(String cursor) {
        return page(call.query("cursor", cursor));
    }

    private Page<T> page(Call call) {
        JsonObject json = http.send(call);
        return new Page<>(
                json.list(name, read), json.optional("nextCursor", json::text).orElse(null));
    }

    @Override
    public Iterator<T> iterator() {
        return new Elements();
    }

    public Stream<T> stream() {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    private final class Elements implements Iterator<T> {
        private Page<T> page = new Page<>(List.of(), "");
        private boolean begun;
        private int position;

        @Override
        public boolean hasNext() {
            // A page may be empty with others behind it.
            while (position == page.items().size()) {
                String cursor = page.nextCursor();
                if (cursor == null) {
                    return false;
                }
                page = begun ? pageAt(cursor) : firstPage();
                begun = true;
                position = 0;
            }
            return true;
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return page.items().get(position++);
        }
    }
}
