package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.latchkey.app.AppName;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Session;
import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    Departures(Table table) {
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
        return table.write(items).written();
    }

    /** Takes out a peer whose time has run out, unless it is heard of in this very moment. */
    private boolean evict(AppName app, RoomName room, Peer peer, Instant now) {
        Condition stillGone =
                Condition.of(Attr.UNTIL + " <= :now", Map.of(":now", fromN(Long.toString(now.toEpochMilli()))));
        return table.write(removing(app, room, peer, Departure.ofVanished(peer), peer.until(), stillGone))
                .written();
    }

    private List<TransactWriteItem> removing(
            AppName app, RoomName room, Peer peer, Departure how, Instant leftAt, Condition condition) {
        List<TransactWriteItem> items = new ArrayList<>();
        items.add(table.deleting(Key.peer(app, room, peer.id()), condition));
        items.add(table.putting(PeerItem.writePast(app, room, peer, how, leftAt), Condition.ABSENT));
        if (!peer.seat().isEmpty()) {
            items.add(seats.freeing(app, room, peer.seat()));
        }
        return items;
    }

    /** Ends the meeting that this peer was in if it was the last. */
    void endIfLast(AppName app, RoomName room, Peer peer, Instant now) {
        table.get(Key.live(app, room))
                .map(SessionItem::read)
                .filter(live -> live.id().equals(peer.sessionId()))
                .ifPresent(live -> endIfEmpty(app, room, live, now, now));
    }

    /** Takes out everybody whose time has run out, and ends the meeting if nobody is left. Returns how many went. */
    int sweep(AppName app, RoomName room, Instant now) {
        int gone = 0;
        Instant last = Instant.EPOCH;
        for (Peer peer : people.all(app, room, peer -> !peer.isInsideAt(now))) {
            if (evict(app, room, peer, now)) {
                gone++;
            }
            last = peer.until().isAfter(last) ? peer.until() : last;
        }
        Instant end = last.equals(Instant.EPOCH) ? now : last;
        table.get(Key.live(app, room)).map(SessionItem::read).ifPresent(live -> endIfEmpty(app, room, live, end, now));
        return gone;
    }

    /** Ends this meeting at {@code end} unless somebody is inside. */
    void endIfEmpty(AppName app, RoomName room, Session live, Instant end, Instant now) {
        if (isAnybodyInside(app, room, live, now)) {
            return;
        }
        boolean ended = table.write(List.of(
                        table.deleting(
                                Key.live(app, room),
                                Condition.of("sessionId = :session", Map.of(":session", fromS(live.id())))),
                        table.updating(
                                Key.session(app, room, live.id()),
                                Change.of(
                                        "SET endedAt = :end", Map.of(":end", fromN(Long.toString(end.toEpochMilli())))),
                                Condition.PRESENT)))
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
    Session reopen(AppName app, RoomName room, Session session) {
        Session open = Session.start(session.id(), session.roomId(), session.startedAt());
        Table.Outcome outcome = table.write(List.of(
                table.putting(SessionItem.writeLive(app, room, open), Condition.ABSENT),
                table.updating(Key.session(app, room, open.id()), Change.of("REMOVE endedAt"), Condition.PRESENT)));
        return Optional.of(outcome)
                .filter(failed -> failed.failedAt(0))
                .map(failed -> SessionItem.read(failed.old(0)))
                .orElse(open);
    }
}
