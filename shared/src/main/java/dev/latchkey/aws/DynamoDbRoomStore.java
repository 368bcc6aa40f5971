package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.latchkey.app.AppName;
import dev.latchkey.id.Ids;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomPage;
import dev.latchkey.room.RoomStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Keeps rooms in the one table. An archived room stays where it is, out of every list, until its name is used again. */
public final class DynamoDbRoomStore implements RoomStore {
    private static final Condition NAME_IS_FREE =
            Condition.of("attribute_not_exists(sk) OR archived = :yes", Map.of(":yes", fromBool(true)));

    private static final Comparator<Room> NEWEST_FIRST = Comparator.comparing(Room::created)
            .thenComparing(room -> room.name().value())
            .reversed();

    private final Table table;
    private final Seats seats;

    public DynamoDbRoomStore(Table table) {
        this.table = table;
        this.seats = new Seats(table);
    }

    @Override
    public Optional<Room> find(AppName app, RoomName name) {
        return table.get(Key.room(app, name))
                .filter(item -> !RoomItem.isArchived(item))
                .map(RoomItem::read);
    }

    @Override
    public Room create(Room room, Optional<IdempotencyKey> key) {
        if (key.isPresent()) {
            return createOnce(room, key.get());
        }
        table.put(RoomItem.write(room), NAME_IS_FREE)
                // Our own, if the answer to the first attempt was lost, whatever has been changed since.
                .filter(taken -> !taken.text(Attr.ROOM_ID).equals(room.id()))
                .ifPresent(DynamoDbRoomStore::refuseTaken);
        return room;
    }

    private Room createOnce(Room room, IdempotencyKey key) {
        Item item = RoomItem.write(room);
        Table.Outcome outcome = table.write(List.of(
                table.putting(IdempotencyItem.write(key, item, room.created()), IdempotencyItem.unused(room.created())),
                table.putting(item, NAME_IS_FREE)));
        if (outcome.failedAt(0)) {
            return RoomItem.read(IdempotencyItem.readFirst(outcome.old(0), key));
        }
        if (outcome.failedAt(1)) {
            refuseTaken(outcome.old(1));
        }
        return room;
    }

    private static void refuseTaken(Item taken) {
        throw new RefusedException(Reason.ROOM_EXISTS, "a room of that name exists already");
    }

    @Override
    public boolean update(Room before, Room changed) {
        Item item = RoomItem.write(changed);
        Condition unchanged = Condition.of(
                "roomId = :id AND itemVersion = :before AND attribute_not_exists(archived)",
                Map.of(":id", fromS(before.id()), ":before", fromN(Long.toString(before.version()))));
        List<TransactWriteItem> counters = seats.recapping(before, changed);
        if (counters.isEmpty()) {
            return table.put(item, unchanged).isEmpty();
        }
        List<TransactWriteItem> items = new ArrayList<>(List.of(table.putting(item, unchanged)));
        items.addAll(counters);
        return table.write(items).written();
    }

    @Override
    public boolean archive(Room room) {
        // The nonce tells our own earlier success, whose answer was lost, from somebody else's.
        String nonce = Ids.hex24();
        Optional<Item> inTheWay = table.update(
                Key.room(room.app(), room.name()),
                Change.of(
                        "SET archived = :yes, archivedBy = :nonce REMOVE gsi1pk, gsi1sk",
                        Map.of(":yes", fromBool(true), ":nonce", fromS(nonce))),
                Condition.of("roomId = :id AND attribute_not_exists(archived)", Map.of(":id", fromS(room.id()))));
        return inTheWay.map(item -> item.text("archivedBy").equals(nonce)).orElse(true);
    }

    @Override
    public RoomPage list(AppName app, int limit, Optional<RoomPage.Position> after) {
        List<Room> rooms = new ArrayList<>();
        Optional<String> position = after.map(at -> IndexShard.position(at.created(), at.name()));
        for (String partition : IndexShard.partitions(IndexShard.ROOMS, app)) {
            table.indexPage(partition, limit + 1, position).forEach(item -> rooms.add(RoomItem.read(item)));
        }
        rooms.sort(NEWEST_FIRST);
        if (rooms.size() <= limit) {
            return new RoomPage(rooms, Optional.empty());
        }
        Room last = rooms.get(limit - 1);
        return new RoomPage(rooms.subList(0, limit), Optional.of(new RoomPage.Position(last.created(), last.name())));
    }
}
