package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.latchkey.id.Ids;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.EntrySnapshot;
import dev.latchkey.meeting.FirstEntry;
import dev.latchkey.meeting.Hold;
import dev.latchkey.meeting.JoinOutcome;
import dev.latchkey.meeting.OwnPlace;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Roster;
import dev.latchkey.meeting.Session;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.retry.Futures;
import dev.latchkey.room.Places;
import dev.latchkey.room.Room;
import dev.latchkey.room.SeatPlan;
import dev.latchkey.room.SecondEntry;
import dev.latchkey.token.AccessClaims;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * One peer's way into a room.
 *
 * <p>A join into a room without a cap writes the peer's own item and nothing else, so joins never wait for each other. A join
 * into a capped room takes its place in one transaction with the counter. Only the first peer also writes the meeting, only
 * somebody who had to ask also uses up the join request, and only where users may not come in twice, or a token says how many
 * may be inside by it, that is recorded too.
 *
 * <p>Whoever finds that it is his own earlier entry that keeps him out takes its place: one transaction takes the one out and
 * lets the other in, so that nobody gets in between.
 */
final class JoinTransaction {
    /** A join takes out no more than this of those who have vanished: it needs one place, and has somebody waiting. */
    private static final int MOST_SWEPT = 20;

    /** How often it looks whether a room is really full. */
    private static final int MOST_SWEEPS = 5;

    /** At so many counters of a large room others may be before one of them is waited for. */
    private static final int MOST_BUSY = 4;

    /** So many of the times a user came in are looked at for a place that somebody may take. */
    private static final int MOST_OWN = 100;

    /** How often others may get in between. */
    private static final int MOST_ROUNDS = 50;

    /** Where no counter is asked. */
    private static final Places NO_SHARE = new Places(0, 0);

    /** How many a join takes out of the list of those inside who were not heard of for long. */
    private static final int MOST_CLEARED = 3;

    private final Table table;
    private final PeerItems people;
    private final Seats seats;
    private final Departures departures;
    private final RecentRosters rosters;
    private final Holders holders;
    private final @Nullable AccessClaims token;
    private final @Nullable JoinRequest by;
    private final Instant now;
    private final Peer peer;
    private Room room;
    private @Nullable Session live;
    private @Nullable FirstEntry firstEntry;
    private Roster others = Roster.EMPTY;
    private int sweeps;
    /** Whoever makes way for this peer by the same write; null for nobody. */
    private @Nullable Peer replaced;
    /** Who was recorded as inside as the same user and is gone; empty for nobody. */
    private String gone = "";

    JoinTransaction(
            Table table,
            Departures departures,
            RecentRosters rosters,
            Room room,
            Peer peer,
            @Nullable AccessClaims token,
            @Nullable JoinRequest by,
            Instant now) {
        this.table = table;
        this.people = new PeerItems(table);
        this.seats = new Seats(table);
        this.departures = departures;
        this.rosters = rosters;
        this.holders = new Holders(table);
        this.room = room;
        this.peer = peer;
        this.token = token;
        this.by = by;
        this.now = now;
    }

    JoinOutcome join(EntrySnapshot snapshot) {
        live = snapshot.live();
        firstEntry = snapshot.firstEntry();
        RosterStore.Page listed = rosters.read(room, now);
        others = listed.roster();
        if (live != null && others.complete() && !isAnybodyInside(listed)) {
            // The meeting outlived its people: nobody of them said goodbye. It ended when the last of them was gone.
            sweep();
        } else {
            listed.overdue().stream()
                    .limit(MOST_CLEARED)
                    .forEach(peerId -> departures.takeOutIfVanished(room, peerId, now));
        }
        return enter();
    }

    private boolean isAnybodyInside(RosterStore.Page listed) {
        return now.isBefore(listed.heardOf().plus(Peer.LEASE))
                || (!listed.latest().isEmpty()
                        && table.get(Key.peer(room.app(), room.name(), listed.latest()))
                                .filter(item ->
                                        PeerItem.read(item).under(room.rules()).isInsideAt(now))
                                .isPresent());
    }

