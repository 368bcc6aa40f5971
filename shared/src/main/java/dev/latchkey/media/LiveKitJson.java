package dev.latchkey.media;

import dev.latchkey.app.Companion;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads LiveKit's JSON, which spells names as {@code can_publish} in answers and as {@code canPublish} in webhooks. */
final class LiveKitJson {
    private LiveKitJson() {}

    static Participant participant(Map<?, ?> json) {
        return new Participant(
                text(json, "identity"),
                text(json, "sid"),
                Companion.parse(text(json, "kind").toLowerCase(Locale.ROOT)).orElse(null),
                text(object(json, "attributes"), LiveKit.ROOM_NAME),
                LiveKitGrants.read(object(json, "permission")).names());
    }

    static Map<?, ?> object(Map<?, ?> json, String name) {
        return member(json, name) instanceof Map<?, ?> object ? object : Map.of();
    }

    static String text(Map<?, ?> json, String name) {
        return member(json, name) instanceof String text ? text : "";
    }

    /** @param name in snake case */
    static @Nullable Object member(Map<?, ?> json, String name) {
        Object value = json.get(name);
        return value == null ? json.get(camelCase(name)) : value;
    }

    private static String camelCase(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("_")) {
            camel.append(camel.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return camel.toString();
    }
}
