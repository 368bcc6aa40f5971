package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.joinrequest.JoinRequestState;
import dev.latchkey.joinrequest.JoinRequestStore;
import dev.latchkey.joinrequest.WaitingLine;
import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.TicketClaims;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Keeps join requests in the one table. */
public final class DynamoDbJoinRequestStore implements JoinRequestStore {
    private final Table table;
    private final AccessReader access;
    private final WaitingPlaces places;

    public DynamoDbJoinRequestStore(Table table) {
        this.table = table;
        this.access = new AccessReader(table);
        this.places = new WaitingPlaces(table);
    }

    @Override
    public Page<JoinRequest> waiting(Room room, PageRequest<String> wanted, Instant now) {
        Page<JoinRequest> open = open(room, wanted);
        List<JoinRequest> waiting = waiting(room, open, now);
        while (waiting.isEmpty() && open.next() != null) {
            open = open(room, PageRequest.after(wanted.limit(), open.next()));
            waiting = waiting(room, open, now);
        }
        return new Page<>(waiting, open.next());
    }

    private Page<JoinRequest> open(Room room, PageRequest<String> wanted) {
        QueryResponse page = table.ascending(
                Key.roomPartition(room.app(), room.name()),
                Key.OPEN_REQUEST_PREFIX,
                wanted.map(id -> Key.openRequest(room.app(), room.name(), id)));
        List<JoinRequest> open = page.items().stream()
                .map(item -> JoinRequestItem.read(new Item(item)))
                .toList();
        return Table.page(open, page, Key.OPEN_REQUEST_PREFIX);
    }

    private List<JoinRequest> waiting(Room room, Page<JoinRequest> open, Instant now) {
        List<JoinRequest> waiting = new ArrayList<>();
        for (JoinRequest request : open.entries()) {
            boolean waits = request.roomId().equals(room.id())
                    && request.state() == JoinRequestState.WAITING
                    && !request.isExpiredAt(now);
            if (request.isExpiredAt(now.minus(LEFT_TO_ITS_DEADLINE))) {
                // Nobody has seen to it, TTL may come days late, and whoever lists would read it each time until then.
                // One
                // that is approved in this very moment, by a clock far behind, is not touched.
                table.delete(JoinRequestItem.key(room.app(), room.name(), request), JoinRequestItem.isStill(request));
            } else if (waits) {
                waiting.add(request);
            }
        }
        return waiting;
    }

    @Override
    public Page<JoinRequest> ended(Room room, PageRequest<String> wanted, Instant now) {
        QueryResponse page = table.descending(
                Key.roomPartition(room.app(), room.name()),
                Key.ENDED_REQUEST_PREFIX,
                wanted.map(id -> Key.endedRequest(room.app(), room.name(), id)));
        List<JoinRequest> ended = page.items().stream()
                .map(item -> JoinRequestItem.read(new Item(item)))
                .filter(request -> request.roomId().equals(room.id()) && isRemembered(request, now))
                .toList();
        return Table.page(ended, page, Key.ENDED_REQUEST_PREFIX);
    }

    /** TTL may come days late. */
    private static boolean isRemembered(JoinRequest request, Instant now) {
        return now.isBefore(request.expires().plus(ENDED_KEPT));
    }

    @Override
    public WaitingLine line(AppName app, RoomName room, String roomId, Instant now) {
        return places.line(app, room, roomId, now);
    }

    @Override
    public Optional<JoinRequest> openBy(Room room, String jti, Instant now) {
        return table.get(Key.waitingToken(room.app(), room.name(), jti))
                .flatMap(item -> openBy(room.app(), room.name(), item, room.id(), now));
    }

    private Optional<JoinRequest> openBy(AppName app, RoomName room, Item token, String roomId, Instant now) {
        return find(app, room, WaitingTokenItem.requestId(token))
                .filter(request ->
                        request.roomId().equals(roomId) && request.state().isOpen() && !request.isExpiredAt(now));
    }

    @Override
    public Optional<JoinRequest> create(AppName app, RoomName room, JoinRequest request) {
        if (!places.take(app, room, request)) {
            return Optional.empty();
        }
        JoinRequest first = write(app, room, request);
        if (!first.id().equals(request.id())) {
            places.free(app, room, request);
        }
        return Optional.of(first);
    }

    /** Writes the request down, unless one of its token's or of its id was there first. Returns which of them it is. */
    private JoinRequest write(AppName app, RoomName room, JoinRequest request) {
        AccessClaims token = request.token();
        String ended = "";
        while (true) {
            // Not a plain put: repeated because its answer was lost, that would undo what was decided in between.
            List<TransactWriteItem> writes = new ArrayList<>(
                    List.of(table.putting(JoinRequestItem.write(app, room, request), Condition.ABSENT)));
            if (token != null) {
                writes.add(table.putting(
                        WaitingTokenItem.write(app, room, token.jti(), request),
                        WaitingTokenItem.waitsByNoneBut(ended)));
            }
            Table.Outcome outcome = table.write(writes);
            if (outcome.written()) {
                return request;
            }
            if (outcome.failedAt(0)) {
                return find(app, room, request.id()).orElse(request);
            }
            Item other = outcome.old(1);
            Optional<JoinRequest> first = openBy(app, room, other, request.roomId(), request.requestedAt());
            if (first.isPresent()) {
                return first.get();
            }
            ended = WaitingTokenItem.requestId(other);
        }
    }

    @Override
    public Optional<JoinRequest> find(AppName app, RoomName room, String requestId) {
        Key open = Key.openRequest(app, room, requestId);
        Key ended = Key.endedRequest(app, room, requestId);
        Map<Key, Item> found = table.get(List.of(open, ended));
        Item item = found.getOrDefault(ended, found.get(open));
        // As in justEnded.
        return (item == null ? table.get(ended) : Optional.of(item)).map(JoinRequestItem::read);
    }

    @Override
    public Seen look(TicketClaims ticket) {
        AccessFacts facts = access.atTheDoor(ticket);
        Optional<Item> item = facts.request(ticket.requestId()).or(() -> justEnded(ticket));
        return new Seen(
                facts.app().orElse(null),
                facts.room().orElse(null),
                facts.restrictions(),
                item.map(JoinRequestItem::read).orElse(null));
    }

    /**
     * A batch reads its items one by one: a request that ends in between is missing under its old key and not seen yet under
     * its new one. Once it is there, it stays.
     */
    private Optional<Item> justEnded(TicketClaims ticket) {
        return table.get(Key.endedRequest(ticket.app(), ticket.roomName(), ticket.requestId()));
    }

    @Override
    public Optional<JoinRequest> decide(AppName app, RoomName room, JoinRequest from, JoinRequest to) {
        if (table.write(deciding(table, app, room, from, to)).written()) {
            places.free(app, room, from);
            return Optional.empty();
        }
        JoinRequest now = find(app, room, from.id()).orElse(from.cancelled(""));
        return Optional.of(now);
    }

    /** The writes that turn {@code from} into {@code to}, which do nothing unless it is still as {@code from} says. */
    static List<TransactWriteItem> deciding(Table table, AppName app, RoomName room, JoinRequest from, JoinRequest to) {
        Condition still = JoinRequestItem.isStill(from);
        Item item = JoinRequestItem.write(app, room, to);
        return to.state().isOpen()
                ? List.of(table.putting(item, still))
                : List.of(
                        table.deleting(JoinRequestItem.key(app, room, from), still),
                        table.putting(item, Condition.ABSENT));
    }
}
