package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.latchkey.app.AppName;
import dev.latchkey.claims.AccessClaims;
import dev.latchkey.id.Ids;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.MeetingStore;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Scene;
import dev.latchkey.meeting.Session;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.SeatPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Keeps meetings and the people in them in the one table.
 *
 * <p>A join into a room without a cap writes the peer's own item and nothing else, so joins never wait for each other. A join
 * into a capped room takes its place in one transaction with the counter. Only the first peer also writes the meeting.
 */
public final class DynamoDbMeetingStore implements MeetingStore {
    private final Table table;
    private final People people;
    private final Seats seats;
    private final Departures departures;

    public DynamoDbMeetingStore(Table table) {
        this.table = table;
        this.people = new People(table);
        this.seats = new Seats(table);
        this.departures = new Departures(table);
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
    public Optional<Session> join(Room room, Scene scene, Peer peer, Instant now) {
        Session live = scene.live();
        if (live != null && scene.complete() && scene.insideAt(now).isEmpty()) {
            // The meeting outlived its people: nobody of them said goodbye. It ended when the last of them was gone.
            departures.sweep(room.app(), room.name(), now);
            live = currentSession(room);
        }
        Joining joining = new Joining(room, peer, live, now);
        return room.rules().maxParticipants() == 0 ? Optional.of(joining.uncapped()) : joining.capped(scene);
    }

    private @Nullable Session currentSession(Room room) {
        return table.get(Key.live(room.app(), room.name()))
                .map(SessionItem::read)
                .filter(session -> session.roomId().equals(room.id()))
                .orElse(null);
    }

    /** One peer's way in. */
    private final class Joining {
        private final Room room;
        private final Peer peer;
        private final Instant now;
        private @Nullable Session live;

        Joining(Room room, Peer peer, @Nullable Session live, Instant now) {
            this.room = room;
            this.peer = peer;
            this.live = live;
            this.now = now;
        }

        Session uncapped() {
            Session joined = tryTo("", 0);
            while (joined == null) {
                joined = tryTo("", 0);
            }
            return joined;
        }

        Optional<Session> capped(Scene scene) {
            Optional<Session> joined = onAnyShard(uncounted(scene));
            if (joined.isEmpty() && departures.sweep(room.app(), room.name(), now) > 0) {
                live = currentSession(room);
                return onAnyShard(uncounted(null));
            }
            return joined;
        }

        /** How many are inside that the counters in use do not count; see {@link SeatPlan}. */
        private int uncounted(@Nullable Scene scene) {
            SeatPlan plan = room.seats();
            if (plan.pristine()) {
                return 0;
            }
            List<Peer> inside = scene != null && scene.complete()
                    ? scene.insideAt(now)
                    : people.all(room.app(), room.name(), other -> other.isInsideAt(now));
            return (int) inside.stream()
                    .filter(other -> other.roomId().equals(room.id()) && !Seats.isCountedBy(plan, other))
                    .count();
        }

        private Optional<Session> onAnyShard(int uncounted) {
            SeatPlan plan = room.seats();
            int places = Math.max(0, room.rules().maxParticipants() - uncounted);
            for (int shard : Seats.shuffledShards(plan)) {
                int share = plan.share(places, shard);
                boolean full = share == 0;
                while (!full) {
                    Session before = live;
                    Session joined = tryTo(Seats.seat(plan, shard), share);
                    if (joined != null) {
                        return Optional.of(joined);
                    }
                    // Either this counter is full, or somebody else began the meeting first.
                    full = Objects.equals(live, before);
                }
            }
            return Optional.empty();
        }

        /** Writes the peer in. Returns null when something stood in the way; a meeting that did is remembered. */
        private @Nullable Session tryTo(String seat, int share) {
            Session session = live != null ? live : Session.start(Ids.ulid(now), room.id(), now);
            Item item = PeerItem.write(room.app(), room.name(), peer.placed(session.id(), seat));
            if (live != null && seat.isEmpty()) {
                table.put(item, Condition.ABSENT);
                return session;
            }
            List<TransactWriteItem> items = new ArrayList<>();
            items.add(table.putting(item, Condition.ABSENT));
            if (live == null) {
                items.add(table.putting(
                        SessionItem.writeLive(room.app(), room.name(), session),
                        Condition.of(
                                "attribute_not_exists(sk) OR roomId <> :room", Map.of(":room", fromS(room.id())))));
                items.add(table.putting(SessionItem.write(room.app(), room.name(), session), Condition.ABSENT));
            }
            if (!seat.isEmpty()) {
                items.add(seats.taking(room, seat, share));
            }
            Table.Outcome outcome = table.write(items);
            if (outcome.written()) {
                return session;
            }
            if (live == null && outcome.failedAt(1)) {
                live = SessionItem.read(outcome.old(1));
            } else if (seat.isEmpty()) {
                throw new IllegalStateException("a new peer's id is taken");
            }
            return null;
        }
    }

    @Override
    public Optional<Peer> find(AppName app, RoomName room, String peerId) {
        return table.get(Key.peer(app, room, peerId)).map(PeerItem::read);
    }

    @Override
    public boolean leave(AppName app, RoomName room, Peer peer, Departure how, Instant now) {
        boolean left = departures.remove(app, room, peer, how, now);
        table.get(Key.live(app, room))
                .map(SessionItem::read)
                .filter(live -> live.id().equals(peer.sessionId()))
                .ifPresent(live -> departures.endIfEmpty(app, room, live, now, now));
        return left;
    }
}
