package dev.latchkey.webhook;

import dev.latchkey.app.AppName;
import dev.latchkey.event.Event;
import dev.latchkey.event.EventType;
import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/**
 * Where an app wants to be told of events.
 *
 * @param id names it within its app
 * @param url where deliveries go; empty for {@link #ROOMS}, whose deliveries go where each room says
 * @param types the events that are wanted; all when empty
 * @param rooms the rooms whose events are wanted; all, and the events of no room too, when empty
 * @param description the owner's own words
 * @param signature what is signed for it beside Standard Webhooks
 * @param enabled whether its owner wants deliveries
 * @param secretVersion goes up by one with each rotation of its secret, from 1
 * @param rotatedAt when that was last; {@link Instant#EPOCH} when it never was
 * @param version goes up by one with each change
 */
public record WebhookEndpoint(
        AppName app,
        String id,
        String url,
        Set<EventType> types,
        Set<RoomName> rooms,
        String description,
        WebhookSignature signature,
        boolean enabled,
        Instant created,
        int secretVersion,
        Instant rotatedAt,
        long version) {
    /** The endpoint that every app has: what its rooms' own webhook fields say, all signed with one secret. */
    public static final String ROOMS = "rooms";

    /** What the ids of all others begin with; a ULID follows. */
    public static final String ID_PREFIX = "wh_";

    /** How many an app can have, beside that one. */
    public static final int MOST = 20;

    public WebhookEndpoint {
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(url, "url");
        types = Set.copyOf(types);
        rooms = Set.copyOf(rooms);
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(signature, "signature");
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(rotatedAt, "rotatedAt");
    }

    /** The one for its rooms, as every app has it before its secret was ever rotated. */
    public static WebhookEndpoint ofRooms(AppName app) {
        return new WebhookEndpoint(
                app,
                ROOMS,
                "",
                Set.copyOf(RoomWebhook.types()),
                Set.of(),
                "",
                WebhookSignature.STANDARD,
                true,
                Instant.EPOCH,
                1,
                Instant.EPOCH,
                0);
    }

    public boolean isOfRooms() {
        return id.equals(ROOMS);
    }

    public boolean wants(Event event) {
        RoomName room = event.roomName();
        return enabled
                && (types.isEmpty() || types.contains(event.type()))
                && (rooms.isEmpty() || (room != null && rooms.contains(room)));
    }

    /** The same endpoint, one version on, with a new secret. */
    public WebhookEndpoint withNewSecret(Instant now) {
        return new WebhookEndpoint(
                app,
                id,
                url,
                types,
                rooms,
                description,
                signature,
                enabled,
                created,
                secretVersion + 1,
                now,
                version + 1);
    }

    /** An address may hold what its owner takes for a secret: it does not print. */
    @Override
    public String toString() {
        return "WebhookEndpoint[" + app + ", " + id + "]";
    }
}
