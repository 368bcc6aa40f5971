package dev.latchkey.webhook;

import dev.latchkey.app.AppName;
import dev.latchkey.event.Event;
import dev.latchkey.json.Json;
import dev.latchkey.outbound.CallResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one endpoint. It holds the event, so that it can be sent again as it was.
 *
 * @param endpoint the id of the endpoint
 * @param target whose failures count together: the endpoint, or one address that rooms name
 * @param id sorts by the time of the event; the same for the same event and endpoint
 * @param type of the event, as it is spelled
 * @param url where it goes; empty when the endpoint says
 * @param body what is sent, to the letter
 * @param attempts how many have been made, in all rounds
 * @param roundFrom how many had been made when this round of attempts began
 * @param roundBegan when this round began: at first, or with the last replay
 * @param last how the last attempt ended; null before the first
 */
public record Delivery(
        AppName app,
        String endpoint,
        String target,
        String id,
        String eventId,
        String type,
        Instant happened,
        String url,
        String body,
        DeliveryState state,
        int attempts,
        int roundFrom,
        Instant roundBegan,
        @Nullable Attempt last) {
    /** For how long one that was delivered is kept. */
    public static final Duration KEPT = Duration.ofDays(3);

    /** For how long one that was not. */
    public static final Duration KEPT_UNDELIVERED = Duration.ofDays(30);

    public Delivery {
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(happened, "happened");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(roundBegan, "roundBegan");
    }

    /**
     * How an attempt ended.
     *
     * @param status the answer's; 0 when there was none
     * @param fault why there was none, as {@link CallResult.Fault} spells it; empty when there was one
     */
    public record Attempt(Instant at, int status, String fault, Duration took) {
        static Attempt of(CallResult result, Instant at) {
            CallResult.Fault fault = result.fault();
            return new Attempt(at, result.status(), fault == null ? "" : fault.wireName(), result.took());
        }
    }

    /** An event that has not been attempted yet. */
    static Delivery of(Event event, String endpoint, String target, String url, Instant now) {
        return new Delivery(
                event.app(),
                endpoint,
                target,
                idOf(event.timestamp(), event.id()),
                event.id(),
                event.type().wireName(),
                event.timestamp(),
                url,
                Json.write(event.toJson()),
                DeliveryState.PENDING,
                0,
                0,
                now,
                null);
    }

    /** The id of what happened at that time: 15 digits of milliseconds, and the event's id. */
    private static String idOf(Instant happened, String eventId) {
        return positionAt(happened) + "-" + eventId;
    }

    /** What the ids of all that happened from that time on are behind. */
    public static String positionAt(Instant time) {
        return String.format("%015d", Math.max(0, time.toEpochMilli()));
    }

    /** Whether this round has seen no attempt yet. */
    public boolean isUntried() {
        return state == DeliveryState.PENDING && attempts == roundFrom;
    }

    /** When it is forgotten. */
    public Instant forgotten() {
        return happened.plus(state == DeliveryState.DELIVERED ? KEPT : KEPT_UNDELIVERED);
    }

    /** The same after another attempt. */
    Delivery attempted(DeliveryState newState, Attempt attempt) {
        return new Delivery(
                app,
                endpoint,
                target,
                id,
                eventId,
                type,
                happened,
                url,
                body,
                newState,
                attempts + 1,
                roundFrom,
                roundBegan,
                attempt);
    }

    /** The same, given up without an attempt. */
    Delivery givenUp() {
        return with(DeliveryState.FAILED, roundFrom, roundBegan);
    }

    /** The same at the beginning of a new round. */
    Delivery replayed(Instant now) {
        return with(DeliveryState.PENDING, attempts, now);
    }

    private Delivery with(DeliveryState newState, int from, Instant began) {
        return new Delivery(
                app, endpoint, target, id, eventId, type, happened, url, body, newState, attempts, from, began, last);
    }

    /** It holds an event: it does not print. */
    @Override
    public String toString() {
        return "Delivery[" + app + ", " + endpoint + ", " + id + "]";
    }
}
