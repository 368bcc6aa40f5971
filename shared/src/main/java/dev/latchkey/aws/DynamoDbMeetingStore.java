package dev.latchkey.aws;

import dev.latchkey.access.AuditLog;
import dev.latchkey.access.Presented;
import dev.latchkey.app.AppName;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.meeting.Activity;
import dev.latchkey.meeting.Ban;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.EntrySnapshot;
import dev.latchkey.meeting.HeldPlace;
import dev.latchkey.meeting.Hold;
import dev.latchkey.meeting.JoinOutcome;
import dev.latchkey.meeting.LiveMeeting;
import dev.latchkey.meeting.MeetingStore;
import dev.latchkey.meeting.Participation;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.PeerSnapshot;
import dev.latchkey.meeting.PeriodicCheck;
import dev.latchkey.meeting.Roster;
import dev.latchkey.meeting.Session;
import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import dev.latchkey.permission.Rank;
import dev.latchkey.retry.Futures;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.token.SessionClaims;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Keeps meetings and the people in them in the one table. */
public final class DynamoDbMeetingStore implements MeetingStore {
    private final Table table;
    private final AccessReader access;
    private final RestrictionMarks marks;
    private final PeerItems people;
    private final Departures departures;
    private final RosterStore roster;
    private final Seats seats;
    private final History history;
    private final RecentRooms recent;
    private final RecentRosters rosters;

    /**
     * @param auditLog is told of everybody who is taken out because the time was up
     * @param clock says how long ago something was read
     */
    public DynamoDbMeetingStore(Table table, AuditLog auditLog, Clock clock) {
        this.table = table;
        this.access = new AccessReader(table);
        this.marks = new RestrictionMarks(table);
        this.people = new PeerItems(table);
        this.departures = new Departures(table, auditLog);
        this.roster = new RosterStore(table);
        this.seats = new Seats(table);
        this.history = new History(table, departures);
        this.recent = new RecentRooms(table, clock);
        this.rosters = new RecentRosters(roster, clock);
    }

    @Override
    public EntrySnapshot look(AppName app, RoomName room, Presented presented) {
        return snapshot(access.atFirstGlance(recent, app, room, presented));
    }

    @Override
    public EntrySnapshot lookAgain(EntrySnapshot seen, AppName app, RoomName room) {
        Room now = table.get(Key.room(app, room))
                .filter(item -> !RoomItem.isArchived(item))
                .map(RoomItem::read)
                .orElse(null);
        return new EntrySnapshot(seen.app(), now, seen.restrictions(), seen.live(), seen.firstEntry());
    }

    private static EntrySnapshot snapshot(AccessFacts facts) {
        Optional<Room> room = facts.room();
        return new EntrySnapshot(
                facts.app().orElse(null),
                room.orElse(null),
                facts.restrictions(),
                room.flatMap(facts::live).orElse(null),
                facts.firstEntry().orElse(null));
    }

    @Override
    public JoinOutcome join(Room room, EntrySnapshot snapshot, Peer peer, Presented presented, Instant now) {
        return new JoinTransaction(
                        table,
                        departures,
                        rosters,
                        room,
                        peer,
                        presented.accessToken().orElse(null),
                        null,
                        now)
                .join(snapshot);
    }

    @Override
    public JoinOutcome join(Room room, EntrySnapshot snapshot, Peer peer, JoinRequest by, Instant now) {
        JoinOutcome outcome =
                new JoinTransaction(table, departures, rosters, room, peer, by.token(), by, now).join(snapshot);
        if (outcome instanceof JoinOutcome.Joined) {
            new WaitingPlaces(table).free(room.app(), room.name(), by);
        }
        return outcome;
    }

    @Override
    public EntrySnapshot confirm(Room room, Peer peer, Presented presented) {
        CompletableFuture<Void> listed = Futures.start(() -> roster.write(peer));
        AccessFacts facts = access.again(room, presented);
        Futures.await(listed);
        return snapshot(facts);
    }

