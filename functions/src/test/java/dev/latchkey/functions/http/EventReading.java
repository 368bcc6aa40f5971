package dev.latchkey.functions.http;

import java.util.Map;

/** Reads the query parameters of a list, as the handlers do. */
public final class EventReading {
    private EventReading() {}

    public static void cursorAndLimit(String text) {
        Request request =
                new Request("r", "GET", "GET /", Map.of(), Map.of("limit", text, "cursor", text), Map.of(), "", "");
        try {
            Paging.limit(request);
        } finally {
            Paging.position(request);
        }
    }
}
