package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;

import dev.latchkey.access.AuditLog;
import dev.latchkey.access.Presented;
import dev.latchkey.app.AppName;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.meeting.Activity;
import dev.latchkey.meeting.Ban;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.EntrySnapshot;
import dev.latchkey.meeting.Hold;
import dev.latchkey.meeting.JoinOutcome;
import dev.latchkey.meeting.LiveMeeting;
import dev.latchkey.meeting.MeetingStore;
import dev.latchkey.meeting.Participation;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.PeerSnapshot;
import dev.latchkey.meeting.Roster;
import dev.latchkey.meeting.Session;
import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import dev.latchkey.permission.Rank;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.token.SessionClaims;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Keeps meetings and the people in them in the one table. */
public final class DynamoDbMeetingStore implements MeetingStore {
    private final Table table;
    private final PeerItems people;
    private final Departures departures;
    private final RosterStore roster;
    private final Seats seats;
    private final History history;

    /** @param auditLog is told of everybody who is taken out because the time was up */
    public DynamoDbMeetingStore(Table table, AuditLog auditLog) {
        this.table = table;
        this.people = new PeerItems(table);
        this.departures = new Departures(table, auditLog);
        this.roster = new RosterStore(table);
        this.seats = new Seats(table);
        this.history = new History(table, departures);
    }

    @Override
    public EntrySnapshot look(AppName app, RoomName room, Presented presented) {
        return snapshot(AccessFacts.atFirstGlance(table, app, room, presented));
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
                        table, departures, room, peer, presented.accessToken().orElse(null), null, now)
                .join(snapshot);
    }

    @Override
    public JoinOutcome join(Room room, EntrySnapshot snapshot, Peer peer, JoinRequest by, Instant now) {
        JoinOutcome outcome = new JoinTransaction(table, departures, room, peer, by.token(), by, now).join(snapshot);
        if (outcome instanceof JoinOutcome.Joined) {
            new WaitingPlaces(table).free(room.app(), room.name(), by);
        }
        return outcome;
    }

    @Override
    public EntrySnapshot confirm(Room room, Peer peer, Presented presented) {
        CompletableFuture<Void> listed = Futures.start(() -> roster.write(peer));
        AccessFacts facts = AccessFacts.read(table, room.app(), room.name(), presented);
        Futures.await(listed);
        return snapshot(facts);
    }

    @Override
    public Roster roster(Room room, Instant now) {
        return roster.read(room.id(), now).roster();
    }

    @Override
    public Optional<Peer> find(AppName app, RoomName room, String peerId) {
        return table.get(Key.peer(app, room, peerId)).map(PeerItem::read);
    }

    @Override
    public PeerSnapshot lookInside(SessionClaims session) {
        AccessFacts facts = AccessFacts.inside(table, session);
        Optional<Room> same = facts.room().filter(room -> room.id().equals(session.roomId()));
        return new PeerSnapshot(
                facts.app().orElse(null),
                same.orElse(null),
                same.flatMap(facts::live).orElse(null),
                same.flatMap(room -> facts.peer(session.peerId())
                                .map(item -> PeerItem.read(item).under(room.rules())))
                        .orElse(null),
                session.peerVersion(),
                facts.restrictions());
    }

    @Override
    public Page<Peer> inside(Room room, PageRequest<String> wanted, Instant now) {
        QueryResponse page = table.ascending(
                Key.roomPartition(room.app(), room.name()),
                Key.PEER_PREFIX,
                wanted.map(id -> Key.peer(room.app(), room.name(), id)));
        List<Peer> peers = PeerItems.under(room, PeerItems.read(page));
        return new Page<>(
                peers.stream()
                        .filter(peer -> peer.roomId().equals(room.id()) && peer.isInsideAt(now))
                        .toList(),
                page.hasLastEvaluatedKey() ? peers.get(peers.size() - 1).id() : null);
    }

    @Override
    public boolean renew(Room room, Peer before, Peer heardOf, Instant now) {
        boolean kept = keep(room.app(), room.name(), before, heardOf, PeerItem.heardOf(heardOf, room));
        // A lease may have become shorter, or so long that when it was given is not seen from it.
        boolean otherwise = before.presence().isConnected()
                || heardOf.presence().isConnected()
                || heardOf.leaseUntil().isAfter(now.plus(Peer.LEASE));
        if (kept && (otherwise || RosterStore.isDue(heardOf.id(), before.lastHeardOf(), now))) {
            roster.write(heardOf);
        }
        return kept;
    }

    @Override
    public boolean disconnect(AppName app, RoomName room, Peer before, Peer left) {
        boolean kept = keep(app, room, before, left, PeerItem.disconnected(left));
        if (kept) {
            roster.write(left);
        }
        return kept;
    }

    /** Writes what was heard of a peer, unless something else was in this very moment. */
    private boolean keep(AppName app, RoomName room, Peer before, Peer after, Change change) {
        Condition unchanged = PeerItem.isBelievedFrom(after).and(PeerItem.isPresentAs(before));
        return table.update(Key.peer(app, room, after.id()), change, unchanged)
                .map(found -> PeerItem.isAsHeardOf(found, after))
                .orElse(true);
    }

    @Override
    public boolean takeOver(Room room, Peer takenOver) {
        Condition unchanged =
                Condition.of("itemVersion = :before", Map.of(":before", fromN(Long.toString(takenOver.version() - 1))));
        // As a transaction it recognises its own earlier success, if the answer to that was lost.
        boolean taken = table.write(List.of(table.updating(
                        Key.peer(room.app(), room.name(), takenOver.id()),
                        PeerItem.takenOver(takenOver, room),
                        unchanged)))
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
    public List<Peer> putOut(AppName app, RoomName room, Predicate<Peer> whom, Departure how, Instant now) {
        List<Peer> out = people.all(app, room, whom).stream()
                .filter(peer -> departures.remove(app, room, peer, how, now, List.of()))
                .toList();
        if (!out.isEmpty()) {
            departures.endIfEmpty(app, room, now);
        }
        return out;
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
    public List<RoomName> roomsWithMeetings(AppName app, int most) {
        List<RoomName> rooms = new ArrayList<>();
        for (String partition : IndexShard.partitions(IndexShard.LIVE, app)) {
            table.indexPage(partition, PageRequest.first(most))
                    .forEach(item -> rooms.add(SessionItem.readRoomName(item)));
        }
        return rooms.subList(0, Math.min(most, rooms.size()));
    }

    @Override
    public boolean leave(AppName app, RoomName room, Peer peer, Departure how, Instant now) {
        boolean left = departures.remove(app, room, peer, how, now, List.of());
        departures.endIfEmpty(app, room, now);
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
        List<Item> keptOut = new ArrayList<>();
        if (!peer.jti().isEmpty()) {
            keptOut.add(BanItem.writeEjected(room, peer.jti(), now));
        }
        boolean out = departures.remove(room.app(), room.name(), peer, Departure.EJECTED, now, keptOut);
        if (!out) {
            // It left by itself in between: it must not come back all the same.
            keptOut.forEach(table::put);
        }
        departures.endIfEmpty(room.app(), room.name(), now);
        return out;
    }

    @Override
    public void close(Room room, Instant now) {
        putOut(room.app(), room.name(), peer -> peer.roomId().equals(room.id()), Departure.ROOM_CLOSED, now);
        // Of a meeting whose people all left in the moment before.
        departures.endIfEmpty(room.app(), room.name(), now);
    }

    @Override
    public void ban(Room room, Ban ban) {
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
