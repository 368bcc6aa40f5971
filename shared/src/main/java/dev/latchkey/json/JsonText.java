package dev.latchkey.json;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One JSON value of any type, kept as its compact text: what a caller attaches and Latchkey only passes on. */
public record JsonText(String compact) {
    public static JsonText of(@Nullable Object value) {
        return new JsonText(Json.write(value));
    }

    /** The size that limits speak of: bytes of UTF-8. */
    public int bytes() {
        return compact.getBytes(StandardCharsets.UTF_8).length;
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