    @Override
    public Roster roster(Room room, Instant now) {
        return roster.read(room, now).roster();
    }

    @Override
    public Optional<Peer> find(AppName app, RoomName room, String peerId) {
        return table.get(Key.peer(app, room, peerId)).map(PeerItem::read);
    }

    @Override
    public Optional<Participation> findPast(AppName app, RoomName room, String sessionId, String peerId) {
        return history.find(app, room, sessionId, peerId);
    }

    @Override
    public PeerSnapshot lookInside(SessionClaims session) {
        return snapshot(HeldPlace.of(session), access.inside(session));
    }

    @Override
    public PeerSnapshot glanceInside(SessionClaims session) {
        return snapshot(HeldPlace.of(session), access.glanceInside(recent, session));
    }

    @Override
    public PeerSnapshot glanceAt(HeldPlace place) {
        return snapshot(place, access.glanceAt(recent, place));
    }

    private static PeerSnapshot snapshot(HeldPlace place, AccessFacts facts) {
        Optional<Room> same = facts.room().filter(room -> room.id().equals(place.roomId()));
        return new PeerSnapshot(
                facts.app().orElse(null),
                same.orElse(null),
                same.flatMap(facts::live).orElse(null),
                same.flatMap(room -> facts.peer(place.peerId())
                                .map(item -> PeerItem.read(item).under(room.rules())))
                        .orElse(null),
                place.peerVersion(),
                facts.restrictions());
    }

    @Override
    public Page<Peer> inside(Room room, PageRequest<String> wanted, Instant now) {
        Page<Item> page = people.page(room, Key.PEER_PREFIX, wanted);
        return new Page<>(
                PeerItems.under(room, PeerItems.read(page.entries())).stream()
                        .filter(peer -> peer.roomId().equals(room.id()) && peer.isInsideAt(now))
                        .toList(),
                page.next());
    }

    @Override
    public boolean renew(Room room, Peer before, Peer heardOf, Instant now) {
        boolean kept = keep(room, before, heardOf);
        if (kept && isToBeListed(before, heardOf, now)) {
            roster.write(heardOf);
        }
        return kept;
    }

    @Override
    public boolean renewUnlessHeldAgainst(Room room, Peer before, Peer heardOf, Instant now) {
        List<Key> against =
                AccessSubject.inside(room.app(), room.name(), before).heldIn(room);
        Key entry = Key.rosterEntry(heardOf.roomId(), heardOf.id());
        List<Key> asked = new ArrayList<>(against);
        asked.add(entry);
        CompletableFuture<Map<Key, Item>> glance = Futures.start(() -> table.glance(asked));
        boolean kept = keep(room, before, heardOf);
        Map<Key, Item> found = Futures.await(glance);
        if (kept && !(found.containsKey(entry) && RosterItem.lasts(found.get(entry), heardOf))) {
            roster.write(heardOf);
        }
        return kept && against.stream().noneMatch(found::containsKey);
    }

    /** What it may do goes into its next session token, so that has to be as it was read, too. */
    private boolean keep(Room room, Peer before, Peer heardOf) {
        return keep(
                room.app(),
                room.name(),
                heardOf,
                PeerItem.heardOf(heardOf, room),
                PeerItem.isUnchanged(before).and(PeerItem.isPresentAs(before)));
    }

    private static boolean isToBeListed(Peer before, Peer heardOf, Instant now) {
        // A lease may have become shorter, or so long that when it was given is not seen from it.
        return before.presence().isConnected()
                || heardOf.presence().isConnected()
                || heardOf.leaseUntil().isAfter(now.plus(Peer.LEASE))
                || PeriodicCheck.isDue(heardOf.id(), before.lastHeardOf(), now);
    }

