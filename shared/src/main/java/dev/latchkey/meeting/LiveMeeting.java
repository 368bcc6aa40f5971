package dev.latchkey.meeting;

import dev.latchkey.room.RoomName;

/**
 * A meeting that goes on.
 *
 * @param inside how many are inside; counted up to {@link Scene#MOST_LISTED}
 */
public record LiveMeeting(RoomName room, Session session, int inside) {}
