package dev.latchkey.local.event;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;

/** A record of the table's stream as Lambda hands it to a function. */
final class StreamRecordJson {
    private StreamRecordJson() {}

    static Map<String, Object> of(Record record) {
        StreamRecord change = record.dynamodb();
        Map<String, Object> told = new LinkedHashMap<>();
        told.put(
                "ApproximateCreationDateTime",
                change.approximateCreationDateTime().getEpochSecond());
        told.put("Keys", image(change.keys()));
        if (change.hasNewImage()) {
            told.put("NewImage", image(change.newImage()));
        }
        if (change.hasOldImage()) {
            told.put("OldImage", image(change.oldImage()));
        }
        told.put("SequenceNumber", change.sequenceNumber());
        told.put("SizeBytes", change.sizeBytes());
        told.put("StreamViewType", change.streamViewTypeAsString());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("eventID", record.eventID());
        json.put("eventName", record.eventNameAsString());
        json.put("eventVersion", record.eventVersion());
        json.put("eventSource", record.eventSource());
        json.put("awsRegion", record.awsRegion());
        json.put("dynamodb", told);
        return json;
    }

    private static Map<String, Object> image(Map<String, AttributeValue> item) {
        Map<String, Object> image = new LinkedHashMap<>();
        item.forEach((name, value) -> image.put(name, attribute(value)));
        return image;
    }

    /** The kinds that our items have, and those that a map or a list of them can hold. */
    private static Map<String, Object> attribute(AttributeValue value) {
        return switch (value.type()) {
            case S -> Map.of("S", value.s());
            case N -> Map.of("N", value.n());
            case BOOL -> Map.of("BOOL", value.bool());
            case B -> Map.of("B", Base64.getEncoder().encodeToString(value.b().asByteArray()));
            case SS -> Map.of("SS", value.ss());
            case NS -> Map.of("NS", value.ns());
            case M -> Map.of("M", image(value.m()));
            case L -> Map.of("L", list(value.l()));
            case NUL -> Map.of("NULL", true);
            default -> throw new IllegalArgumentException("no item has an attribute of type " + value.type());
        };
    }

    private static List<Map<String, Object>> list(List<AttributeValue> values) {
        return values.stream().map(StreamRecordJson::attribute).toList();
    }
}