    @Override
    public boolean disconnect(AppName app, RoomName room, Peer before, Peer left) {
        boolean kept = keep(
                app,
                room,
                left,
                PeerItem.disconnected(left),
                PeerItem.isBelievedFrom(left).and(PeerItem.isPresentAs(before)));
        // Whom another connection keeps inside has the lease that he had, and stands in the list for at least as long.
        if (kept && !left.presence().isConnected()) {
            roster.write(left);
        }
        return kept;
    }

    /** Writes what was heard of a peer, unless something else was in this very moment. */
    private boolean keep(AppName app, RoomName room, Peer after, Change change, Condition unchanged) {
        return table.update(Key.peer(app, room, after.id()), change, unchanged)
                .map(found -> PeerItem.isAsHeardOf(found, after))
                .orElse(true);
    }

    @Override
    public boolean takeOver(Room room, Peer before, Peer takenOver, Instant now) {
        // As a transaction it recognises its own earlier success, if the answer to that was lost.
        boolean taken = table.write(List.of(
                        table.updating(
                                Key.peer(room.app(), room.name(), takenOver.id()),
                                PeerItem.takenOver(takenOver, room),
                                PeerItem.isUnchanged(before)),
                        table.putting(VoidedItem.write(room.app(), before, now))))
                .written();
        if (taken) {
            roster.write(takenOver);
        }
        return taken;
    }

    @Override
    public Optional<Peer> mend(Room room, Peer heardOf, Instant now) {
        Session mended = departures.reopenFor(room.app(), room.name(), heardOf, now);
        Peer placed = heardOf.placed(mended.id(), heardOf.seat());
        return placed.equals(heardOf) || keep(room, placed) ? Optional.of(placed) : Optional.empty();
    }

    /** Returns false when the peer is out, or its place has been taken over. */
    private boolean keep(Room room, Peer heardOf) {
        return table.update(
                        Key.peer(room.app(), room.name(), heardOf.id()),
                        PeerItem.heardOf(heardOf, room),
                        PeerItem.isBelievedFrom(heardOf))
                .isEmpty();
    }

    @Override
    public boolean update(Room room, Peer before, Peer changed) {
        Condition unchanged = PeerItem.isUnchanged(before);
        Key key = Key.peer(room.app(), room.name(), changed.id());
        Peer counted = changed.holding(regraded(room, before, changed));
        if (!counted.holds().equals(before.holds())) {
            boolean written = table.write(List.of(
                            table.updating(key, PeerItem.change(counted), unchanged),
                            counted.holds().contains(Hold.ORDINARY_PLACE)
                                    ? seats.regrading(room.app(), room.name(), before.seat(), Long.MAX_VALUE)
                                    : seats.upgrading(room.app(), room.name(), before.seat())))
                    .written();
            if (written) {
                roster.write(changed);
            }
            return written;
        }
        Optional<Item> inTheWay = table.update(key, PeerItem.change(counted), unchanged);
        // The answer to our own earlier success may have been lost: then what stands there is what we wrote.
        boolean kept = inTheWay.map(old -> old.has(Attr.PK) && PeerItem.isAsChanged(old, changed))
                .orElse(true);
        if (kept && !before.grant().equals(changed.grant())) {
            roster.write(changed);
        }
        return kept;
    }

    /** What is counted for the peer once it is an admin, or none any more. Its place stays the same. */
    private static Set<Hold> regraded(Room room, Peer before, Peer changed) {
        boolean was = before.holds().contains(Hold.ORDINARY_PLACE);
        boolean counted = was || (Seats.isOrdinary(room, changed) && Seats.isCountedBy(room.seats(), before));
        return Holders.with(before.holds(), Hold.ORDINARY_PLACE, counted && !isAdmin(changed));
    }

    private static boolean isAdmin(Peer peer) {
        return peer.grant().permissions().admin();
    }

