package dev.latchkey.client;

import java.util.function.Function;

/** A list whose pages are as long as one says; of others the service chooses it. */
public final class SizedListing<T> extends Listing<T> {
    private SizedListing(HttpTransport http, Call call, String name, Function<JsonObject, T> read) {
        super(http, call, name, read);
    }

    /** @param name of the member that holds the elements */
    static <T> SizedListing<T> of(HttpTransport http, Call call, String name, Function<JsonObject, T> read) {
        return new SizedListing<>(http, call, name, read);
    }

    /** With at most so many on a page, from 1 to 100; 25 without it. */
    public SizedListing<T> pageSize(int most) {
        return new SizedListing<>(http, call.query("limit", most), name, read);
    }
}
