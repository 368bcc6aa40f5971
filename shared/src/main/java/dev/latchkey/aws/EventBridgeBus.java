package dev.latchkey.aws;

import dev.latchkey.event.Event;
import dev.latchkey.event.EventBus;
import dev.latchkey.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/**
 * A bus of EventBridge. An event's source is {@value #SOURCE}, its detail-type the type, its detail the event.
 *
 * <p>EventBridge takes some events of a request and not others; those are asked again, with pauses.
 */
public final class EventBridgeBus implements EventBus {
    public static final String SOURCE = "latchkey";

    /** What an entry is reckoned at beside its detail: source, type and time. */
    private static final int OVERHEAD = 128;

    private static final Set<String> FOR_EVER = Set.of("MalformedDetail", "InvalidArgument");

    private final EventBridgeClient eventBridge;
    private final String bus;

    /** @param bus the name of the bus, or its ARN */
    public EventBridgeBus(EventBridgeClient eventBridge, String bus) {
        this.eventBridge = eventBridge;
        this.bus = bus;
    }

    @Override
    public boolean refuses(Event event) {
        return isTooLong(entry(event));
    }

    private static boolean isTooLong(Entry entry) {
        return entry.bytes() > Batches.MOST_BYTES;
    }

    @Override
    public Result publish(List<Event> events) {
        List<Event> refused = new ArrayList<>();
        List<Event> notTaken = new ArrayList<>();
        List<Entry> fitting = new ArrayList<>();
        for (Event event : events) {
            Entry entry = entry(event);
            if (isTooLong(entry)) {
                refused.add(event);
            } else {
                fitting.add(entry);
            }
        }
        Batches.of(fitting, Entry::bytes).forEach(batch -> put(batch, refused, notTaken));
        return new Result(refused, notTaken);
    }

    private Entry entry(Event event) {
        String detail = Json.write(event.toJson());
        PutEventsRequestEntry entry = PutEventsRequestEntry.builder()
                .eventBusName(bus)
                .source(SOURCE)
                .detailType(event.type().wireName())
                .detail(detail)
                .time(event.timestamp())
                .build();
        return new Entry(event, entry, detail.getBytes(StandardCharsets.UTF_8).length + OVERHEAD);
    }

    private void put(List<Entry> batch, List<Event> refused, List<Event> notTaken) {
        List<Entry> left = new ArrayList<>(batch);
        try {
            Retries.call(() -> {
                PutEventsResponse answer = eventBridge.putEvents(
                        put -> put.entries(left.stream().map(Entry::entry).toList()));
                List<Entry> later = later(left, answer.entries(), refused);
                left.clear();
                left.addAll(later);
                if (!left.isEmpty()) {
                    throw SdkClientException.create("EventBridge took a batch in part");
                }
                return answer;
            });
        } catch (SdkException e) {
            left.forEach(entry -> notTaken.add(entry.event()));
        }
    }

    /** Those that may be taken later. */
    private static List<Entry> later(List<Entry> batch, List<PutEventsResultEntry> results, List<Event> refused) {
        List<Entry> later = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            String error = results.get(i).errorCode();
            if (error != null && FOR_EVER.contains(error)) {
                refused.add(batch.get(i).event());
            } else if (error != null) {
                later.add(batch.get(i));
            }
        }
        return later;
    }

    private record Entry(Event event, PutEventsRequestEntry entry, int bytes) {}
}
