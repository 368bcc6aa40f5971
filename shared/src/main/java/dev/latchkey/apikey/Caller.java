package dev.latchkey.apikey;

import dev.latchkey.access.AuditEvent;
import dev.latchkey.access.AuditLog;
import dev.latchkey.app.App;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import org.jspecify.annotations.Nullable;

/**
 * An app's server that has proved itself: with an API key, or as the sender of a command, which may do all that a key may.
 *
 * @param id who decides when this caller does, such as {@code key:01H...}
 * @param key null for the sender of a command
 * @param dashboardSession the id of the dashboard session that stands for the key; null when the key came itself
 * @param room the room that the call is about, read along with the key; null when there is none
 * @param auditLog is told of every use that the key is not for
 */
public record Caller(
        App app,
        String id,
        @Nullable ApiKey key,
        @Nullable String dashboardSession,
        @Nullable Room room,
        AuditLog auditLog)
        implements KeyAuthor {
    /** Who came with an API key. */
    public Caller(App app, ApiKey key, @Nullable Room room, AuditLog auditLog) {
        this(app, "key:" + key.id(), key, null, room, auditLog);
    }

    /** The same, who came with a dashboard session in the key's place. */
    public Caller bySession(String sessionId) {
        return new Caller(app, id, key, sessionId, room, auditLog);
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
            throw refused(key, refusal);
        });
    }

    @Override
    public void requireReach(ApiKey other) {
        if (key != null && !key.covers(other)) {
            throw refused(
                    key,
                    new Refusal(Reason.FORBIDDEN, "that is an API key that may do more than the one of this call"));
        }
    }

    @Override
    public boolean callsWith(ApiKey other) {
        return key != null && key.id().equals(other.id());
    }

    private RefusedException refused(ApiKey mine, Refusal refusal) {
        AuditEvent about = AuditEvent.about(AuditEvent.What.API_KEY_USE)
                .app(app.name())
                .by(id())
                .key(mine.id());
        auditLog.record((room == null ? about : about.room(room))
                .refused(refusal.reason())
                .rule("key_limit"));
        return refusal.toException();
    }
}
