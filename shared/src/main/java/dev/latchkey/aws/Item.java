package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The attributes of one table item, written and read by kind. "None" and "never" ({@link Instant#EPOCH}, {@link Instant#MAX},
 * an empty text) are absent attributes, which cost nothing.
 */
final class Item {
    private final Map<String, AttributeValue> attributes;

    Item(Map<String, AttributeValue> attributes) {
        this.attributes = attributes;
    }

    /** An item that holds its key and nothing else yet. */
    static Item at(Key key) {
        return new Item(new HashMap<>(key.attributes()));
    }

    Map<String, AttributeValue> attributes() {
        return attributes;
    }

    Item put(String name, String value) {
        if (!value.isEmpty()) {
            attributes.put(name, fromS(value));
        }
        return this;
    }

    Item put(String name, long value) {
        attributes.put(name, fromN(Long.toString(value)));
        return this;
    }

    Item put(String name, boolean value) {
        if (value) {
            attributes.put(name, fromBool(true));
        }
        return this;
    }

    /** Also when it is false, where that is not the same as nothing. */
    Item putEither(String name, boolean value) {
        attributes.put(name, fromBool(value));
        return this;
    }

    /** To the millisecond. */
    Item put(String name, Instant value) {
        return value.equals(Instant.EPOCH) || value.equals(Instant.MAX) ? this : put(name, value.toEpochMilli());
    }

    Item expireAt(Instant value) {
        return put(Attr.TTL, value.getEpochSecond());
    }

    boolean has(String name) {
        return attributes.containsKey(name);
    }

    String text(String name) {
        AttributeValue value = attributes.get(name);
        return value == null ? "" : value.s();
    }

    Optional<String> optionalText(String name) {
        return Optional.ofNullable(attributes.get(name)).map(AttributeValue::s);
    }

    /** The members of a set of texts; none when it is absent. */
    Set<String> texts(String name) {
        AttributeValue value = attributes.get(name);
        return value == null ? Set.of() : Set.copyOf(value.ss());
    }

    long number(String name) {
        AttributeValue value = attributes.get(name);
        return value == null ? 0 : Long.parseLong(value.n());
    }

    boolean isTrue(String name) {
        AttributeValue value = attributes.get(name);
        return value != null && value.bool();
    }

    Instant instant(String name, Instant absent) {
        return has(name) ? Instant.ofEpochMilli(number(name)) : absent;
    }
}