    @Override
    public List<Peer> putOut(Room room, Predicate<Peer> whom, Departure how, Instant now) {
        return putOut(
                room.app(),
                room.name(),
                room.isLarge(),
                peer -> peer.roomId().equals(room.id()) && whom.test(peer),
                how,
                now);
    }

    @Override
    public List<Peer> putOutOfMeetings(AppName app, int most, Predicate<Peer> whom, Departure how, Instant now) {
        List<Item> meetings = new ArrayList<>();
        for (String partition : IndexShard.partitions(IndexShard.LIVE, app)) {
            meetings.addAll(table.indexPage(partition, PageRequest.first(most)));
        }
        List<Peer> out = new ArrayList<>();
        for (Item meeting : meetings.subList(0, Math.min(most, meetings.size()))) {
            boolean large = SessionItem.read(meeting).isInLargeRoom();
            out.addAll(putOut(app, SessionItem.readRoomName(meeting), large, whom, how, now));
        }
        return out;
    }

    private List<Peer> putOut(
            AppName app, RoomName room, boolean large, Predicate<Peer> whom, Departure how, Instant now) {
        return putOut(app, room, people.all(app, room, large, whom), how, now);
    }

    private List<Peer> putOut(AppName app, RoomName room, List<Peer> whom, Departure how, Instant now) {
        List<Peer> out = whom.stream()
                .filter(peer -> departures.remove(app, room, peer, how, now, List.of()))
                .toList();
        if (!out.isEmpty()) {
            departures.endIfEmpty(app, room, now);
        }
        return out;
    }

    @Override
    public List<Peer> putOutUser(Room room, String subject, Predicate<Peer> whom, Departure how, Instant now) {
        List<Peer> inside = people.as(room, subject).stream().filter(whom).toList();
        return putOut(room.app(), room.name(), inside, how, now);
    }

    @Override
    public List<Peer> insideAs(Room room, String subject, Instant now) {
        return people.as(room, subject).stream()
                .filter(peer -> peer.isInsideAt(now))
                .toList();
    }

    @Override
    public List<Peer> putOutByToken(AppName app, String jti, Instant now) {
        return putOutByToken(app, jti, room -> true, Departure.REVOKED, now);
    }

    @Override
    public List<Peer> putOutByToken(AppName app, RoomName room, String jti, Instant now) {
        return putOutByToken(app, jti, room::equals, Departure.EJECTED, now);
    }

    private List<Peer> putOutByToken(AppName app, String jti, Predicate<RoomName> where, Departure how, Instant now) {
        List<Peer> out = new ArrayList<>();
        for (Item use : table.queryAll(Key.tokenPartition(app, jti), Key.PEER_PREFIX)) {
            RoomName room = UseItem.readRoom(use);
            if (where.test(room)) {
                find(app, room, UseItem.readPeerId(use))
                        .filter(peer -> leave(app, room, peer, how, now))
                        .ifPresent(out::add);
            }
        }
        return out;
    }

    @Override
    public Optional<Peer> insideByToken(AppName app, RoomName room, String jti, Instant now) {
        return table.queryAll(Key.tokenPartition(app, jti), Key.PEER_PREFIX).stream()
                .filter(use -> UseItem.readRoom(use).equals(room))
                .flatMap(use -> find(app, room, UseItem.readPeerId(use)).stream())
                .filter(peer -> peer.isInsideAt(now))
                .findFirst();
    }

    @Override
    public boolean leave(AppName app, RoomName room, Peer peer, Departure how, Instant now) {
        boolean left = departures.remove(app, room, peer, how, now, List.of());
        departures.endIfLastHasLeft(app, room, peer.sessionId(), now);
        return left;
    }

    @Override
    public boolean evict(AppName app, RoomName room, Peer peer, Instant now) {
        boolean evicted = departures.evict(app, room, peer, now);
        if (evicted) {
            departures.endIfDeserted(app, room, now);
        }
        return evicted;
    }

