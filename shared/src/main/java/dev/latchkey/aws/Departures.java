package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.latchkey.access.AuditEvent;
import dev.latchkey.access.AuditLog;
import dev.latchkey.app.AppName;
import dev.latchkey.id.Ids;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Session;
import dev.latchkey.room.Room;
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
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Takes peers out of rooms and ends a meeting with its last peer.
 *
 * <p>A join writes nothing that another join writes, so no write can both end a meeting and make sure that nobody is joining
 * it. The end is therefore written first and looked back on: whoever is found inside has the meeting opened again, and one who
 * comes in even later does it himself with his first heartbeat.
 */
final class Departures {
    /** How many of those inside are read before all are: one who is there is enough, and of so many some may be ghosts. */
    private static final int GLANCED_AT = 4;

    private final Table table;
    private final PeerItems people;
    private final Seats seats;
    private final Holders holders;
    private final RosterStore roster;
    private final AuditLog auditLog;

    /** @param auditLog is told of everybody who is taken out because the time was up */
    Departures(Table table, AuditLog auditLog) {
        this.auditLog = auditLog;
        this.table = table;
        this.people = new PeerItems(table);
        this.seats = new Seats(table);
        this.holders = new Holders(table);
        this.roster = new RosterStore(table);
    }

    /**
     * Takes the peer out, and writes {@code along} with it. Returns false, and writes nothing, when somebody else did already.
     */
    boolean remove(AppName app, RoomName room, Peer peer, Departure how, Instant now, List<Item> along) {
        return remove(app, room, peer, UnaryOperator.identity(), how, now, along);
    }

    /** The same, and what is remembered of the peer is {@code past} of it. */
    boolean remove(
            AppName app,
            RoomName room,
            Peer peer,
            UnaryOperator<Peer> past,
            Departure how,
            Instant now,
            List<Item> along) {
        List<TransactWriteItem> items =
                removing(app, room, peer, past.apply(peer), how, now, now, PeerItem.isBelievedFrom(peer));
        along.forEach(item -> items.add(table.putting(item)));
        if (table.write(items).written()) {
            return noted(app, room, peer, how, now);
        }
        // Where a later entry has taken the place over meanwhile, other session tokens are to become void.
        return table.get(Key.peer(app, room, peer.id()))
                .map(PeerItem::read)
                .filter(later -> later.tokensFrom() != peer.tokensFrom())
                .map(later -> remove(app, room, later, past, how, now, along))
                .orElse(false);
    }

    /**
     * Takes out a peer whose time has run out, unless it is heard of in this very moment. Returns false, and writes nothing,
     * when it is, or when somebody else did already.
     */
    boolean evict(AppName app, RoomName room, Peer peer, Instant now) {
        Condition notHeardOf = PeerItem.isNotHeardOfSince(peer);
        Departure how = Departure.ofVanished(peer);
        return table.write(removing(app, room, peer, peer, how, peer.until(), now, notHeardOf))
                        .written()
                && noted(app, room, peer, how, now);
    }

    /**
     * Takes out somebody whose meeting ends for want of activity, unless its permissions are changed in this very moment.
     * Returns false, and writes nothing, when they are, or when somebody else took it out already.
     */
    boolean endQuiet(Room room, Peer peer, Instant end, Instant now) {
        // Somebody may have come in after the end, before it was noticed.
        Instant leftAt = end.isAfter(peer.joinedAt()) ? end : peer.joinedAt();
        Condition unchanged = PeerItem.isUnchanged(peer);
        return table.write(removing(room.app(), room.name(), peer, peer, Departure.NO_ACTIVITY, leftAt, now, unchanged))
                        .written()
                && byTheClock(room.app(), room.name(), peer, Departure.NO_ACTIVITY, leftAt, now);
    }

    /** Takes out somebody who is in the list of those inside and was not heard of for long; or mends the list. */
    void takeOutIfVanished(Room room, String peerId, Instant now) {
        Peer peer = table.get(Key.peer(room.app(), room.name(), peerId))
                .map(item -> PeerItem.read(item).under(room.rules()))
                .orElse(null);
        if (peer == null) {
            roster.remove(room, peerId);
        } else if (peer.isInsideAt(now)) {
            roster.write(peer);
        } else {
            evict(room.app(), room.name(), peer, now);
        }
    }

    /** Nobody decides that a time is up, so nobody else writes it down. */
    private boolean noted(AppName app, RoomName room, Peer peer, Departure how, Instant now) {
        return how != Departure.TIME_UP || byTheClock(app, room, peer, how, peer.ejectAt(), now);
    }

    private boolean byTheClock(AppName app, RoomName room, Peer peer, Departure how, Instant due, Instant now) {
        auditLog.record(AuditEvent.about(AuditEvent.What.EJECTION)
                .room(app, room)
                .peer(peer.id())
                .jti(peer.jti())
                .user(app, peer.subject())
                .by("clock")
                .granted()
                .rule(how.wireName())
                .took(AuditEvent.Measure.LATE, Duration.between(due, now)));
        return true;
    }

    private List<TransactWriteItem> removing(
            AppName app,
            RoomName room,
            Peer peer,
            Peer past,
            Departure how,
            Instant leftAt,
            Instant now,
            Condition condition) {
        List<TransactWriteItem> items = leaving(app, room, past, how, leftAt, now, condition);
        if (!peer.seat().isEmpty()) {
            items.add(seats.freeing(app, room, peer));
        }
        items.addAll(holders.freeing(app, room, peer, peer.holds()));
        return items;
    }

