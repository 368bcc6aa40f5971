package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.deadline.Due;
import dev.latchkey.deadline.DueChange;
import dev.latchkey.room.RoomName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what a change of the table made due. Renewed leases are left out: whoever looks when the old one is over sees them. */
final class ChangedDeadlines {
    private static final DueChange NOTHING = new DueChange(null, null);

    private final AppName app;
    private final RoomName room;

    private ChangedDeadlines(String partition) {
        String[] names = partition.substring(Key.ROOM_PREFIX.length()).split("#", 2);
        this.app = new AppName(names[0]);
        this.room = new RoomName(names[1]);
    }

    /** @throws RuntimeException when the change cannot be read */
    static DueChange of(TableChange change) {
        return change.partition().startsWith(Key.ROOM_PREFIX)
                ? new ChangedDeadlines(change.partition()).read(change)
                : NOTHING;
    }

    private DueChange read(TableChange change) {
        Item before = change.before();
        Item after = change.after();
        String sort = change.key().sk();
        if (change.key().equals(Key.room(app, room))) {
            return moved(roomEnd(before), roomEnd(after));
        }
        if (change.key().equals(Key.live(app, room))) {
            return meeting(change, before, after);
        }
        if (after == null) {
            return NOTHING;
        }
        if (sort.startsWith(Key.PEER_PREFIX)) {
            return before == null ? begun(Due.of(app, room, PeerItem.read(after))) : NOTHING;
        }
        if (sort.startsWith(Key.OPEN_REQUEST_PREFIX)) {
            return Due.of(app, room, JoinRequestItem.read(after))
                    .map(ChangedDeadlines::begun)
                    .orElse(NOTHING);
        }
        return NOTHING;
    }

    private static Optional<Due> roomEnd(@Nullable Item room) {
        return Optional.ofNullable(room)
                .filter(item -> !RoomItem.isArchived(item))
                .flatMap(item -> Due.of(RoomItem.read(item)));
    }

    private static DueChange moved(Optional<Due> before, Optional<Due> after) {
        return before.equals(after) ? NOTHING : new DueChange(before.orElse(null), after.orElse(null));
    }

    private DueChange meeting(TableChange change, @Nullable Item before, @Nullable Item after) {
        Due was = before == null ? null : Due.of(app, room, SessionItem.read(before));
        if (after == null) {
            return before == null
                    ? NOTHING
                    : new DueChange(was, Due.over(app, room, SessionItem.read(before), change.at()));
        }
        Due is = Due.of(app, room, SessionItem.read(after));
        return is.equals(was) ? NOTHING : new DueChange(was, is);
    }

    private static DueChange begun(Due due) {
        return new DueChange(null, due);
    }
}