    private JoinOutcome enter() {
        if (isRecordedAsUser() && !room.seats().usersKnown()) {
            JoinOutcome refused = unrecorded();
            if (refused != null) {
                return refused;
            }
        }
        for (int round = 0; round < MOST_ROUNDS; round++) {
            JoinOutcome outcome = after(replaced == null ? onAnySeat() : attempt(replaced.seat(), NO_SHARE));
            if (outcome != null) {
                return outcome;
            }
        }
        throw new RefusedException(Reason.UNAVAILABLE, "too many come in at once");
    }

    /** What came of an attempt; null when another is to be made. */
    private @Nullable JoinOutcome after(Attempt attempt) {
        if (attempt instanceof Attempt.Ended ended) {
            return ended.outcome();
        }
        if (attempt instanceof Attempt.Outdated) {
            room = currentRoom();
            return null;
        }
        if (attempt instanceof Attempt.UserInside user) {
            return userInside(user.peerId());
        }
        if (attempt instanceof Attempt.TokenFull token) {
            return tokenFull(token.counter());
        }
        return attempt instanceof Attempt.Full ? full() : null;
    }

    /** Takes out those whose time has run out, as far as somebody who waits can look for them. */
    private Departures.Swept sweep() {
        Departures.Swept swept = departures.sweepSome(room, now, MOST_SWEPT);
        if (swept.complete()) {
            live = table.get(Key.live(room.app(), room.name()))
                    .map(SessionItem::read)
                    .filter(session -> session.roomId().equals(room.id()))
                    .orElse(null);
        }
        return swept;
    }

    /** Full of people who may have gone without a word, or of the very person who comes in. */
    private @Nullable JoinOutcome full() {
        Departures.Swept swept = sweep();
        List<Peer> inside = swept.complete() ? swept.inside() : own();
        if (inside.stream().anyMatch(other -> other.id().equals(peer.id()))) {
            return new JoinOutcome.InsideAlready();
        }
        Peer own = OwnPlace.of(peer, inside, now).orElse(null);
        if (own != null && isRecordedAsUser() && room.rules().onSecondEntry() == SecondEntry.REFUSE) {
            return new JoinOutcome.SecondEntryRefused();
        }
        replaced = own != null && own.equals(replaced) ? null : own;
        if (replaced != null) {
            return null;
        }
        sweeps++;
        boolean hope = swept.complete() ? hasPlaceBeside(inside) : swept.vanished() > 0;
        return sweeps > MOST_SWEEPS || !hope ? new JoinOutcome.Full() : null;
    }

    /** Of a crowd inside a large room, this very peer, and those whose place it might take: all who are inside by its token are the same user. */
    private List<Peer> own() {
        List<Peer> own = new ArrayList<>(people.as(room, peer.subject(), MOST_OWN));
        table.get(Key.peer(room.app(), room.name(), peer.id()))
                .map(item -> PeerItem.read(item).under(room.rules()))
                .ifPresent(own::add);
        return own.stream().filter(one -> one.isInsideAt(now)).toList();
    }

    private boolean hasPlaceBeside(List<Peer> inside) {
        int ordinary = (int)
                inside.stream().filter(other -> Seats.isOrdinary(room, other)).count();
        Places left = Places.left(room.rules(), inside.size(), ordinary);
        return (Seats.isOrdinary(room, peer) ? left.ordinary() : left.all()) > 0;
    }

    /** Somebody is recorded as inside as the same user. */
    private @Nullable JoinOutcome userInside(String peerId) {
        Peer other = table.get(Key.peer(room.app(), room.name(), peerId))
                .map(item -> PeerItem.read(item).under(room.rules()))
                .orElse(null);
        if (other == null) {
            // The release before took him out, and knows of no record.
            gone = peerId;
            return null;
        }
        if (!other.isInsideAt(now)) {
            departures.evict(room.app(), room.name(), other, now);
            return null;
        }
        if (room.rules().onSecondEntry() == SecondEntry.REFUSE) {
            return new JoinOutcome.SecondEntryRefused();
        }
        replaced = other;
        return null;
    }

