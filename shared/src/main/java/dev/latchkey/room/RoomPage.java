package dev.latchkey.room;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Some rooms of an app, newest first.
 *
 * @param next where the page after this one starts; empty when this is the last
 */
public record RoomPage(List<Room> rooms, Optional<Position> next) {
    public RoomPage {
        rooms = List.copyOf(rooms);
    }

    /** The place right after one room in the order of a list. */
    public record Position(Instant created, RoomName name) {}
}
