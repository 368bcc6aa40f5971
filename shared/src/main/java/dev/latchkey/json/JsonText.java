package dev.latchkey.json;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One JSON value of any type, kept as its compact text: what a caller attaches and Latchkey only passes on. */
public record JsonText(String compact) {
    /** How deep metadata may nest, so that it fits into what is around it in a token, in an item and in an answer. */
    public static final int MOST_LEVELS = Json.MAX_DEPTH - 2;

    /** JSON's own nothing. */
    public static final JsonText NULL = new JsonText("null");

    public static JsonText of(Object value) {
        return new JsonText(Json.write(value));
    }

    /** The size that limits speak of: bytes of UTF-8. */
    public int bytes() {
        return compact.getBytes(StandardCharsets.UTF_8).length;
    }

    /** How deep lists and objects lie in each other: 0 for a value that is neither, 1 for an empty list. */
    public int levels() {
        return levels(value());
    }

    private static int levels(@Nullable Object value) {
        Iterable<?> inside = value instanceof Map<?, ?> members
                ? members.values()
                : value instanceof List<?> elements ? elements : null;
        if (inside == null) {
            return 0;
        }
        int deepest = 0;
        for (Object one : inside) {
            deepest = Math.max(deepest, levels(one));
        }
        return deepest + 1;
    }

    public @Nullable Object value() {
        return Json.read(compact);
    }

    /** Metadata is the caller's and may be personal: it does not print. */
    @Override
    public String toString() {
        return "JsonText[" + bytes() + " bytes]";
    }
}
