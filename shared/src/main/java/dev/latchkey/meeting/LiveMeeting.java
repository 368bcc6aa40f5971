package dev.latchkey.meeting;

import dev.latchkey.room.RoomName;

/**
 * A meeting that goes on.
 *
 * @param inside how many are inside; counted up to {@link Roster#MOST}
 */
public record LiveMeeting(RoomName room, Session session, int inside) {}