    /**
     * What takes the peer out and leaves its place, and what else is counted for it, to whoever comes in by the same write. From
     * {@code now} on its session tokens are void, when it was gone before as well: they may be younger than that.
     */
    List<TransactWriteItem> leaving(
            AppName app, RoomName room, Peer peer, Departure how, Instant leftAt, Instant now, Condition condition) {
        List<TransactWriteItem> items = new ArrayList<>();
        items.add(table.deleting(Key.peer(app, room, peer.id()), condition));
        items.add(table.putting(PeerItem.writePast(app, room, peer, how, leftAt)));
        items.add(table.deleting(Key.rosterEntry(peer.roomId(), peer.id())));
        items.add(table.putting(VoidedItem.write(app, peer, now)));
        return items;
    }

    /** Ends the meeting that goes on in the room if nobody is left in it. */
    void endIfEmpty(AppName app, RoomName room, Instant now) {
        live(app, room).ifPresent(live -> endIfEmpty(app, room, live, () -> now, now));
    }

    /**
     * The same when somebody of that meeting has just been taken out. Where others stay, as they mostly do, nothing but them has to
     * be read; the meeting that goes on is that one, or one into which the next heartbeats bring whoever is still in that one.
     */
    void endIfLastHasLeft(AppName app, RoomName room, String sessionId, Instant now) {
        if (!isAnybodyInside(app, room, sessionId, now)) {
            live(app, room)
                    .filter(live -> live.id().equals(sessionId) || !isAnybodyInside(app, room, live.id(), now))
                    .ifPresent(live -> end(app, room, live, now, now));
        }
    }

    /** Ends the meeting that goes on in the room if nobody is left in it, as of when the last of its people was gone. */
    void endIfDeserted(AppName app, RoomName room, Instant now) {
        live(app, room)
                .ifPresent(
                        live -> endIfEmpty(app, room, live, () -> lastHeardOf(app, room, live, List.of(), now), now));
    }

    /**
     * Takes out those whose time has run out, {@code most} of them at most, and ends the meeting if nobody is left in it.
     *
     * @return those in the room whose time has not run out
     */
    List<Peer> sweep(Room room, Instant now, int most) {
        List<Peer> all = people.all(room.app(), room.name(), room.isLarge(), peer -> true);
        return sweep(room, new PeerItems.Some(all, true), now, most).inside();
    }

    /** The same for somebody who waits for it: of a large room with many inside, some are looked at. */
    Swept sweepSome(Room room, Instant now, int most) {
        return sweep(room, people.some(room.app(), room.name(), room.isLarge()), now, most);
    }

    private Swept sweep(Room room, PeerItems.Some some, Instant now, int most) {
        // Those whom an archived room of the same name left behind as well.
        List<Peer> recorded = PeerItems.under(room, some.peers());
        List<Peer> vanished = new ArrayList<>(
                recorded.stream().filter(peer -> !peer.isInsideAt(now)).toList());
        // Many may sweep at once, each best at another end.
        Collections.shuffle(vanished, new SecureRandom());
        vanished.stream().limit(most).forEach(peer -> evict(room.app(), room.name(), peer, now));
        if (some.complete()) {
            AppName app = room.app();
            RoomName name = room.name();
            live(app, name)
                    .ifPresent(live ->
                            endIfEmpty(app, name, live, () -> lastHeardOf(app, name, live, vanished, now), now));
        }
        List<Peer> inside = recorded.stream()
                .filter(peer -> peer.roomId().equals(room.id()) && peer.isInsideAt(now))
                .toList();
        return new Swept(inside, some.complete(), vanished.size());
    }

    /**
     * What a sweep found.
     *
     * @param inside those in the room whose time has not run out
     * @param complete whether these are all
     * @param vanished how many were found whose time has
     */
    record Swept(List<Peer> inside, boolean complete, int vanished) {}

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
        return last.or(() ->
                        people.past(app, room, live).map(past -> past.leftAt()).max(Instant::compareTo))
                .orElse(now);
    }

    /** Ends this meeting at {@code end} unless somebody is inside. */
    private void endIfEmpty(AppName app, RoomName room, Session live, Supplier<Instant> end, Instant now) {
        if (!isAnybodyInside(app, room, live.id(), now)) {
            end(app, room, live, end.get(), now);
        }
    }

    private void end(AppName app, RoomName room, Session live, Instant end, Instant now) {
        boolean ended = table.write(List.of(
                        table.deleting(
                                Key.live(app, room),
                                Condition.of("sessionId = :session", Map.of(":session", fromS(live.id())))),
                        table.putting(SessionItem.write(app, room, live.ended(end)))))
                .written();
        if (ended && isAnybodyInside(app, room, live.id(), now)) {
            reopen(app, room, live);
        }
    }

    private boolean isAnybodyInside(AppName app, RoomName room, String sessionId, Instant now) {
        boolean large = Ids.isMarked(sessionId);
        PeerItems.Some some = people.first(app, room, large, GLANCED_AT);
        return some.peers().stream().anyMatch(peer -> isInside(peer, sessionId, now))
                || (!some.complete() && people.any(app, room, large, peer -> isInside(peer, sessionId, now)));
    }

    private static boolean isInside(Peer peer, String sessionId, Instant now) {
        return peer.sessionId().equals(sessionId) && peer.isHeardOfAt(now);
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
