package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.latchkey.access.Decision;
import dev.latchkey.access.DecisionLog;
import dev.latchkey.app.AppName;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Session;
import dev.latchkey.room.RoomName;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Takes peers out of rooms and ends a meeting with its last peer.
 *
 * <p>A join writes nothing that another join writes, so no write can both end a meeting and make sure that nobody is joining
 * it. The end is therefore written first and looked back on: whoever is found inside has the meeting opened again, and one who
 * comes in even later does it himself with his first heartbeat.
 */
final class Departures {
    private final Table table;
    private final People people;
    private final Seats seats;

    private final DecisionLog decisions;

    /** @param decisions is told of everybody who is taken out because the time was up */
    Departures(Table table, DecisionLog decisions) {
        this.decisions = decisions;
        this.table = table;
        this.people = new People(table);
        this.seats = new Seats(table);
    }

    /**
     * Takes the peer out, and writes {@code along} with it. Returns false, and writes nothing, when somebody else did already.
     */
    boolean remove(AppName app, RoomName room, Peer peer, Departure how, Instant leftAt, List<Item> along) {
        List<TransactWriteItem> items = removing(app, room, peer, how, leftAt, Condition.PRESENT);
        along.forEach(item -> items.add(table.putting(item)));
        return table.write(items).written() && noted(app, room, peer, how, leftAt);
    }

    /** Takes out a peer whose time has run out, unless it is heard of in this very moment. */
    private void evict(AppName app, RoomName room, Peer peer, Instant now) {
        Condition stillGone =
                Condition.of(Attr.UNTIL + " <= :now", Map.of(":now", fromN(Long.toString(now.toEpochMilli()))));
        Departure how = Departure.ofVanished(peer);
        if (table.write(removing(app, room, peer, how, peer.until(), stillGone)).written()) {
            noted(app, room, peer, how, now);
        }
    }

    /** Nobody decides that a time is up, so nobody else writes it down. */
    private boolean noted(AppName app, RoomName room, Peer peer, Departure how, Instant now) {
        if (how == Departure.TIME_UP) {
            decisions.record(Decision.about(Decision.What.EJECTION)
                    .room(app, room)
                    .peer(peer.id())
                    .jti(peer.jti())
                    .user(app, peer.subject())
                    .by("clock")
                    .granted()
                    .rule(how.wireName())
                    .took(Decision.Measure.LATE, Duration.between(peer.ejectAt(), now)));
        }
        return true;
    }

    private List<TransactWriteItem> removing(
            AppName app, RoomName room, Peer peer, Departure how, Instant leftAt, Condition condition) {
        List<TransactWriteItem> items = new ArrayList<>();
        items.add(table.deleting(Key.peer(app, room, peer.id()), condition));
        items.add(table.putting(PeerItem.writePast(app, room, peer, how, leftAt)));
        if (!peer.seat().isEmpty()) {
            items.add(seats.freeing(app, room, peer.seat()));
        }
        return items;
    }

    /** Ends the meeting that goes on in the room if nobody is left in it. */
    void endIfEmpty(AppName app, RoomName room, Instant now) {
        live(app, room).ifPresent(live -> endIfEmpty(app, room, live, () -> now, now));
    }

    /**
     * Takes out those whose time has run out, {@code most} of them at most, and ends the meeting if nobody is left in it.
     *
     * @return those in the room whose time has not run out
     */
    List<Peer> sweep(AppName app, RoomName room, Instant now, int most) {
        List<Peer> recorded = people.all(app, room, peer -> true);
        List<Peer> vanished = new ArrayList<>(
                recorded.stream().filter(peer -> !peer.isInsideAt(now)).toList());
        // Many may sweep at once, each best at another end.
        Collections.shuffle(vanished, new SecureRandom());
        vanished.stream().limit(most).forEach(peer -> evict(app, room, peer, now));
        live(app, room)
                .ifPresent(live -> endIfEmpty(app, room, live, () -> lastHeardOf(app, room, live, vanished, now), now));
        return recorded.stream().filter(peer -> peer.isInsideAt(now)).toList();
    }

    private Optional<Session> live(AppName app, RoomName room) {
        return table.get(Key.live(app, room)).map(SessionItem::read);
    }

    /** When the last of a meeting's people was gone, if all are. */
    private Instant lastHeardOf(AppName app, RoomName room, Session live, List<Peer> vanished, Instant now) {
        Optional<Instant> last = vanished.stream()
                .filter(peer -> peer.sessionId().equals(live.id()))
                .map(Peer::until)
                .max(Instant::compareTo);
        // Nobody vanished: whoever was to write the meeting's end died before that, and its past has to say when it
        // was.
        return last.or(() -> table.queryAll(Key.roomPartition(app, room), Key.pastPrefix(live.id())).stream()
                        .map(item -> PeerItem.readPast(item).leftAt())
                        .max(Instant::compareTo))
                .orElse(now);
    }

    /** Ends this meeting at {@code end} unless somebody is inside. */
    private void endIfEmpty(AppName app, RoomName room, Session live, Supplier<Instant> end, Instant now) {
        if (isAnybodyInside(app, room, live, now)) {
            return;
        }
        boolean ended = table.write(List.of(
                        table.deleting(
                                Key.live(app, room),
                                Condition.of("sessionId = :session", Map.of(":session", fromS(live.id())))),
                        table.putting(SessionItem.write(app, room, live.ended(end.get())))))
                .written();
        if (ended && isAnybodyInside(app, room, live, now)) {
            reopen(app, room, live);
        }
    }

    private boolean isAnybodyInside(AppName app, RoomName room, Session live, Instant now) {
        People.Page page = people.first(app, room, 25);
        return page.peers().stream().anyMatch(peer -> isInside(peer, live, now))
                || (!page.complete()
                        && !people.all(app, room, peer -> isInside(peer, live, now))
                                .isEmpty());
    }

    private static boolean isInside(Peer peer, Session live, Instant now) {
        return peer.sessionId().equals(live.id()) && peer.isInsideAt(now);
    }

    /**
     * Lets a meeting that was taken for over go on, unless another has begun.
     *
     * @return the meeting that goes on in the room now
     */
    private Session reopen(AppName app, RoomName room, Session session) {
        Table.Outcome outcome = table.write(List.of(
                table.putting(SessionItem.writeLive(app, room, session), Condition.ABSENT),
                table.putting(SessionItem.write(app, room, session))));
        return outcome.failedAt(0) ? SessionItem.read(outcome.old(0)) : session;
    }

    /**
     * Lets the meeting of somebody who is inside go on, if it was taken for over while that peer was coming in.
     *
     * @return the meeting that goes on in the room now: another, if one has begun meanwhile
     */
    Session reopenFor(AppName app, RoomName room, Peer peer, Instant now) {
        Instant startedAt = table.get(Key.session(app, room, peer.sessionId()))
                .map(item -> SessionItem.read(item).startedAt())
                .orElse(peer.joinedAt());
        Session open = reopen(app, room, Session.start(peer.sessionId(), peer.roomId(), startedAt));
        // The peer may have left since it was seen.
        endIfEmpty(app, room, open, () -> now, now);
        return open;
    }
}
