package dev.latchkey.apikey;

import dev.latchkey.access.Decision;
import dev.latchkey.access.DecisionLog;
import dev.latchkey.app.App;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An app's server that has proved itself with an API key.
 *
 * @param room the room that the call is about, read along with the key; null when there is none
 * @param decisions is told of every use that the key is not for
 */
public record Caller(App app, ApiKey key, @Nullable Room room, DecisionLog decisions) {
    /** The room that the call is about. */
    public Room requireRoom() {
        if (room == null) {
            throw new RefusedException(Reason.ROOM_NOT_FOUND, "there is no such room");
        }
        return room;
    }

    /** Refuses a use that the key is not for; see {@link ApiKey#refusal}. */
    public void require(Scope scope, boolean writes, Optional<RoomName> target) {
        key.refusal(scope, writes, target).ifPresent(refusal -> {
            Decision about = Decision.about(Decision.What.API_KEY_USE)
                    .app(app.name())
                    .by(id())
                    .key(key.id());
            decisions.record((room == null ? about : about.room(room))
                    .refused(refusal.reason())
                    .rule("key_limit"));
            throw refusal.toException();
        });
    }

    /** Who decides when this caller does. */
    public String id() {
        return "key:" + key.id();
    }
}
