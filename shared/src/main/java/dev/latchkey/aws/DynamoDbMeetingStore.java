package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;

import dev.latchkey.access.DecisionLog;
import dev.latchkey.app.AppName;
import dev.latchkey.claims.AccessClaims;
import dev.latchkey.claims.SessionClaims;
import dev.latchkey.lobby.JoinRequest;
import dev.latchkey.meeting.Ban;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.Inside;
import dev.latchkey.meeting.JoinOutcome;
import dev.latchkey.meeting.LiveMeeting;
import dev.latchkey.meeting.MeetingStore;
import dev.latchkey.meeting.Page;
import dev.latchkey.meeting.Participation;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Scene;
import dev.latchkey.meeting.Session;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Keeps meetings and the people in them in the one table. */
public final class DynamoDbMeetingStore implements MeetingStore {
    private final Table table;
    private final People people;
    private final Departures departures;
    private final History history;

    /** @param decisions is told of everybody who is taken out because the time was up */
    public DynamoDbMeetingStore(Table table, DecisionLog decisions) {
        this.table = table;
        this.people = new People(table);
        this.departures = new Departures(table, decisions);
        this.history = new History(table, departures);
    }

    @Override
    public Scene look(AppName app, RoomName room, @Nullable AccessClaims token) {
        // Two reads, one round trip: they are under way together.
        CompletableFuture<People.Page> peers =
                CompletableFuture.supplyAsync(() -> people.first(app, room, Scene.MOST_LISTED));
        Facts facts = Facts.read(table, app, room, token);
        People.Page inside = await(peers);
        Room known = facts.room();
        return new Scene(
                facts.app(),
                known,
                facts.standing(),
                known == null ? null : facts.live(known),
                inside.peers().stream()
                        .filter(peer -> known != null && peer.roomId().equals(known.id()))
                        .toList(),
                inside.complete());
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public JoinOutcome join(Room room, Scene scene, Peer peer, @Nullable JoinRequest by, Instant now) {
        return new Joining(table, departures, room, peer, by, now).join(scene);
    }

    @Override
    public Optional<Peer> find(AppName app, RoomName room, String peerId) {
        return table.get(Key.peer(app, room, peerId)).map(PeerItem::read);
    }

    @Override
    public Inside lookInside(SessionClaims session) {
        Facts facts = Facts.inside(table, session);
        Room room = facts.room();
        Room same = room != null && room.id().equals(session.roomId()) ? room : null;
        Item peer = facts.peer(session.peerId());
        return new Inside(
                facts.app(),
                same,
                same == null ? null : facts.live(same),
                peer == null ? null : PeerItem.read(peer),
                // Also one who came in while his token was being put out, or had come in with it twice.
                facts.revoked() || (same != null && facts.ejected(same)));
    }

    @Override
    public Page<Peer> inside(Room room, int limit, Optional<String> afterPeerId, Instant now) {
        QueryResponse page = table.page(
                Key.roomPartition(room.app(), room.name()),
                Key.PEER_PREFIX,
                afterPeerId.map(id -> Key.peer(room.app(), room.name(), id)),
                query -> query.limit(limit));
        List<Peer> peers =
                page.items().stream().map(item -> PeerItem.read(new Item(item))).toList();
        return new Page<>(
                peers.stream()
                        .filter(peer -> peer.roomId().equals(room.id()) && peer.isInsideAt(now))
                        .toList(),
                page.hasLastEvaluatedKey()
                        ? Optional.of(peers.get(peers.size() - 1).id())
                        : Optional.empty());
    }

    @Override
    public Optional<Peer> renew(Room room, @Nullable Session live, Peer heardOf, Instant now) {
        if (!keep(room, heardOf)) {
            return Optional.empty();
        }
        if (live != null) {
            return Optional.of(heardOf);
        }
        // The meeting was taken for over while this peer was coming in: it goes on, unless another has begun.
        Session mended = departures.reopenFor(room.app(), room.name(), heardOf, now);
        Peer placed = heardOf.placed(mended.id(), heardOf.seat());
        return placed.equals(heardOf) || keep(room, placed) ? Optional.of(placed) : Optional.empty();
    }

    /** Returns false when the peer is out. */
    private boolean keep(Room room, Peer heardOf) {
        Change change = Change.of(
                "SET leaseUntil = :lease, insideUntil = :until, sessionId = :session"
                        + (heardOf.ejectAt().equals(Instant.MAX) ? " REMOVE ejectAt" : ", ejectAt = :eject"),
                PeerItem.renewal(heardOf));
        return table.update(Key.peer(room.app(), room.name(), heardOf.id()), change, Condition.PRESENT)
                .isEmpty();
    }

    @Override
    public boolean update(Room room, Peer changed) {
        Condition unchanged =
                Condition.of("itemVersion = :before", Map.of(":before", fromN(Long.toString(changed.version() - 1))));
        Optional<Item> inTheWay =
                table.update(Key.peer(room.app(), room.name(), changed.id()), PeerItem.change(changed), unchanged);
        // The answer to our own earlier success may have been lost: then what stands there is what we wrote.
        return inTheWay.map(old -> old.has(Attr.PK) && PeerItem.isAsChanged(old, changed))
                .orElse(true);
    }

    @Override
    public boolean leave(AppName app, RoomName room, Peer peer, Departure how, Instant now) {
        boolean left = departures.remove(app, room, peer, how, now, List.of());
        departures.endIfEmpty(app, room, now);
        return left;
    }

    @Override
    public boolean eject(Room room, Peer peer, boolean ban, Instant now) {
        List<Item> keptOut = new ArrayList<>();
        if (!peer.jti().isEmpty()) {
            keptOut.add(BanItem.writeEjected(room, peer.jti(), now));
        }
        if (ban && !peer.subject().isEmpty()) {
            keptOut.add(BanItem.write(room, new Ban(peer.subject(), now)));
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
        for (Peer peer :
                people.all(room.app(), room.name(), peer -> peer.roomId().equals(room.id()))) {
            departures.remove(room.app(), room.name(), peer, Departure.ROOM_CLOSED, now, List.of());
        }
        departures.endIfEmpty(room.app(), room.name(), now);
    }

    @Override
    public void ban(Room room, Ban ban) {
        table.put(BanItem.write(room, ban));
    }

    @Override
    public void unban(Room room, String subject) {
        table.delete(Key.ban(room.app(), room.name(), subject));
    }

    @Override
    public List<Ban> bans(Room room) {
        return table.queryAll(Key.roomPartition(room.app(), room.name()), Key.BAN_PREFIX).stream()
                .filter(item -> item.text(Attr.ROOM_ID).equals(room.id()))
                .map(BanItem::read)
                .toList();
    }

    @Override
    public Page<Session> sessions(Room room, int limit, Optional<String> afterSessionId, Instant now) {
        return history.sessions(room, limit, afterSessionId, now);
    }

    @Override
    public Page<Participation> participants(
            Room room, String sessionId, int limit, Optional<String> afterPeerId, Instant now) {
        return history.participants(room, sessionId, limit, afterPeerId, now);
    }

    @Override
    public Page<LiveMeeting> live(AppName app, int limit, Optional<String> after, Instant now) {
        return history.live(app, limit, after, now);
    }
}