    /** Where users once could come in twice, those who did are found by looking. */
    private @Nullable JoinOutcome unrecorded() {
        for (Peer other : people.as(room, peer.subject())) {
            if (other.holds().contains(Hold.USER)) {
                continue;
            }
            if (!other.isInsideAt(now)) {
                departures.evict(room.app(), room.name(), other, now);
            } else if (room.rules().onSecondEntry() == SecondEntry.REFUSE) {
                return new JoinOutcome.SecondEntryRefused();
            } else {
                departures.remove(room.app(), room.name(), other, Departure.REPLACED, now, List.of());
            }
        }
        return null;
    }

    /** As many are counted as the token admits: some may have gone without a word. */
    private @Nullable JoinOutcome tokenFull(Item counter) {
        List<Peer> counted = people.as(room, peer.subject()).stream()
                .filter(other -> other.jti().equals(peer.jti()) && other.holds().contains(Hold.TOKEN))
                .toList();
        List<Peer> inside =
                counted.stream().filter(other -> other.isInsideAt(now)).toList();
        if (inside.size() < counted.size()) {
            counted.stream()
                    .filter(other -> !other.isInsideAt(now))
                    .limit(MOST_SWEPT)
                    .forEach(other -> departures.evict(room.app(), room.name(), other, now));
            return null;
        }
        replaced = OwnPlace.overdue(peer, inside, now).orElse(null);
        if (replaced != null) {
            return null;
        }
        // Of a large room's people those are missing whose note is gone by now, and no release let them out uncounted.
        if (!room.isLarge() && inside.size() < Holders.counted(counter)) {
            holders.recount(room, peer, counter, inside.size());
            return null;
        }
        return new JoinOutcome.TokenInUse();
    }

    private boolean isRecordedAsUser() {
        return room.rules().onSecondEntry() != SecondEntry.ALLOW
                && peer.person().externalUserId() != null;
    }

    private boolean isCountedByToken() {
        return token != null && token.maxPeers() > 0;
    }

    private Attempt onAnySeat() {
        if (room.rules().maxParticipants() == 0) {
            return attempt("", NO_SHARE);
        }
        SeatPlan plan = room.seats();
        Places places = places();
        boolean ordinary = Seats.isOrdinary(room, peer);
        List<Integer> shards = Seats.inTurn(plan, Seats.isForReserved(room, peer)).stream()
                .filter(shard -> {
                    Places share = places.share(plan, shard);
                    return (ordinary ? share.ordinary() : share.all()) > 0;
                })
                .toList();
        return room.isLarge() ? onSeatOfMany(shards, places, ordinary) : onSeat(shards, places);
    }

    private Attempt onSeat(List<Integer> shards, Places places) {
        for (int shard : shards) {
            Attempt attempt = attempt(Seats.seat(room.seats(), shard), places.share(room.seats(), shard));
            if (!(attempt instanceof Attempt.Full)) {
                return attempt;
            }
        }
        return new Attempt.Full();
    }

    /**
     * In a large room, where another counter is as good as one that others are at, and trying all that are full would take as many
     * transactions.
     */
    private Attempt onSeatOfMany(List<Integer> shards, Places places, boolean ordinary) {
        for (int shard : shards.subList(0, Math.min(shards.size(), MOST_BUSY))) {
            Attempt attempt = attempt(Seats.seat(room.seats(), shard), places.share(room.seats(), shard), true);
            if (attempt instanceof Attempt.Full) {
                return onSeat(seats.withPlaces(room, shards, places, ordinary), places);
            }
            if (!(attempt instanceof Attempt.Busy)) {
                return attempt;
            }
        }
        return onSeat(shards, places);
    }

    /**
     * How many places the counters in use give away: all but those of people whom they do not count; see {@link SeatPlan}. One
     * whose time has run out is inside until taken out: a heartbeat may still bring him back.
     */
    private Places places() {
        SeatPlan plan = room.seats();
        if (plan.pristine()) {
            return Places.left(room.rules(), 0, 0);
        }
        List<Peer> uncounted = people.in(room, other -> !Seats.isCountedBy(plan, other));
        int ordinary = (int) uncounted.stream()
                .filter(other -> Seats.isOrdinary(room, other))
                .count();
        return Places.left(room.rules(), uncounted.size(), ordinary);
    }

    private Room currentRoom() {
        return table.get(Key.room(room.app(), room.name()))
                .filter(item -> !RoomItem.isArchived(item))
                .map(RoomItem::read)
                .filter(current -> current.id().equals(room.id()))
                .orElseThrow(Refusal.NO_SUCH_ROOM::toException);
    }

