package dev.latchkey.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.latchkey.text.PlainText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain maps, lists, strings, booleans, longs, doubles and null, strictly read (RFC 8259): no duplicate members, no
 * text after the value, at most {@value #MAX_DEPTH} levels. Streaming only: databind would cost every function a quarter of a
 * second at its cold start.
 */
public final class Json {
    static final int MAX_DEPTH = 32;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(64)
                    .build())
            // Otherwise the names that strangers send would be kept in a table that outlives their requests.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private Json() {}

    public static JsonFactory factory() {
        return FACTORY;
    }

    /** @throws JsonException when the text is anything but one JSON value */
    public static @Nullable Object read(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new JsonException("is empty");
            }
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new JsonException("goes on after its end");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws JsonException when the text is anything but one JSON object */
    @SuppressWarnings("unchecked") // value() makes maps of nothing else
    public static Map<String, Object> readObject(String text) {
        if (read(text) instanceof Map<?, ?> members) {
            return (Map<String, Object>) members;
        }
        throw new JsonException("is not a JSON object");
    }

    /** The value whose first token is the parser's current one; afterwards the parser is at its last. */
    public static @Nullable Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        switch (token) {
            case START_OBJECT:
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = wellFormed(parser.currentName());
                    parser.nextToken();
                    members.put(name, value(parser));
                }
                return members;
            case START_ARRAY:
                List<@Nullable Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(parser));
                }
                return elements;
            case VALUE_STRING:
                return wellFormed(parser.getText());
            case VALUE_NUMBER_INT:
                return integer(parser);
            case VALUE_NUMBER_FLOAT:
                return finite(parser);
            case VALUE_TRUE:
                return true;
            case VALUE_FALSE:
                return false;
            case VALUE_NULL:
                return null;
            default:
                throw new JsonException("is not JSON");
        }
    }

    /** An escape such as {@code "\\ud800"} alone is legal JSON but no Unicode text: it could be neither stored nor signed. */
    private static String wellFormed(String text) {
        if (!PlainText.isWellFormed(text)) {
            throw new JsonException("has an unpaired surrogate");
        }
        return text;
    }

    private static Object integer(JsonParser parser) throws IOException {
        // Not one conditional expression: it would turn the long into a double.
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            return finite(parser);
        }
        return parser.getLongValue();
    }

    private static Double finite(JsonParser parser) throws IOException {
        double value = parser.getDoubleValue();
        if (Double.isInfinite(value)) {
            throw new JsonException("has a number out of range");
        }
        return value;
    }

    /** Writes what {@link #read} makes, and {@link JsonText} as it stands. */
    public static String write(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            write(generator, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator generator, @Nullable Object value) throws IOException {
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof String text) {
            generator.writeString(text);
        } else if (value instanceof Boolean truth) {
            generator.writeBoolean(truth);
        } else if (value instanceof Double number && Double.isFinite(number)) {
            generator.writeNumber(number);
        } else if (value instanceof Long || value instanceof Integer) {
            generator.writeNumber(((Number) value).longValue());
        } else if (value instanceof JsonText json) {
            generator.writeRawValue(json.compact());
        } else if (value instanceof Map<?, ?> members) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> member : members.entrySet()) {
                generator.writeFieldName((String) member.getKey());
                write(generator, member.getValue());
            }
            generator.writeEndObject();
        } else if (value instanceof Iterable<?> elements) {
            generator.writeStartArray();
            for (Object element : elements) {
                write(generator, element);
            }
            generator.writeEndArray();
        } else {
            throw new IllegalArgumentException(
                    "not a JSON value: " + value.getClass().getName());
        }
    }

    private static JsonException malformed(JsonProcessingException e) {
        if (e instanceof StreamConstraintsException) {
            // It knows no place.
            return new JsonException("is nested too deeply, or holds a number or a text that is too long");
        }
        // Jackson's own message quotes the text, which may hold a token or a name.
        JsonLocation place = e.getLocation();
        if (place == null) {
            // Jackson gives no place for what is well-formed but deeper or longer than this reader goes.
            return new JsonException("is not JSON that this service reads: too deep, or a number too long");
        }
        return new JsonException("is not JSON (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")");
    }
}
