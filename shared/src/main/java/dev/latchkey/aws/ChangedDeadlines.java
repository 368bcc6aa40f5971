package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.deadline.Due;
import dev.latchkey.deadline.DueChange;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Session;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what a change of the table made due. Renewed leases are left out: whoever looks when the old one is over sees them. */
final class ChangedDeadlines {
    private static final DueChange NOTHING = new DueChange(null, List.of());

    private final AppName app;
    private final RoomName room;

    private ChangedDeadlines(String partition) {
        this.app = Key.appOf(partition);
        this.room = Key.roomOf(partition);
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
            return room(before, after);
        }
        if (change.key().equals(Key.live(app, room))) {
            return meeting(change, before, after);
        }
        if (sort.startsWith(Key.PEER_PREFIX)) {
            return peer(change, before, after);
        }
        if (after != null && sort.startsWith(Key.OPEN_REQUEST_PREFIX)) {
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

    private DueChange room(@Nullable Item before, @Nullable Item after) {
        Optional<Due> was = roomEnd(before);
        Optional<Due> is = roomEnd(after);
        List<Due> begun = new ArrayList<>();
        if (!was.equals(is)) {
            is.ifPresent(begun::add);
        }
        if (before != null && after != null && !RoomItem.isArchived(after)) {
            Room now = RoomItem.read(after);
            // Who may share something, or for how long nobody has to, may be another since.
            begun.addAll(withoutActivity(now.id(), now.changedAt(), now.noActivityLimit()));
        }
        return new DueChange(was.equals(is) ? null : was.orElse(null), begun);
    }

    private DueChange peer(TableChange change, @Nullable Item before, @Nullable Item after) {
        if (before == null) {
            return after == null ? NOTHING : begun(Due.of(app, room, PeerItem.read(after)));
        }
        Peer was = PeerItem.read(before);
        Duration limit = PeerItem.noActivityLimit(before);
        if (!was.grant().permissions().canProduce()) {
            return NOTHING;
        }
        if (after == null) {
            // It may have been over before it was taken out.
            Instant gone = was.until().isBefore(change.at()) ? was.until() : change.at();
            return new DueChange(null, withoutActivity(was.roomId(), gone, limit));
        }
        Peer is = PeerItem.read(after);
        return is.grant().permissions().canProduce()
                ? NOTHING
                : new DueChange(null, withoutActivity(is.roomId(), is.changedAt(), limit));
    }

    private List<Due> withoutActivity(String roomId, Instant since, Duration limit) {
        return limit.isZero() ? List.of() : List.of(Due.withoutActivity(app, room, roomId, since, limit));
    }

    private DueChange meeting(TableChange change, @Nullable Item before, @Nullable Item after) {
        Due was = before == null ? null : Due.of(app, room, SessionItem.read(before));
        if (after == null) {
            return before == null
                    ? NOTHING
                    : new DueChange(was, List.of(Due.over(app, room, SessionItem.read(before), change.at())));
        }
        Session live = SessionItem.read(after);
        Due is = Due.of(app, room, live);
        if (is.equals(was)) {
            return NOTHING;
        }
        List<Due> begun = new ArrayList<>(List.of(is));
        begun.addAll(withoutActivity(live.roomId(), live.startedAt(), SessionItem.noActivityLimit(after)));
        return new DueChange(was, begun);
    }

    private static DueChange begun(Due due) {
        return new DueChange(null, List.of(due));
    }
}
