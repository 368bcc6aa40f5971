package dev.latchkey.meeting;

import dev.latchkey.access.Restrictions;
import dev.latchkey.app.App;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person at a door is met with: everything an entry is decided by, read together.
 *
 * @param app null when there is no such app
 * @param room null when there is no such room
 * @param live the meeting going on; null when there is none
 * @param firstEntry when the token was last used for the first time in a meeting here; null when it was not, or when that does
 *     not matter
 */
public record EntrySnapshot(
        @Nullable App app,
        @Nullable Room room,
        Restrictions restrictions,
        @Nullable Session live,
        @Nullable FirstEntry firstEntry) {
    /** Refuses where there is no such app, or it is switched off. */
    void requireEnabled() {
        if (app == null) {
            throw Refusal.NO_SUCH_ROOM.toException();
        }
        if (!app.enabled()) {
            throw new RefusedException(Reason.FORBIDDEN, "this app is switched off");
        }
    }

    Room requireRoom() {
        if (room == null) {
            throw Refusal.NO_SUCH_ROOM.toException();
        }
        return room;
    }

    /** When the token first came into the meeting that goes on; {@code now} for one that comes in now. */
    public Instant enteredAt(Instant now) {
        return firstEntry != null && live != null && firstEntry.sessionId().equals(live.id()) ? firstEntry.at() : now;
    }

    /** The same scene, in which the token was used before: that meeting goes on. */
    EntrySnapshot enteredFirst(FirstEntry entry) {
        Session since = live != null && live.id().equals(entry.sessionId())
                ? live
                : Session.start(entry.sessionId(), room == null ? "" : room.id(), entry.at());
        return new EntrySnapshot(app, room, restrictions, since, entry);
    }
}
