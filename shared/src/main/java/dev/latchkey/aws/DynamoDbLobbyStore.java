package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.claims.TicketClaims;
import dev.latchkey.lobby.JoinRequest;
import dev.latchkey.lobby.JoinState;
import dev.latchkey.lobby.LobbyStore;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Keeps join requests in the one table. */
public final class DynamoDbLobbyStore implements LobbyStore {
    private final Table table;

    public DynamoDbLobbyStore(Table table) {
        this.table = table;
    }

    @Override
    public List<JoinRequest> waiting(Room room, Instant now) {
        List<JoinRequest> waiting = new ArrayList<>();
        for (Item item : table.queryAll(Key.roomPartition(room.app(), room.name()), Key.OPEN_REQUEST_PREFIX)) {
            JoinRequest request = JoinRequestItem.read(item);
            boolean waits = request.roomId().equals(room.id()) && request.state() == JoinState.WAITING;
            if (request.isExpiredAt(now)) {
                // TTL may come days late, and whoever lists would read it each time until then. One that is approved in
                // this very moment, by a clock a little behind, is not touched.
                table.delete(JoinRequestItem.key(room.app(), room.name(), request), JoinRequestItem.isStill(request));
            } else if (waits) {
                waiting.add(request);
            }
        }
        return waiting;
    }

    @Override
    public void create(AppName app, RoomName room, JoinRequest request) {
        // Not a plain put: repeated because its answer was lost, that would undo what was decided in between.
        table.write(List.of(table.putting(JoinRequestItem.write(app, room, request), Condition.ABSENT)));
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
        Facts facts = Facts.atTheDoor(table, ticket);
        Item seen = facts.request(ticket.requestId());
        Item item = seen != null ? seen : justEnded(ticket);
        return new Seen(facts.app(), facts.room(), facts.standing(), item == null ? null : JoinRequestItem.read(item));
    }

    /**
     * A batch reads its items one by one: a request that ends in between is missing under its old key and not seen yet under
     * its new one. Once it is there, it stays.
     */
    private @Nullable Item justEnded(TicketClaims ticket) {
        return table.get(Key.endedRequest(ticket.app(), ticket.roomName(), ticket.requestId()))
                .orElse(null);
    }

    @Override
    public Optional<JoinRequest> decide(AppName app, RoomName room, JoinRequest from, JoinRequest to) {
        if (table.write(deciding(table, app, room, from, to)).written()) {
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
