package dev.latchkey.apikey;

import dev.latchkey.access.AuditEvent;
import dev.latchkey.access.AuditLog;
import dev.latchkey.app.App;
import dev.latchkey.problem.Refusal;
import dev.latchkey.room.Room;
import org.jspecify.annotations.Nullable;

/**
 * An app's server that has proved itself: with an API key, or as the sender of a command, which may do all that a key may.
 *
 * @param id who decides when this caller does, such as {@code key:01H...}
 * @param key null for the sender of a command
 * @param room the room that the call is about, read along with the key; null when there is none
 * @param auditLog is told of every use that the key is not for
 */
public record Caller(
        App app, String id, @Nullable ApiKey key, @Nullable Room room, AuditLog auditLog) {
    /** Who came with an API key. */
    public Caller(App app, ApiKey key, @Nullable Room room, AuditLog auditLog) {
        this(app, "key:" + key.id(), key, room, auditLog);
    }

    /** The room that the call is about. */
    public Room requireRoom() {
        if (room == null) {
            throw Refusal.NO_SUCH_ROOM.toException();
        }
        return room;
    }

    /** Refuses a use that the key is not for; see {@link ApiKey#refusal}. */
    public void require(Scope scope, boolean writes, Resource resource) {
        if (key == null) {
            return;
        }
        key.refusal(scope, writes, resource).ifPresent(refusal -> {
            AuditEvent about = AuditEvent.about(AuditEvent.What.API_KEY_USE)
                    .app(app.name())
                    .by(id())
                    .key(key.id());
            auditLog.record((room == null ? about : about.room(room))
                    .refused(refusal.reason())
                    .rule("key_limit"));
            throw refusal.toException();
        });
    }
}
