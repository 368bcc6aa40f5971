package dev.latchkey.testing.memory;

import dev.latchkey.app.AppName;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomPosition;
import dev.latchkey.room.RoomStore;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Keeps rooms; archived ones are forgotten. */
public final class InMemoryRoomStore implements RoomStore {
    private static final Comparator<RoomPosition> NEWEST_FIRST = Comparator.comparing(RoomPosition::created)
            .thenComparing(position -> position.name().value())
            .reversed();

    private final Memory memory;
    private final FirstTimes<Room> firstTimes = new FirstTimes<>();

    public InMemoryRoomStore(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Optional<Room> find(AppName app, RoomName name) {
        synchronized (memory) {
            return Optional.ofNullable(memory.room(app, name));
        }
    }

    @Override
    public Room create(Room room) {
        synchronized (memory) {
            if (memory.rooms.putIfAbsent(Memory.Door.of(room), room) != null) {
                throw new RefusedException(Reason.ROOM_EXISTS, "a room of that name exists already");
            }
            return room;
        }
    }

    @Override
    public Room createOnce(Room room, IdempotencyKey key) {
        synchronized (memory) {
            Optional<Room> first = firstTimes.find(key, room.created());
            if (first.isPresent()) {
                return first.get();
            }
            create(room);
            firstTimes.keep(key, room, room.created());
            return room;
        }
    }

    @Override
    public boolean update(Room before, Room changed) {
        synchronized (memory) {
            Room kept = memory.rooms.get(Memory.Door.of(before));
            boolean unchanged = kept != null && kept.id().equals(before.id()) && kept.version() == before.version();
            if (unchanged) {
                memory.rooms.put(Memory.Door.of(changed), changed);
            }
            return unchanged;
        }
    }

    @Override
    public boolean archive(Room room) {
        synchronized (memory) {
            Room kept = memory.rooms.get(Memory.Door.of(room));
            boolean there = kept != null && kept.id().equals(room.id());
            if (there) {
                memory.rooms.remove(Memory.Door.of(room));
            }
            return there;
        }
    }

    @Override
    public boolean archiveUnchanged(Room room) {
        synchronized (memory) {
            Room kept = memory.rooms.get(Memory.Door.of(room));
            return kept != null && kept.version() == room.version() && archive(room);
        }
    }

    @Override
    public Page<Room> list(AppName app, PageRequest<RoomPosition> wanted) {
        int limit = wanted.limit();
        RoomPosition after = wanted.after();
        synchronized (memory) {
            List<Room> rest = memory.rooms.values().stream()
                    .filter(room -> room.app().equals(app))
                    .filter(room -> after == null || NEWEST_FIRST.compare(after, RoomPosition.after(room)) < 0)
                    .sorted(Comparator.comparing(RoomPosition::after, NEWEST_FIRST))
                    .toList();
            List<Room> page = rest.subList(0, Math.min(limit, rest.size()));
            return new Page<>(
                    page,
                    rest.size() > limit
                            ? RoomPosition.after(page.get(limit - 1)).text()
                            : null);
        }
    }
}
