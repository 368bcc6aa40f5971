package dev.latchkey.room;

import dev.latchkey.app.AppName;
import java.time.Instant;
import java.util.Map;

/**
 * What new rooms are like: the operator switches on what an earlier release does not understand, once none runs here.
 *
 * @param mayBeLarge whether a room may be made large, see {@link Room#isLarge}
 * @param marked whether rooms say that nobody is kept out of them, see {@link RestrictionMark}
 */
public record NewRooms(boolean mayBeLarge, boolean marked) {
    /** The room that {@link Room#create} makes, marked if it is to be. */
    public Room create(
            AppName app, RoomName name, String id, RoomRules rules, Map<String, Object> settings, Instant now) {
        Room room = Room.create(app, name, id, rules, settings, now);
        return marked ? room.marked(RestrictionMark.NONE) : room;
    }
}
