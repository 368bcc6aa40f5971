package dev.latchkey.functions.body;

import dev.latchkey.apikey.ApiKeySecret;
import dev.latchkey.json.Json;
import dev.latchkey.json.JsonException;
import dev.latchkey.json.JsonText;
import dev.latchkey.problem.FieldError;
import dev.latchkey.problem.FieldErrors;
import dev.latchkey.text.PlainText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads a JSON object field by field and gathers every error, so that a caller hears of all bad fields at once. A field that
 * nobody asked for is an error too: a misspelt {@code expireUnixSec} must not make an eternal token.
 *
 * <p>Each reader answers an absent field with its default. After an error the value read is of no meaning; {@link #finish}
 * throws before anybody can use it.
 */
public final class Body {
    /** Last second of the year 9999. What is above it was meant as milliseconds. */
    private static final long LATEST_UNIX_SEC = 253_402_300_799L;

    private static final int LONGEST_URL = 2048;

    private final String prefix;
    private final Map<String, Object> members;
    private final FieldErrors errors;
    private final Set<String> asked = new HashSet<>();
    private final List<Body> parts = new ArrayList<>();

    private Body(String prefix, Map<String, Object> members, FieldErrors errors) {
        this.prefix = prefix;
        this.members = members;
        this.errors = errors;
    }

    /** The object in the text; an empty one when the text is blank. Fails only when {@link #finish} is called. */
    public static Body of(String content) {
        FieldErrors errors = new FieldErrors();
        if (content.isBlank()) {
            return new Body("", Map.of(), errors);
        }
        if (ApiKeySecret.isIn(content)) {
            // No field is for a key, and most are kept: a mistake must not spread it.
            errors.add("body", "holds an API key, which belongs into the header x-api-key alone");
            return new Body("", Map.of(), errors);
        }
        try {
            return new Body("", Json.readObject(content), errors);
        } catch (JsonException e) {
            errors.add("body", String.valueOf(e.getMessage()));
            return new Body("", Map.of(), errors);
        }
    }

    public boolean has(String field) {
        asked.add(field);
        return members.containsKey(field);
    }

    /** Whether the field was sent as null, which takes away what there is. */
    public boolean isCleared(String field) {
        return has(field) && members.get(field) == null;
    }

    /** The same, or as the empty text. */
    public boolean isEmptied(String field) {
        return isCleared(field) || "".equals(members.get(field));
    }

    public boolean bool(String field, boolean absent) {
        return value(field, Boolean.class, "must be true or false").orElse(absent);
    }

    /** A text that people read, trimmed: 1 to {@code longest} characters, of which {@link PlainText} has nothing to say. */
    public Optional<String> text(String field, int longest) {
        return value(field, String.class, "must be a text").map(PlainText::trim).filter(text -> {
            if (isNoLongerThan(text, longest) && !text.isEmpty()) {
                return PlainText.flaw(text).map(flaw -> refuse(field, flaw)).orElse(true);
            }
            return refuse(field, "must be 1 to " + longest + " characters");
        });
    }

    /** The caller's own name for something, which is kept as it is: 1 to {@code longest} characters. */
    public Optional<String> id(String field, int longest) {
        return value(field, String.class, "must be a text").filter(text -> {
            if (isNoLongerThan(text, longest) && !text.isEmpty()) {
                return PlainText.isClean(text) || refuse(field, "must not hold control characters");
            }
            return refuse(field, "must be 1 to " + longest + " characters");
        });
    }

    private static boolean isNoLongerThan(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest;
    }

    /** Any text of up to {@code longest} characters. */
    public Optional<String> freeText(String field, int longest) {
        return value(field, String.class, "must be a text")
                .filter(text ->
                        isNoLongerThan(text, longest) || refuse(field, "must be at most " + longest + " characters"));
    }

    /** A text that {@code parser} understands. */
    public <T> Optional<T> parsed(String field, Function<String, Optional<T>> parser, String expected) {
        Optional<String> text = value(field, String.class, expected);
        Optional<T> parsed = text.flatMap(parser);
        if (text.isPresent() && parsed.isEmpty()) {
            refuse(field, expected);
        }
        return parsed;
    }

    public long number(String field, long least, long most, long absent) {
        return whole(field, "must be a whole number")
                .filter(number ->
                        (number >= least && number <= most) || refuse(field, "must be " + least + " to " + most))
                .orElse(absent);
    }

    /** A Unix time in seconds, 0 or absent for none. */
    public long unixSec(String field) {
        return whole(field, "must be a Unix time in whole seconds")
                .filter(number -> {
                    if (number > LATEST_UNIX_SEC) {
                        return refuse(field, "is in seconds, not milliseconds");
                    }
                    return number >= 0 || refuse(field, "must not be negative");
                })
                .orElse(0L);
    }

    /** The same of a setting that can be taken away: null is none, too. */
    public long clearableUnixSec(String field) {
        return isCleared(field) ? 0 : unixSec(field);
    }

    /** A limit from 1 to {@code most} that can be taken away, by 0 or null. */
    public long clearableLimit(String field, long most, long absent) {
        return isCleared(field) ? 0 : number(field, 0, most, absent);
    }

    /** An absolute rtmp or rtmps URL. */
    public Optional<String> streamUrl(String field) {
        String expected = "must be an absolute URL with rtmps or rtmp";
        return value(field, String.class, expected).filter(text -> isStreamUrl(text) || refuse(field, expected));
    }

    private static boolean isStreamUrl(String text) {
        try {
            URI uri = new URI(text);
            return uri.getScheme() != null
                    && List.of("rtmps", "rtmp").contains(uri.getScheme())
                    && uri.getHost() != null
                    && text.length() <= LONGEST_URL;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Any JSON of up to {@code mostBytes} bytes and {@link JsonText#MOST_LEVELS} levels; null is none. */
    public Optional<JsonText> json(String field, int mostBytes) {
        asked.add(field);
        Object value = members.get(field);
        if (value == null) {
            return Optional.empty();
        }
        JsonText json = JsonText.of(value);
        if (json.bytes() > mostBytes) {
            refuse(field, "must be at most " + mostBytes + " bytes of JSON");
        }
        if (json.levels() > JsonText.MOST_LEVELS) {
            refuse(field, "must be at most " + JsonText.MOST_LEVELS + " levels deep");
        }
        return Optional.of(json);
    }

    /** The object in this field, whose errors are reported with those of this one; empty when there is none. */
    @SuppressWarnings("unchecked") // Json makes maps of nothing but objects
    public Optional<Body> object(String field) {
        return value(field, Map.class, "must be an object").map(object -> {
            Body part = new Body(prefix + field + ".", (Map<String, Object>) object, errors);
            parts.add(part);
            return part;
        });
    }

    /** The list of texts in this field; empty when there is none. */
    public List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        for (Object element : value(field, List.class, "must be a list").orElse(List.of())) {
            if (element instanceof String text) {
                texts.add(text);
            } else {
                refuse(field, "must be a list of texts");
            }
        }
        return texts;
    }

    /** The fields of this object as they came. */
    public Map<String, Object> members() {
        return new LinkedHashMap<>(members);
    }

    /**
     * Notes what a reader cannot see from one field alone. Of each field the first complaint counts: what is said of the
     * value that a bad field was read as would only mislead. Returns false, for use in a filter.
     */
    public boolean refuse(String field, String message) {
        errors.add(prefix + field, message);
        return false;
    }

    public void refuse(FieldError error) {
        refuse(error.field(), error.message());
    }

    /** Throws when any field was bad, or was never asked for. To be called once everything is read. */
    public void finish() {
        refuseUnasked();
        if (!errors.isEmpty()) {
            throw errors.toException();
        }
    }

    private void refuseUnasked() {
        for (String field : members.keySet()) {
            if (!asked.contains(field)) {
                refuse(field, "is not a field of this call");
            }
        }
        parts.forEach(Body::refuseUnasked);
    }

    /** A whole number, however it is written: 60, 60.0 and 6e1 are one (JSON Schema, RFC 8259 section 6). */
    private Optional<Long> whole(String field, String expected) {
        if (members.get(field) instanceof Double number
                && number == Math.rint(number)
                && Math.abs(number) <= LATEST_UNIX_SEC) {
            asked.add(field);
            return Optional.of(number.longValue());
        }
        return value(field, Long.class, expected);
    }

    private <T> Optional<T> value(String field, Class<T> type, String expected) {
        asked.add(field);
        if (!members.containsKey(field)) {
            return Optional.empty();
        }
        Object value = members.get(field);
        if (type.isInstance(value)) {
            return Optional.of(type.cast(value));
        }
        refuse(field, expected);
        return Optional.empty();
    }
}
