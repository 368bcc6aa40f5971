package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;

import dev.latchkey.json.Json;
import dev.latchkey.text.Sha256;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One change of one item, as the table's stream tells it: once at least, in order for each item and each partition.
 *
 * @param streamSequence names it to the stream, and orders the changes of a partition: digits
 * @param at when it was committed, to the second where DynamoDB says it
 * @param before the item as it was; null when it is new
 * @param after the item as it is; null when it is gone
 */
record TableChange(
        Key key,
        String streamSequence,
        Instant at,
        @Nullable Item before,
        @Nullable Item after) {
    private static final int DIGITS = 40;

    private static final int ID_DIGITS = 26; // 104 bits of a digest

    private static final String KEY = "changedKey";
    private static final String SEQUENCE = "changeSequence";
    private static final String AT = "changedAt";
    private static final String BEFORE = "before";
    private static final String AFTER = "after";

    /**
     * Reads a record of a stream event, as Lambda hands it over.
     *
     * @throws IllegalArgumentException when it is none
     */
    static TableChange ofStreamRecord(Map<String, Object> record) {
        Map<?, ?> change = object(record, "dynamodb");
        return new TableChange(
                Table.key(attributes(object(change, "Keys"))),
                text(change, "SequenceNumber"),
                second(change.get("ApproximateCreationDateTime")),
                image(change, "OldImage"),
                image(change, "NewImage"));
    }

    /** What is written down of it to be told later: everything. */
    Item write(Key at) {
        Map<String, AttributeValue> attributes = new HashMap<>(at.attributes());
        attributes.put(KEY, fromM(key.attributes()));
        if (before != null) {
            attributes.put(BEFORE, fromM(before.attributes()));
        }
        if (after != null) {
            attributes.put(AFTER, fromM(after.attributes()));
        }
        return new Item(attributes).put(SEQUENCE, streamSequence).put(AT, this.at.toEpochMilli());
    }

    static TableChange read(Item item) {
        Map<String, AttributeValue> all = item.attributes();
        return new TableChange(
                Table.key(Objects.requireNonNull(all.get(KEY)).m()),
                item.text(SEQUENCE),
                item.instant(AT, Instant.EPOCH),
                image(all.get(BEFORE)),
                image(all.get(AFTER)));
    }

    private static @Nullable Item image(@Nullable AttributeValue kept) {
        return kept == null ? null : new Item(kept.m());
    }

    /** The same, of one length for all, so that as text it orders as numbers do. */
    String sequence() {
        return "0".repeat(Math.max(0, DIGITS - streamSequence.length())) + streamSequence;
    }

    /** The partition it happened in. */
    String partition() {
        return key.pk();
    }

    /** Its images as one JSON text, without the kinds of the attributes. */
    String text() {
        return Json.write(Map.of("before", texts(before), "after", texts(after)));
    }

    private static Map<String, Object> texts(@Nullable Item image) {
        Map<String, Object> texts = new LinkedHashMap<>();
        if (image != null) {
            image.attributes().forEach((name, value) -> {
                String text = value.s() == null ? value.n() : value.s();
                if (text != null) {
                    texts.put(name, text);
                }
            });
        }
        return texts;
    }

    /** The id of what is told of it: the same however often that is. */
    String eventId(String type) {
        return "evt_"
                + Sha256.hex(key.pk() + "\n" + key.sk() + "\n" + streamSequence + "\n" + type)
                        .substring(0, ID_DIGITS);
    }

    private static Instant second(@Nullable Object value) {
        if (value instanceof Number seconds) {
            return Instant.ofEpochMilli(Math.round(seconds.doubleValue() * 1000));
        }
        throw new IllegalArgumentException("a change has a time");
    }

    private static @Nullable Item image(Map<?, ?> change, String name) {
        return change.containsKey(name) ? new Item(attributes(object(change, name))) : null;
    }

    private static Map<String, AttributeValue> attributes(Map<?, ?> image) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        image.forEach((name, value) -> attributes.put((String) name, attribute(value)));
        return attributes;
    }

    private static AttributeValue attribute(@Nullable Object value) {
        if (value instanceof Map<?, ?> one && one.size() == 1) {
            Map.Entry<?, ?> entry = one.entrySet().iterator().next();
            return attribute((String) entry.getKey(), Objects.requireNonNull(entry.getValue()));
        }
        throw new IllegalArgumentException("an attribute has one kind");
    }

    private static AttributeValue attribute(String kind, Object value) {
        return switch (kind) {
            case "S" -> AttributeValue.fromS((String) value);
            case "N" -> AttributeValue.fromN((String) value);
            case "BOOL" -> AttributeValue.fromBool((Boolean) value);
            case "B" -> AttributeValue.fromB(bytes((String) value));
            case "SS" -> AttributeValue.fromSs(texts(value));
            case "NS" -> AttributeValue.fromNs(texts(value));
            case "BS" ->
                AttributeValue.fromBs(
                        texts(value).stream().map(TableChange::bytes).toList());
            case "M" -> AttributeValue.fromM(attributes((Map<?, ?>) value));
            case "L" ->
                AttributeValue.fromL(
                        ((List<?>) value).stream().map(TableChange::attribute).toList());
            case "NULL" -> AttributeValue.fromNul(true);
            default -> throw new IllegalArgumentException("an attribute is of no known kind");
        };
    }

    private static SdkBytes bytes(String base64) {
        return SdkBytes.fromByteArray(Base64.getDecoder().decode(base64));
    }

    private static List<String> texts(Object values) {
        return ((List<?>) values).stream().map(String.class::cast).toList();
    }

    private static Map<?, ?> object(Map<?, ?> members, String name) {
        if (members.get(name) instanceof Map<?, ?> object) {
            return object;
        }
        throw new IllegalArgumentException("a stream record has a " + name);
    }

    private static String text(Map<?, ?> members, String name) {
        if (members.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("a stream record has a " + name);
    }

    /** It carries names: it does not print. */
    @Override
    public String toString() {
        return "TableChange[" + streamSequence + "]";
    }
}