    /** Tries to write the peer in. A meeting that somebody else began first is remembered for the next attempt. */
    private Attempt attempt(String seat, Places share) {
        return attempt(seat, share, false);
    }

    /** @param unlessBusy whether others who are at one of the items in this very moment are not waited for */
    private Attempt attempt(String seat, Places share, boolean unlessBusy) {
        Session session = live != null ? live : Session.start(room.idInside(Ids.ulid(now)), room.id(), now);
        Peer placed = peer.placed(session.id(), seat).holding(holds(seat));
        Item item = PeerItem.write(room, placed);
        boolean limited = token != null && !token.ejectAfter().isZero();
        boolean alone = live != null && seat.isEmpty() && by == null && !limited && replaced == null;
        if (alone && placed.holds().isEmpty()) {
            List<CompletableFuture<Void>> uses = UseItem.write(room, peer).stream()
                    .map(use -> Futures.start(() -> table.put(use)))
                    .toList();
            boolean taken = table.put(item, Condition.ABSENT).isPresent();
            uses.forEach(Futures::await);
            return taken ? new Attempt.Ended(new JoinOutcome.InsideAlready()) : joined(session, placed);
        }
        Writes writes = new Writes();
        writes.add(table.putting(item, Condition.ABSENT), old -> new Attempt.Ended(new JoinOutcome.InsideAlready()));
        if (by != null) {
            for (TransactWriteItem write :
                    DynamoDbJoinRequestStore.deciding(table, room.app(), room.name(), by, by.admitted(peer.id()))) {
                writes.add(write, old -> new Attempt.Ended(new JoinOutcome.RequestGone()));
            }
        }
        if (live == null) {
            writes.add(
                    table.putting(
                            SessionItem.writeLive(room, session),
                            Condition.of(
                                    "attribute_not_exists(sk) OR roomId <> :room", Map.of(":room", fromS(room.id())))),
                    old -> {
                        live = SessionItem.read(old);
                        return new Attempt.Again();
                    });
            writes.add(
                    table.putting(SessionItem.write(room.app(), room.name(), session), Condition.ABSENT),
                    old -> new Attempt.Again());
        }
        if (token != null && limited && !enteredBefore(session)) {
            writes.add(
                    table.putting(
                            FirstEntryItem.write(
                                    room.app(), room.name(), token.jti(), new FirstEntry(session.id(), now)),
                            FirstEntryItem.isFirstIn(session.id())),
                    old -> new Attempt.Ended(new JoinOutcome.EnteredBefore(FirstEntryItem.read(old))));
        }
        UseItem.write(room, peer).forEach(use -> writes.add(table.putting(use), old -> new Attempt.Again()));
        if (replaced != null) {
            replacing(writes, replaced, placed);
        }
        if (placed.holds().contains(Hold.USER)) {
            writes.add(
                    holders.claiming(room, peer, gone, replaced == null ? gone : replaced.id()),
                    old -> new Attempt.UserInside(Holders.holder(old)));
        }
        if (replaced == null && !seat.isEmpty()) {
            boolean ordinary = placed.holds().contains(Hold.ORDINARY_PLACE);
            writes.add(
                    seats.taking(room, seat, share, ordinary),
                    old -> Seats.isOutdated(room, old) ? new Attempt.Outdated() : new Attempt.Full());
        }
        if (placed.holds().contains(Hold.TOKEN) && !isHandedOver(Hold.TOKEN)) {
            writes.add(holders.counting(room, peer, token == null ? 0 : token.maxPeers()), Attempt.TokenFull::new);
        }
        Table.Outcome outcome =
                unlessBusy ? table.writeUnlessBusy(writes.items).orElse(null) : table.write(writes.items);
        if (outcome == null) {
            return new Attempt.Busy();
        }
        return outcome.written() ? joined(session, placed) : writes.failed(outcome);
    }

