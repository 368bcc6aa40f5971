package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromSs;

import dev.latchkey.app.AppName;
import dev.latchkey.id.Ids;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.joinrequest.JoinRequestState;
import dev.latchkey.joinrequest.WaitingLine;
import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The places at a door for those who wait: one item with a set of whom each is taken by, so that DynamoDB itself counts them and
 * nobody has to list who waits.
 *
 * <p>A place is taken before its request is written and given back after the request has ended. Whoever comes in between, or
 * dies there, leaves a place taken for no longer than a wait lasts: a place says when it was taken, since a request's id does.
 */
final class WaitingPlaces {
    /** Of a request's id: 48 bits of time, and 30 bits that tell the requests of one millisecond apart. */
    private static final int PLACE_LENGTH = 16;

    private static final int TIME_LENGTH = 10;

    private static final String TAKEN = "waitingPlaces";

    private final Table table;

    WaitingPlaces(Table table) {
        this.table = table;
    }

    /** Takes a place for the request. Returns false when {@link JoinRequest#MOST_WAITING} wait. */
    boolean take(AppName app, RoomName room, JoinRequest request) {
        Key key = Key.waitingPlaces(app, room, request.roomId());
        String mine = place(request);
        Change taking = Change.of(
                "ADD waitingPlaces :mine SET expiresAt = :end",
                Map.of(
                        ":mine",
                        fromSs(List.of(mine)),
                        ":end",
                        fromN(Long.toString(request.expires().getEpochSecond()))));
        Condition free = Condition.of(
                "attribute_not_exists(waitingPlaces) OR size(waitingPlaces) < :most",
                Map.of(":most", fromN(Integer.toString(JoinRequest.MOST_WAITING))));
        while (true) {
            Set<String> taken = table.update(key, taking, free)
                    .map(full -> full.texts(TAKEN))
                    .orElse(Set.of());
            // Also when it is taken by this very request already, and the answer to that was lost.
            if (taken.isEmpty() || taken.contains(mine)) {
                return true;
            }
            Set<String> over = over(taken, request.requestedAt());
            if (over.isEmpty()) {
                return false;
            }
            giveBack(key, over);
        }
    }

    /** In which order those wait who have places. */
    WaitingLine line(AppName app, RoomName room, String roomId, Instant now) {
        Set<String> taken = table.get(Key.waitingPlaces(app, room, roomId))
                .map(item -> item.texts(TAKEN))
                .orElse(Set.of());
        Set<String> over = over(taken, now);
        return new WaitingLine(
                taken.stream().filter(place -> !over.contains(place)).toList());
    }

    /** Gives the place back of a request that waited and does so no more. */
    void free(AppName app, RoomName room, JoinRequest before) {
        if (before.state() == JoinRequestState.WAITING) {
            giveBack(Key.waitingPlaces(app, room, before.roomId()), Set.of(place(before)));
        }
    }

    private void giveBack(Key key, Set<String> places) {
        table.update(
                key,
                Change.of("DELETE waitingPlaces :places", Map.of(":places", fromSs(List.copyOf(places)))),
                Condition.PRESENT);
    }

    private static String place(JoinRequest request) {
        return request.id().substring(0, PLACE_LENGTH);
    }

    /** Those whose wait has lasted its time, whether or not anybody has noticed. */
    private static Set<String> over(Set<String> taken, Instant now) {
        String latest = time(Ids.ulid(now.minus(JoinRequest.WAIT)));
        return taken.stream()
                .filter(place -> time(place).compareTo(latest) <= 0)
                .collect(Collectors.toSet());
    }

    private static String time(String place) {
        return place.substring(0, TIME_LENGTH);
    }
}
