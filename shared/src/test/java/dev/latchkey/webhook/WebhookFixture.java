package dev.latchkey.webhook;

import dev.latchkey.app.AppName;
import dev.latchkey.event.Event;
import dev.latchkey.event.EventType;
import dev.latchkey.page.PageRequest;
import dev.latchkey.room.RoomName;
import dev.latchkey.signing.MovingClock;
import dev.latchkey.testing.FakeOutbound;
import dev.latchkey.testing.memory.InMemoryDeliveryStore;
import dev.latchkey.testing.memory.InMemoryHealthStore;
import dev.latchkey.testing.memory.InMemoryQueue;
import dev.latchkey.testing.memory.InMemoryWebhookStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Webhooks from event to call, over stores in memory, with one endpoint. */
final class WebhookFixture {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final AppName APP = new AppName("dev");
    static final RoomName ROOM = new RoomName("team-sync");
    static final String ROOM_ID = "0123456789abcdef01234567";

    static final EndpointHealth.SwitchedOff GONE = new EndpointHealth.SwitchedOff(EndpointHealth.Off.GONE, NOON, "");

    final MovingClock clock = new MovingClock(NOON);
    final InMemoryQueue queue = new InMemoryQueue(clock);
    final InMemoryWebhookStore endpoints = new InMemoryWebhookStore();
    final InMemoryHealthStore health = new InMemoryHealthStore();
    final InMemoryDeliveryStore deliveries = new InMemoryDeliveryStore();
    final FakeOutbound outbound = new FakeOutbound();
    final List<Delivery> logged = new ArrayList<>();
    final Map<RoomWebhook, String> roomFields = new HashMap<>();

    final EventDispatch dispatch = new EventDispatch(
            endpoints,
            health,
            (app, room, roomId, field) -> app.equals(APP) && room.equals(ROOM) && roomId.equals(ROOM_ID)
                    ? Optional.ofNullable(roomFields.get(field))
                    : Optional.empty(),
            deliveries,
            queue,
            clock);
    final DeliveryService service = new DeliveryService(
            endpoints,
            health,
            deliveries,
            outbound,
            new WebhookSigner(() -> "the master key of all, not to be guessed"),
            queue,
            logged::add,
            clock);
    final WebhookReplay replay = new WebhookReplay(deliveries, queue, clock);

    WebhookFixture() {
        endpoints.put(endpoint("wh_1", Set.of(), Set.of()));
    }

    static WebhookEndpoint endpoint(String id, Set<EventType> types, Set<RoomName> rooms) {
        return new WebhookEndpoint(
                APP,
                id,
                "https://example.com/" + id,
                types,
                rooms,
                "",
                WebhookSignature.STANDARD,
                true,
                NOON,
                1,
                Instant.EPOCH,
                1);
    }

    /** An event of that number, which happens now. */
    Event event(int number) {
        return event(number, EventType.PEER_JOINED, ROOM);
    }

    Event event(int number, EventType type, RoomName room) {
        return new Event(
                String.format("evt_%026d", number),
                type,
                clock.instant(),
                APP,
                room,
                ROOM_ID,
                String.format("%020d", number),
                Map.of("name", "Ada"));
    }

    void happens(int number) {
        dispatch.take(event(number));
    }

    void runFor(Duration duration) {
        queue.runFor(duration, service::take);
    }

    List<Delivery> all() {
        return all("wh_1");
    }

    List<Delivery> all(String endpoint) {
        return deliveries.list(APP, endpoint, PageRequest.first(1000)).entries();
    }

    Delivery only() {
        return all().get(0);
    }

    EndpointHealth healthNow() {
        return health.find(APP, "wh_1");
    }
}
