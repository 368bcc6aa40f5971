package dev.latchkey.meeting;

import dev.latchkey.id.Ids;
import java.time.Instant;
import java.util.Objects;

/**
 * One meeting in a room, from the first peer to the last. A room has one at a time.
 *
 * @param id Metered's {@code meetingSessionId}
 * @param endedAt when the last peer left; {@link Instant#MAX} while it goes on
 */
public record Session(String id, String roomId, Instant startedAt, Instant endedAt) {
    public Session {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(roomId, "roomId");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(endedAt, "endedAt");
    }

    public static Session start(String id, String roomId, Instant now) {
        return new Session(id, roomId, now, Instant.MAX);
    }

    /** The same meeting, over since {@code end}. */
    public Session ended(Instant end) {
        return new Session(id, roomId, startedAt, end);
    }

    /** Whether its people are spread, see {@link dev.latchkey.room.Room#isLarge}: the id says so. */
    public boolean isInLargeRoom() {
        return Ids.isMarked(id);
    }

    public boolean isLive() {
        return endedAt.equals(Instant.MAX);
    }
}
