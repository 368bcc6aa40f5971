package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.latchkey.id.Ids;
import dev.latchkey.lobby.JoinRequest;
import dev.latchkey.meeting.JoinOutcome;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Scene;
import dev.latchkey.meeting.Session;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.room.SeatPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * One peer's way into a room.
 *
 * <p>A join into a room without a cap writes the peer's own item and nothing else, so joins never wait for each other. A join
 * into a capped room takes its place in one transaction with the counter. Only the first peer also writes the meeting, and
 * only somebody who had to ask also uses up the join request.
 */
final class Joining {
    /** A join takes out no more than this of those who have vanished: it needs one place, and has somebody waiting. */
    private static final int MOST_SWEPT = 20;

    private static final int MOST_ROUNDS = 5;

    private final Table table;
    private final People people;
    private final Seats seats;
    private final Departures departures;
    private final Peer peer;
    private final @Nullable JoinRequest by;
    private final Instant now;
    private Room room;
    private @Nullable Session live;

    Joining(Table table, Departures departures, Room room, Peer peer, @Nullable JoinRequest by, Instant now) {
        this.table = table;
        this.people = new People(table);
        this.seats = new Seats(table);
        this.departures = departures;
        this.room = room;
        this.peer = peer;
        this.by = by;
        this.now = now;
    }

    JoinOutcome join(Scene scene) {
        live = scene.live();
        if (live != null && scene.complete() && scene.insideAt(now).isEmpty()) {
            // The meeting outlived its people: nobody of them said goodbye. It ended when the last of them was gone.
            sweep();
        }
        return underTheCap(scene.complete() ? scene.peers() : null);
    }

    /** @param recorded everybody recorded as inside; null when not known */
    private JoinOutcome underTheCap(@Nullable List<Peer> recorded) {
        return room.rules().maxParticipants() == 0 ? uncapped() : capped(recorded);
    }

    /** Returns how many are in the room whose time has not run out. */
    private int sweep() {
        List<Peer> inside = departures.sweep(room.app(), room.name(), now, MOST_SWEPT);
        live = table.get(Key.live(room.app(), room.name()))
                .map(SessionItem::read)
                .filter(session -> session.roomId().equals(room.id()))
                .orElse(null);
        return (int) inside.stream().filter(this::isOfThisRoom).count();
    }

    private JoinOutcome uncapped() {
        Attempt attempt = attempt("", 0);
        while (attempt.outcome == null) {
            attempt = attempt("", 0);
        }
        return attempt.outcome;
    }

    private JoinOutcome capped(@Nullable List<Peer> recorded) {
        JoinOutcome outcome = onAnyShard(uncounted(recorded));
        for (int round = 0; round < MOST_ROUNDS && outcome instanceof JoinOutcome.Full; round++) {
            // Full of people who may have gone without a word.
            if (sweep() >= room.rules().maxParticipants()) {
                return outcome;
            }
            outcome = onAnyShard(uncounted(null));
        }
        return outcome;
    }

    /**
     * How many are inside that the counters in use do not count; see {@link SeatPlan}. One whose time has run out is inside
     * until taken out: a heartbeat may still bring him back.
     */
    private int uncounted(@Nullable List<Peer> recorded) {
        SeatPlan plan = room.seats();
        if (plan.pristine()) {
            return 0;
        }
        List<Peer> inside = recorded != null ? recorded : people.all(room.app(), room.name(), other -> true);
        return (int) inside.stream()
                .filter(other -> isOfThisRoom(other) && !Seats.isCountedBy(plan, other))
                .count();
    }

    private boolean isOfThisRoom(Peer other) {
        return other.roomId().equals(room.id());
    }

    private JoinOutcome onAnyShard(int uncounted) {
        SeatPlan plan = room.seats();
        int places = Math.max(0, room.rules().maxParticipants() - uncounted);
        for (int shard : Seats.shuffledShards(plan)) {
            int share = plan.share(places, shard);
            boolean full = share == 0;
            while (!full) {
                Attempt attempt = attempt(Seats.seat(plan, shard), share);
                if (attempt.outcome != null) {
                    return attempt.outcome;
                }
                if (attempt.outdated) {
                    room = currentRoom();
                    return underTheCap(null);
                }
                full = attempt.full;
            }
        }
        return new JoinOutcome.Full();
    }

    private Room currentRoom() {
        return table.get(Key.room(room.app(), room.name()))
                .filter(item -> !RoomItem.isArchived(item))
                .map(RoomItem::read)
                .filter(current -> current.id().equals(room.id()))
                .orElseThrow(() -> new RefusedException(Reason.ROOM_NOT_FOUND, "there is no such room"));
    }

    /** Tries to write the peer in. A meeting that somebody else began first is remembered for the next attempt. */
    private Attempt attempt(String seat, int share) {
        Session session = live != null ? live : Session.start(Ids.ulid(now), room.id(), now);
        Item item = PeerItem.write(room.app(), room.name(), peer.placed(session.id(), seat));
        if (live != null && seat.isEmpty() && by == null) {
            table.put(item, Condition.ABSENT);
            return Attempt.ended(new JoinOutcome.Joined(session));
        }
        List<TransactWriteItem> items = new ArrayList<>(List.of(table.putting(item, Condition.ABSENT)));
        int liveAt = -1;
        if (live == null) {
            liveAt = items.size();
            items.add(table.putting(
                    SessionItem.writeLive(room.app(), room.name(), session),
                    Condition.of("attribute_not_exists(sk) OR roomId <> :room", Map.of(":room", fromS(room.id())))));
            items.add(table.putting(SessionItem.write(room.app(), room.name(), session), Condition.ABSENT));
        }
        int requestAt = -1;
        if (by != null) {
            requestAt = items.size();
            items.addAll(DynamoDbLobbyStore.deciding(table, room.app(), room.name(), by, by.admitted(peer.id())));
        }
        int seatAt = items.size();
        if (!seat.isEmpty()) {
            items.add(seats.taking(room, seat, share));
        }
        Table.Outcome outcome = table.write(items);
        if (outcome.written()) {
            return Attempt.ended(new JoinOutcome.Joined(session));
        }
        if (requestAt >= 0 && (outcome.failedAt(requestAt) || outcome.failedAt(requestAt + 1))) {
            return Attempt.ended(new JoinOutcome.RequestGone());
        }
        if (liveAt >= 0 && outcome.failedAt(liveAt)) {
            live = SessionItem.read(outcome.old(liveAt));
            return Attempt.AGAIN;
        }
        if (seat.isEmpty()) {
            throw new IllegalStateException("a new peer's id is taken");
        }
        return outcome.failedAt(seatAt) && Seats.isOutdated(room, outcome.old(seatAt))
                ? Attempt.OUTDATED
                : Attempt.COUNTER_FULL;
    }

    /**
     * @param outcome null when another attempt is to be made
     * @param full whether that has to be on another counter
     * @param outdated whether the cap has been changed since the room was read
     */
    private record Attempt(@Nullable JoinOutcome outcome, boolean full, boolean outdated) {
        static final Attempt AGAIN = new Attempt(null, false, false);
        static final Attempt COUNTER_FULL = new Attempt(null, true, false);
        static final Attempt OUTDATED = new Attempt(null, false, true);

        static Attempt ended(JoinOutcome outcome) {
            return new Attempt(outcome, false, false);
        }
    }
}
