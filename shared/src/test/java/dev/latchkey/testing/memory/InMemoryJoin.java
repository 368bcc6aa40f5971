package dev.latchkey.testing.memory;

import dev.latchkey.id.Ids;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.EntrySnapshot;
import dev.latchkey.meeting.FirstEntry;
import dev.latchkey.meeting.JoinOutcome;
import dev.latchkey.meeting.OwnPlace;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Roster;
import dev.latchkey.meeting.Session;
import dev.latchkey.room.Places;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomRules;
import dev.latchkey.room.SecondEntry;
import dev.latchkey.token.AccessClaims;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One peer's way into a room: everything is asked first, and then all is written. */
final class InMemoryJoin {
    private final Memory memory;
    private final InMemoryMeetingStore store;
    private final Room room;
    private final Peer peer;
    private final @Nullable AccessClaims token;
    private final @Nullable JoinRequest by;
    private final Instant now;
    /** Who makes way for this peer. */
    private final List<Peer> replaced = new ArrayList<>();

    InMemoryJoin(
            Memory memory,
            InMemoryMeetingStore store,
            Room room,
            Peer peer,
            @Nullable AccessClaims token,
            @Nullable JoinRequest by,
            Instant now) {
        this.memory = memory;
        this.store = store;
        this.room = room;
        this.peer = peer;
        this.token = token;
        this.by = by;
        this.now = now;
    }

    JoinOutcome join(EntrySnapshot snapshot, Roster others) {
        if (memory.inside.containsKey(peer.id())) {
            return new JoinOutcome.InsideAlready();
        }
        if (by != null && !by.equals(memory.requests.get(by.id()))) {
            return new JoinOutcome.RequestGone();
        }
        Session live = memory.live.get(room.id());
        Session session = live != null ? live : Session.start(room.idInside(Ids.ulid(now)), room.id(), now);
        Optional<JoinOutcome> keptOut = enteredBefore(snapshot, session)
                .or(this::secondEntry)
                .or(this::full)
                .or(this::tokenInUse);
        return keptOut.orElseGet(() -> write(session, others));
    }

    private Optional<JoinOutcome> enteredBefore(EntrySnapshot snapshot, Session session) {
        FirstEntry known = snapshot.firstEntry();
        boolean weighed = known != null && known.sessionId().equals(session.id());
        return isLimited() && !weighed
                ? Optional.ofNullable(memory.firstEntries.get(firstEntry()))
                        .filter(first -> first.sessionId().equals(session.id()))
                        .map(JoinOutcome.EnteredBefore::new)
                : Optional.empty();
    }

    private boolean isLimited() {
        return token != null && !token.ejectAfter().isZero();
    }

    private Memory.Of firstEntry() {
        return new Memory.Of(room.id(), peer.jti());
    }

    private Optional<JoinOutcome> secondEntry() {
        SecondEntry rule = room.rules().onSecondEntry();
        if (rule == SecondEntry.ALLOW || peer.person().externalUserId() == null) {
            return Optional.empty();
        }
        List<Peer> same = staying().stream()
                .filter(other -> other.subject().equals(peer.subject()) && other.isInsideAt(now))
                .toList();
        if (!same.isEmpty() && rule == SecondEntry.REFUSE) {
            return Optional.of(new JoinOutcome.SecondEntryRefused());
        }
        replaced.addAll(same);
        return Optional.empty();
    }

    private Optional<JoinOutcome> full() {
        if (hasPlace()) {
            return Optional.empty();
        }
        store.sweep(room, now);
        if (hasPlace()) {
            return Optional.empty();
        }
        OwnPlace.of(peer, staying(), now).ifPresent(replaced::add);
        return hasPlace() ? Optional.empty() : Optional.of(new JoinOutcome.Full());
    }

    private boolean hasPlace() {
        RoomRules rules = room.rules();
        List<Peer> staying = staying();
        int ordinary = (int) staying.stream().filter(this::isOrdinary).count();
        Places left = Places.left(rules, staying.size(), ordinary);
        return rules.maxParticipants() == 0 || (isOrdinary(peer) ? left.ordinary() : left.all()) > 0;
    }

    private boolean isOrdinary(Peer other) {
        return room.rules().reservedPlaces() > 0 && !other.grant().permissions().admin();
    }

    private Optional<JoinOutcome> tokenInUse() {
        if (token == null || token.maxPeers() == 0) {
            return Optional.empty();
        }
        List<Peer> inside = staying().stream()
                .filter(other -> other.jti().equals(peer.jti()) && other.isInsideAt(now))
                .toList();
        if (inside.size() < token.maxPeers()) {
            return Optional.empty();
        }
        Optional<Peer> overdue = OwnPlace.overdue(peer, inside, now);
        overdue.ifPresent(replaced::add);
        return overdue.isPresent() ? Optional.empty() : Optional.of(new JoinOutcome.TokenInUse());
    }

    /** Everybody in the room but those who make way. */
    private List<Peer> staying() {
        return store.recorded(room).stream()
                .filter(other -> !replaced.contains(other))
                .toList();
    }

    private JoinOutcome write(Session session, Roster others) {
        if (!session.equals(memory.live.get(room.id()))) {
            store.begin(room, session);
        }
        Peer placed = peer.placed(session.id(), "");
        memory.inside.put(placed.id(), new Memory.Inside(Memory.Door.of(room), placed));
        replaced.forEach(other -> store.remove(other, Departure.REPLACED, now, now));
        if (by != null) {
            memory.requests.put(by.id(), by.admitted(peer.id()));
        }
        if (isLimited()) {
            FirstEntry mine = new FirstEntry(session.id(), now);
            memory.firstEntries.merge(
                    firstEntry(), mine, (known, first) -> known.sessionId().equals(session.id()) ? known : first);
        }
        return new JoinOutcome.Joined(session, placed, others);
    }
}
