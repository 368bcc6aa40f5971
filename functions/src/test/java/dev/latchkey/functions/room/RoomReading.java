package dev.latchkey.functions.room;

import dev.latchkey.app.AppName;
import dev.latchkey.functions.body.Body;
import dev.latchkey.json.Json;
import dev.latchkey.outbound.AddressRules;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomRules;
import java.time.Instant;
import java.util.Map;

/** Reads a room's body to the end, as the handlers do, and writes the answer. */
public final class RoomReading {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Room BEFORE = room(RoomRules.OPEN, RoomField.initialSettings());

    private RoomReading() {}

    public static void created(String text) {
        Body body = Body.of(text);
        RoomBody fields = new RoomBody(body, AddressRules.INTERNET);
        fields.name();
        answer(body, fields, RoomRules.OPEN, RoomField.initialSettings());
    }

    public static void changed(String text) {
        Body body = Body.of(text);
        RoomBody fields = new RoomBody(body, AddressRules.INTERNET);
        fields.repeats(BEFORE);
        answer(body, fields, BEFORE.rules(), BEFORE.settings());
    }

    private static void answer(Body body, RoomBody fields, RoomRules rules, Map<String, Object> settings) {
        Map<String, Object> newSettings = fields.settings(settings);
        RoomRules newRules = fields.rules(rules, newSettings);
        body.finish();
        Json.readObject(Json.write(RoomJson.of(room(newRules, newSettings))));
        Json.readObject(Json.write(RoomJson.forClients(BEFORE.changed(newRules, newSettings, NOON))));
    }

    private static Room room(RoomRules rules, Map<String, Object> settings) {
        return Room.create(
                new AppName("dev"), new RoomName("standup"), "0123456789abcdef01234567", rules, settings, NOON);
    }
}