    @Override
    public void takeOutOverdue(Room room, Instant now) {
        departures.sweep(room, now, Integer.MAX_VALUE);
    }

    @Override
    public boolean isLive(Room room) {
        return live(room).isPresent();
    }

    private Optional<Session> live(Room room) {
        return table.get(Key.live(room.app(), room.name()))
                .map(SessionItem::read)
                .filter(session -> session.roomId().equals(room.id()));
    }

    @Override
    public Optional<Instant> quietSince(Room room, Instant now) {
        Session live = live(room).orElse(null);
        if (live == null) {
            return Optional.empty();
        }
        List<Peer> recorded = people.in(room, peer -> peer.sessionId().equals(live.id()));
        return Activity.isQuiet(room, recorded, now)
                ? Optional.of(Activity.quietSince(room, live, recorded, history.past(room, live)))
                : Optional.empty();
    }

    @Override
    public boolean endQuiet(Room room, Instant end, Instant now) {
        boolean all = true;
        for (Peer peer : people.in(room, peer -> Activity.isConsumer(room, peer) && peer.isInsideAt(now))) {
            all &= departures.endQuiet(room, peer, end, now);
        }
        departures.endIfDeserted(room.app(), room.name(), now);
        return all;
    }

    @Override
    public boolean eject(Room room, Peer peer, Instant now) {
        List<Item> keptOut =
                peer.jti().isEmpty() ? List.of() : BanItem.writeEjected(room.app(), room.name(), peer, now);
        if (!keptOut.isEmpty()) {
            marks.set(room);
        }
        boolean out = departures.remove(room.app(), room.name(), peer, Departure.EJECTED, now, keptOut);
        if (!out) {
            // It left by itself in between: it must not come back all the same.
            keptOut.forEach(table::put);
        }
        departures.endIfLastHasLeft(room.app(), room.name(), peer.sessionId(), now);
        return out;
    }

    @Override
    public void close(Room room, Instant now) {
        putOut(room, peer -> true, Departure.ROOM_CLOSED, now);
        // Of a meeting whose people all left in the moment before.
        departures.endIfEmpty(room.app(), room.name(), now);
    }

    @Override
    public void ban(Room room, Ban ban) {
        marks.set(room);
        if (room.isLarge()) {
            table.put(Item.at(BanItem.heldAgainstUser(room.app(), room.name(), room.id(), ban.subject())));
        }
        table.put(BanItem.write(room, ban), BanItem.isNoneBut(room, ban.rank().andBelow()));
    }

    @Override
    public boolean unban(Room room, String subject, Set<Rank> ofRanks, String by) {
        Condition may = BanItem.isNoneBut(room, ofRanks);
        Key ban = Key.ban(room.app(), room.name(), subject);
        table.note(ban, BanItem.lifting(by), may.and(Condition.PRESENT));
        boolean named = table.delete(ban, may);
        boolean erased = table.delete(Key.erasedBan(room.app(), room.name(), subject), may);
        return named && erased;
    }

    @Override
    public List<Ban> bans(Room room) {
        return table.queryAll(Key.roomPartition(room.app(), room.name()), Key.ANY_BAN_PREFIX).stream()
                .filter(item -> item.text(Attr.ROOM_ID).equals(room.id()))
                .map(BanItem::read)
                .toList();
    }

    @Override
    public Page<Session> sessions(Room room, PageRequest<String> wanted, Instant now) {
        return history.sessions(room, wanted, now);
    }

    @Override
    public boolean hasSession(Room room, String sessionId) {
        return history.hasSession(room, sessionId);
    }

    @Override
    public Page<Participation> participants(Room room, String sessionId, PageRequest<String> wanted, Instant now) {
        return history.participants(room, sessionId, wanted, now);
    }

    @Override
    public Page<LiveMeeting> live(AppName app, PageRequest<String> wanted, Instant now) {
        return history.live(app, wanted, now);
    }
}
