package dev.latchkey.functions.room;

import dev.latchkey.functions.body.Body;
import dev.latchkey.outbound.AddressRules;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomRules;
import dev.latchkey.testing.RoomBuilder;
import java.util.Map;

/** Rooms as their handlers make and change them from a body, without a store. */
final class Rooms {
    private Rooms() {}

    static Room create(String json) {
        Body body = Body.of(json);
        RoomBody fields = new RoomBody(body, AddressRules.INTERNET);
        fields.name();
        Map<String, Object> settings = fields.settings(RoomField.initialSettings());
        if (fields.large(true)) {
            settings.put(Room.LARGE, true);
        }
        RoomRules rules = fields.rules(RoomRules.OPEN, settings);
        body.finish();
        return Room.create(
                RoomBuilder.APP, RoomBuilder.STANDUP, RoomBuilder.STANDUP_ID, rules, settings, RoomBuilder.NOON);
    }

    static Room change(Room room, String json) {
        Body body = Body.of(json);
        RoomBody fields = new RoomBody(body, AddressRules.INTERNET);
        fields.repeats(room);
        Map<String, Object> settings = fields.settings(room.settings());
        RoomRules rules = fields.rules(room.rules(), settings);
        body.finish();
        return room.changed(rules, settings, RoomBuilder.NOON);
    }
}