    /** What is to be counted for the peer beside its seat. */
    private Set<Hold> holds(String seat) {
        Set<Hold> holds = new HashSet<>();
        boolean counted = replaced == null
                ? !seat.isEmpty()
                : replaced.holds().contains(Hold.ORDINARY_PLACE) || Seats.isCountedBy(room.seats(), replaced);
        if (counted && Seats.isOrdinary(room, peer)) {
            holds.add(Hold.ORDINARY_PLACE);
        }
        if (isRecordedAsUser()) {
            holds.add(Hold.USER);
        }
        if (isCountedByToken()) {
            holds.add(Hold.TOKEN);
        }
        return holds;
    }

    /** Whether what is counted for whoever makes way is counted for this peer from now on. */
    private boolean isHandedOver(Hold hold) {
        return replaced != null
                && replaced.holds().contains(hold)
                && (hold != Hold.TOKEN || replaced.jti().equals(peer.jti()));
    }

    /** Takes out whoever makes way, and leaves the seat to this peer. */
    private void replacing(Writes writes, Peer other, Peer placed) {
        Function<Item, Attempt> wentOtherwise = old -> {
            replaced = null;
            return new Attempt.Again();
        };
        boolean sameUser =
                Objects.equals(other.person().externalUserId(), peer.person().externalUserId());
        Condition believed = PeerItem.isBelievedFrom(other);
        Condition still = sameUser && peer.person().externalUserId() != null
                ? believed
                : believed.and(PeerItem.isNotHeardOfSince(other));
        departures
                .leaving(room.app(), room.name(), other, Departure.REPLACED, now, now, still)
                .forEach(write -> writes.add(write, wentOtherwise));
        Set<Hold> left = new HashSet<>(other.holds());
        left.remove(Hold.ORDINARY_PLACE);
        if (isHandedOver(Hold.TOKEN)) {
            left.remove(Hold.TOKEN);
        }
        if (placed.holds().contains(Hold.USER)) {
            left.remove(Hold.USER);
        }
        holders.freeing(room.app(), room.name(), other, left).forEach(write -> writes.add(write, wentOtherwise));
        boolean was = other.holds().contains(Hold.ORDINARY_PLACE);
        boolean is = placed.holds().contains(Hold.ORDINARY_PLACE);
        if (was && !is) {
            writes.add(seats.upgrading(room.app(), room.name(), other.seat()), wentOtherwise);
        } else if (is && !was) {
            // Of an admin's place an ordinary one is made only while there are some.
            writes.add(
                    seats.regrading(room.app(), room.name(), other.seat(), ordinaryShare(other.seat())),
                    old -> new Attempt.Full());
        }
    }

    private int ordinaryShare(String seat) {
        return places().share(room.seats(), Seats.shard(seat)).ordinary();
    }

    private Attempt joined(Session session, Peer placed) {
        return new Attempt.Ended(new JoinOutcome.Joined(session, placed, others));
    }

    private boolean enteredBefore(Session session) {
        return firstEntry != null && firstEntry.sessionId().equals(session.id());
    }

    /** How an attempt to write the peer in ended. */
    private sealed interface Attempt {
        record Ended(JoinOutcome outcome) implements Attempt {}

        /** Somebody else got in between. */
        record Again() implements Attempt {}

        /** Others are at this counter, or at another item, in this very moment. */
        record Busy() implements Attempt {}

        /** No place by this counter. */
        record Full() implements Attempt {}

        /** The cap has been changed since the room was read. */
        record Outdated() implements Attempt {}

        /** Another is recorded as inside as the same user. */
        record UserInside(String peerId) implements Attempt {}

        /** As many are counted as the token admits. */
        record TokenFull(Item counter) implements Attempt {}
    }

    /** The writes of one transaction, each with what follows if its condition does not hold. The first that fails decides. */
    private static final class Writes {
        private final List<TransactWriteItem> items = new ArrayList<>();
        private final List<Function<Item, Attempt>> failures = new ArrayList<>();

        void add(TransactWriteItem item, Function<Item, Attempt> failure) {
            items.add(item);
            failures.add(failure);
        }

        Attempt failed(Table.Outcome outcome) {
            for (int index = 0; index < items.size(); index++) {
                if (outcome.failedAt(index)) {
                    return failures.get(index).apply(outcome.old(index));
                }
            }
            throw new IllegalStateException("a transaction failed for none of its conditions");
        }
    }
}
