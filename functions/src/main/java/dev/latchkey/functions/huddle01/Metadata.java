package dev.latchkey.functions.huddle01;

import dev.latchkey.functions.body.Body;
import dev.latchkey.json.Json;
import dev.latchkey.json.JsonException;
import dev.latchkey.json.JsonText;

/** Metadata of rooms and peers, which Huddle01's clients send as JSON in a text, and its documentation as JSON. */
final class Metadata {
    private static final String FIELD = "metadata";

    private Metadata() {}

    /** What a text says that is JSON; any other text, and any other JSON, is what it is. {@link JsonText#NULL} for none. */
    static JsonText read(Body body, int mostBytes) {
        JsonText sent = body.json(FIELD, mostBytes).orElse(JsonText.NULL);
        JsonText said = sent.value() instanceof String text ? said(text) : sent;
        if (said.levels() > JsonText.MOST_LEVELS) {
            body.refuse(FIELD, "must be at most " + JsonText.MOST_LEVELS + " levels deep");
        }
        return said;
    }

    private static JsonText said(String text) {
        try {
            Object value = Json.read(text);
            return value == null ? JsonText.NULL : JsonText.of(value);
        } catch (JsonException e) {
            return JsonText.of(text);
        }
    }
}
