package dev.latchkey.functions.http;

import java.util.List;
import java.util.Map;

/** Reads the query parameters of a list, as the handlers do. */
public final class EventReading {
    private EventReading() {}

    public static void cursorAndLimit(String text) {
        try {
            Paging.wanted(request("limit", text));
        } finally {
            Paging.wanted(request("cursor", text));
        }
    }

    private static Request request(String parameter, String text) {
        return new Request("r", "GET", "GET /", Map.of(), Map.of(parameter, text), Map.of(), "", "", List.of(), "");
    }
}
