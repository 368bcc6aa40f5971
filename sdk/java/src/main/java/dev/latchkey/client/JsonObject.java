package dev.latchkey.client;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Members of an answer, read as what they must be. What is not that is an answer that this version does not know; members that it
 * does not know are passed over.
 */
final class JsonObject {
    private final Map<String, @Nullable Object> members;

    private JsonObject(Map<String, @Nullable Object> members) {
        this.members = members;
    }

    static JsonObject parse(String text) {
        return of(Json.read(text).orElseThrow(() -> LatchkeyException.unknown("the answer")), "the answer");
    }

    @SuppressWarnings("unchecked") // Json makes maps of nothing else
    private static JsonObject of(@Nullable Object value, String name) {
        if (value instanceof Map<?, ?> members) {
            return new JsonObject((Map<String, @Nullable Object>) members);
        }
        throw LatchkeyException.unknown(name);
    }

    Map<String, @Nullable Object> members() {
        return members;
    }

    /** Any JSON. */
    @Nullable
    Object value(String name) {
        return members.get(name);
    }

    /** Whether it is there, and not null. */
    boolean has(String name) {
        return members.get(name) != null;
    }

    JsonObject object(String name) {
        return of(members.get(name), name);
    }

    String text(String name) {
        return require(name, String.class);
    }

    boolean flag(String name) {
        return require(name, Boolean.class);
    }

    long number(String name) {
        return require(name, Long.class);
    }

    int integer(String name) {
        long number = number(name);
        if (number != (int) number) {
            throw LatchkeyException.unknown(name);
        }
        return (int) number;
    }

    /** Of Unix seconds. */
    Instant instant(String name) {
        try {
            return Instant.ofEpochSecond(number(name));
        } catch (DateTimeException e) {
            throw LatchkeyException.unknown(name);
        }
    }

    /** Of a text of ISO 8601, without a time. */
    LocalDate date(String name) {
        try {
            return LocalDate.parse(text(name));
        } catch (DateTimeException e) {
            throw LatchkeyException.unknown(name);
        }
    }

    /** Of a text of ISO 8601. */
    Instant timestamp(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException e) {
            throw LatchkeyException.unknown(name);
        }
    }

    /** Empty where it is null or left out. */
    <T> Optional<T> optional(String name, Function<String, T> read) {
        return has(name) ? Optional.of(read.apply(name)) : Optional.empty();
    }

    <T> List<T> list(String name, Function<JsonObject, T> read) {
        return elements(name).stream()
                .map(element -> read.apply(of(element, name)))
                .toList();
    }

    List<String> texts(String name) {
        return elements(name).stream()
                .map(element -> {
                    if (element instanceof String text) {
                        return text;
                    }
                    throw LatchkeyException.unknown(name);
                })
                .toList();
    }

    private List<?> elements(String name) {
        return require(name, List.class);
    }

    private <T> T require(String name, Class<T> type) {
        Object value = members.get(name);
        if (!type.isInstance(value)) {
            throw LatchkeyException.unknown(name);
        }
        return type.cast(value);
    }
}
