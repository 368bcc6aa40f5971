package dev.latchkey.webhook;

import dev.latchkey.event.Event;
import dev.latchkey.queue.Message;
import dev.latchkey.queue.MessageQueue;
import dev.latchkey.room.RoomName;
import dev.latchkey.text.Sha256;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out who wants an event, keeps it for each of them, and sends it on its way. */
public final class EventDispatch {
    private static final int TARGET_DIGITS = 24;

    private final WebhookStore endpoints;
    private final HealthStore health;
    private final RoomWebhooks rooms;
    private final DeliveryStore deliveries;
    private final MessageQueue queue;
    private final Clock clock;

    public EventDispatch(
            WebhookStore endpoints,
            HealthStore health,
            RoomWebhooks rooms,
            DeliveryStore deliveries,
            MessageQueue queue,
            Clock clock) {
        this.endpoints = endpoints;
        this.health = health;
        this.rooms = rooms;
        this.deliveries = deliveries;
        this.queue = queue;
        this.clock = clock;
    }

    /** May be called more than once for the same event: what is on its way already is sent on once more, and no harm is done. */
    public void take(Event event) {
        Instant now = clock.instant();
        List<Message> messages = new ArrayList<>();
        for (Delivery wanted : wanted(event, now)) {
            // Kept before it is asked whether deliveries are put off: whoever ends that reads the other way round.
            Delivery kept = deliveries.keep(wanted);
            if (kept.state() == DeliveryState.PENDING) {
                messages.add(DeliveryMessage.Attempt.of(kept, now).toMessage(now));
            }
        }
        queue.send(messages);
    }

    private List<Delivery> wanted(Event event, Instant now) {
        List<Delivery> wanted = new ArrayList<>();
        for (WebhookEndpoint endpoint : endpoints.list(event.app())) {
            if (endpoint.wants(event)
                    && !health.find(event.app(), endpoint.id()).isOff()) {
                wanted.add(Delivery.of(event, endpoint.id(), endpoint.id(), "", now));
            }
        }
        roomsOwn(event).ifPresent(url -> {
            String target = target(url);
            if (!health.find(event.app(), target).isOff()) {
                wanted.add(Delivery.of(event, WebhookEndpoint.ROOMS, target, url, now));
            }
        });
        return wanted;
    }

    private Optional<String> roomsOwn(Event event) {
        RoomName room = event.roomName();
        String roomId = event.roomId();
        return room == null || roomId == null
                ? Optional.empty()
                : RoomWebhook.about(event.type()).flatMap(field -> rooms.find(event.app(), room, roomId, field));
    }

    /** An address that rooms name has its failures to itself. */
    static String target(String url) {
        return EndpointHealth.ADDRESS_PREFIX + Sha256.hex(url).substring(0, TARGET_DIGITS);
    }
}
