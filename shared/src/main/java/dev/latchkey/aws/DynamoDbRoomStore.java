package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.latchkey.app.AppName;
import dev.latchkey.id.Ids;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomPosition;
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
    public Room create(Room room) {
        table.put(RoomItem.write(room), NAME_IS_FREE)
                // Our own, if the answer to the first attempt was lost, whatever has been changed since.
                .filter(taken -> !taken.text(Attr.ROOM_ID).equals(room.id()))
                .ifPresent(DynamoDbRoomStore::refuseTaken);
        return room;
    }

    @Override
    public Room createOnce(Room room, IdempotencyKey key) {
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
        Condition unchanged = isAsRead(before).and(Condition.of("attribute_not_exists(archived)"));
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
        return archive(room, Condition.of("roomId = :id", Map.of(":id", fromS(room.id()))));
    }

    @Override
    public boolean archiveUnchanged(Room room) {
        return archive(room, isAsRead(room));
    }

    private static Condition isAsRead(Room room) {
        return Condition.of(
                "roomId = :id AND itemVersion = :before",
                Map.of(":id", fromS(room.id()), ":before", fromN(Long.toString(room.version()))));
    }

    private boolean archive(Room room, Condition same) {
        // The nonce tells our own earlier success, whose answer was lost, from somebody else's.
        String nonce = Ids.hex24();
        Optional<Item> inTheWay = table.update(
                Key.room(room.app(), room.name()),
                Change.of(
                        "SET archived = :yes, archivedBy = :nonce REMOVE gsi1pk, gsi1sk",
                        Map.of(":yes", fromBool(true), ":nonce", fromS(nonce))),
                same.and(Condition.of("attribute_not_exists(archived)")));
        return inTheWay.map(item -> item.text("archivedBy").equals(nonce)).orElse(true);
    }

    @Override
    public Page<Room> list(AppName app, PageRequest<RoomPosition> wanted) {
        int limit = wanted.limit();
        List<Room> rooms = new ArrayList<>();
        PageRequest<String> ofEach = wanted.upTo(limit + 1).map(at -> IndexShard.position(at.created(), at.name()));
        for (String partition : IndexShard.partitions(IndexShard.ROOMS, app)) {
            table.indexPage(partition, ofEach).forEach(item -> rooms.add(RoomItem.read(item)));
        }
        rooms.sort(NEWEST_FIRST);
        if (rooms.size() <= limit) {
            return Page.last(rooms);
        }
        return new Page<>(
                rooms.subList(0, limit),
                RoomPosition.after(rooms.get(limit - 1)).text());
    }
}
