package dev.latchkey.functions.queue;

import dev.latchkey.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The event that Lambda makes of messages of SQS, and the answer that says which of them are to come again. Read by ourselves:
 * the typed classes cost a cold start 400 ms.
 */
public final class SqsEvent {
    private static final String QUEUE = "eventSourceARN";

    private SqsEvent() {}

    /** @throws IllegalArgumentException when it is another kind of event */
    static List<ReceivedMessage> read(String event) {
        List<ReceivedMessage> messages = new ArrayList<>();
        if (!(Json.readObject(event).get("Records") instanceof List<?> records)) {
            throw new IllegalArgumentException("an event of SQS has Records");
        }
        for (Object record : records) {
            Map<?, ?> members = members(record);
            Map<?, ?> attributes = members(members.get("attributes"));
            messages.add(new ReceivedMessage(
                    text(members, "messageId"),
                    text(members, "body"),
                    attributes.get("SenderId") instanceof String sender ? sender : "",
                    members.get(QUEUE) instanceof String queue ? queue : "",
                    Integer.parseInt(text(attributes, "ApproximateReceiveCount"))));
        }
        return messages;
    }

    /** What {@link #read} reads: for a place that has no SQS of its own. */
    public static String write(List<ReceivedMessage> messages) {
        List<Object> records = new ArrayList<>();
        for (ReceivedMessage message : messages) {
            Map<String, Object> attributes = new LinkedHashMap<>();
            attributes.put("ApproximateReceiveCount", Integer.toString(message.receipts()));
            attributes.put("SenderId", message.sender());
            Map<String, Object> record = new LinkedHashMap<>();
            record.put("messageId", message.id());
            record.put("body", message.text());
            record.put("attributes", attributes);
            record.put("eventSource", "aws:sqs");
            record.put(QUEUE, message.queue());
            records.add(record);
        }
        return Json.write(Map.of("Records", records));
    }

    /** Lambda's partial batch response: SQS deletes all messages but these. */
    static String answer(List<String> failed) {
        return Json.write(Map.of(
                "batchItemFailures",
                failed.stream().map(id -> Map.of("itemIdentifier", id)).toList()));
    }

    /** The messages that an answer says are to come again. */
    public static List<String> failed(String answer) {
        List<String> failed = new ArrayList<>();
        if (Json.readObject(answer).get("batchItemFailures") instanceof List<?> failures) {
            failures.forEach(failure -> failed.add(text(members(failure), "itemIdentifier")));
        }
        return failed;
    }

    private static Map<?, ?> members(@Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            return members;
        }
        throw new IllegalArgumentException("an event of SQS is made of objects");
    }

    private static String text(Map<?, ?> members, String name) {
        if (members.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("a message of SQS has a text " + name);
    }
}
