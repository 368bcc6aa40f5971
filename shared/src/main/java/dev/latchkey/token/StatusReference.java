package dev.latchkey.token;

import java.util.Map;
import java.util.Objects;

/**
 * Where it stands whether a token is void before its end: the claim {@code status} of a Token Status List.
 *
 * @param index the token's bit in the list
 * @param uri where the list is found
 */
public record StatusReference(int index, String uri) {
    public StatusReference {
        Objects.requireNonNull(uri, "uri");
    }

    Map<String, Object> toJson() {
        return Map.of("status_list", Map.of("idx", (long) index, "uri", uri));
    }
}
