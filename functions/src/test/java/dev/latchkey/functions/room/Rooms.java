package dev.latchkey.functions.room;

import dev.latchkey.functions.http.Body;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomRules;
import dev.latchkey.testing.RoomSketch;
import java.util.Map;

/** Rooms as their handlers make and change them from a body, without a store. */
final class Rooms {
    private Rooms() {}

    static Room create(String json) {
        Body body = Body.of(json);
        RoomBody fields = new RoomBody(body);
        fields.name();
        Map<String, Object> settings = fields.settings(RoomField.initialSettings());
        RoomRules rules = fields.rules(RoomRules.OPEN, settings);
        body.finish();
        return Room.create(RoomSketch.APP, RoomSketch.STANDUP, RoomSketch.STANDUP_ID, rules, settings, RoomSketch.NOON);
    }

    static Room change(Room room, String json) {
        Body body = Body.of(json);
        RoomBody fields = new RoomBody(body);
        fields.repeats(room);
        Map<String, Object> settings = fields.settings(room.settings());
        RoomRules rules = fields.rules(room.rules(), settings);
        body.finish();
        return room.changed(rules, settings);
    }
}
