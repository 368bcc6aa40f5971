package dev.latchkey.functions.http;

import dev.latchkey.apikey.ApiKeySecret;
import dev.latchkey.json.Json;
import dev.latchkey.json.JsonException;
import dev.latchkey.json.JsonText;
import dev.latchkey.problem.FieldError;
import dev.latchkey.problem.RefusedException;
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
    private final List<FieldError> errors;
    private final Set<String> asked = new HashSet<>();
    private final List<Body> parts = new ArrayList<>();

    private Body(String prefix, Map<String, Object> members, List<FieldError> errors) {
        this.prefix = prefix;
        this.members = members;
        this.errors = errors;
    }

    /** The object in the request's body; an empty one when there is no body. Fails only when {@link #finish} is called. */
    public static Body of(Request request) {
        return of(request.content());
    }

    /** The object in the text; an empty one when the text is blank. */
    public static Body of(String content) {
        List<FieldError> errors = new ArrayList<>();
        if (content.isBlank()) {
            return new Body("", Map.of(), errors);
        }
        if (ApiKeySecret.isIn(content)) {
            // No field is for a key, and most are kept: a mistake must not spread it.
            errors.add(new FieldError("body", "holds an API key, which belongs into the header x-api-key alone"));
            return new Body("", Map.of(), errors);
        }
        try {
            return new Body("", Json.readObject(content), errors);
        } catch (JsonException e) {
            errors.add(new FieldError("body", String.valueOf(e.getMessage())));
            return new Body("", Map.of(), errors);
        }
    }

    public boolean has(String field) {
        asked.add(field);
        return members.containsKey(field);
    }

    public boolean bool(String field, boolean absent) {
        return value(field, Boolean.class, "must be true or false").orElse(absent);
    }

    /** A text of 1 to {@code longest} characters without control characters. */
    public Optional<String> text(String field, int longest) {
        return value(field, String.class, "must be a text").filter(text -> {
            if (text.isEmpty() || text.codePointCount(0, text.length()) > longest) {
                return refuse(field, "must be 1 to " + longest + " characters");
            }
            return isSeen(text) || refuse(field, "must not hold control characters");
        });
    }

    /** Any text of up to {@code longest} characters. */
    public Optional<String> freeText(String field, int longest) {
        return value(field, String.class, "must be a text")
                .filter(text -> text.codePointCount(0, text.length()) <= longest
                        || refuse(field, "must be at most " + longest + " characters"));
    }

    /** Control characters and bidirectional overrides make one name look like another. */
    public static boolean isSeen(String text) {
        // No character that is looked for has a surrogate in it.
        for (int i = 0; i < text.length(); i++) {
            if (isUnseen(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUnseen(int c) {
        int type = Character.getType(c);
        boolean breaksLine = type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
        boolean overridesDirection = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        return type == Character.CONTROL || breaksLine || overridesDirection;
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
        return value(field, Long.class, "must be a whole number")
                .filter(number ->
                        (number >= least && number <= most) || refuse(field, "must be " + least + " to " + most))
                .orElse(absent);
    }

    /** A Unix time in seconds, 0 or absent for none. */
    public long unixSec(String field) {
        return value(field, Long.class, "must be a Unix time in whole seconds")
                .filter(number -> {
                    if (number > LATEST_UNIX_SEC) {
                        return refuse(field, "is in seconds, not milliseconds");
                    }
                    return number >= 0 || refuse(field, "must not be negative");
                })
                .orElse(0L);
    }

    /** An absolute http or https URL. */
    public Optional<String> url(String field) {
        return url(field, List.of("https", "http"));
    }

    /** An absolute rtmp or rtmps URL. */
    public Optional<String> streamUrl(String field) {
        return url(field, List.of("rtmps", "rtmp"));
    }

    private Optional<String> url(String field, List<String> schemes) {
        String expected = "must be an absolute URL with " + String.join(" or ", schemes);
        return value(field, String.class, expected).filter(text -> isUrl(text, schemes) || refuse(field, expected));
    }

    private static boolean isUrl(String text, List<String> schemes) {
        try {
            URI uri = new URI(text);
            return uri.getScheme() != null
                    && schemes.contains(uri.getScheme())
                    && uri.getHost() != null
                    && text.length() <= LONGEST_URL;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Any JSON of up to {@code mostBytes} bytes. */
    public Optional<JsonText> json(String field, int mostBytes) {
        asked.add(field);
        if (members.get(field) == null) {
            return Optional.empty();
        }
        JsonText json = JsonText.of(members.get(field));
        if (json.bytes() > mostBytes) {
            refuse(field, "must be at most " + mostBytes + " bytes of JSON");
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
        String path = prefix + field;
        for (FieldError error : errors) {
            if (error.field().equals(path)) {
                return false;
            }
        }
        errors.add(new FieldError(path, message));
        return false;
    }

    public void refuse(FieldError error) {
        refuse(error.field(), error.message());
    }

    /** Throws when any field was bad, or was never asked for. To be called once everything is read. */
    public void finish() {
        refuseUnasked();
        if (!errors.isEmpty()) {
            throw RefusedException.malformed(errors);
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
