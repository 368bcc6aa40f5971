package dev.latchkey.functions.room;

import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Resource;
import dev.latchkey.apikey.Scope;
import dev.latchkey.functions.body.Body;
import dev.latchkey.id.Ids;
import dev.latchkey.outbound.AddressRules;
import dev.latchkey.room.NewRooms;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomRules;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What asks for a room, by HTTP or by a command. */
public final class CreateRoomRequest {
    private CreateRoomRequest() {}

    /**
     * The room that is asked for, under a name made up for it if none is named. Throws for every bad field at once.
     *
     * @param addresses those that webhooks may go to
     * @param rooms makes it
     */
    public static Room read(Body body, Caller caller, AddressRules addresses, NewRooms rooms, Instant now) {
        RoomBody fields = new RoomBody(body, addresses);
        Optional<RoomName> wanted = fields.name();
        Map<String, Object> settings = fields.settings(RoomField.initialSettings());
        if (fields.large(rooms.mayBeLarge())) {
            settings.put(Room.LARGE, true);
        }
        RoomRules rules = fields.rules(RoomRules.OPEN, settings);
        body.finish();
        caller.require(Scope.ROOMS, true, wanted.map(Resource::room).orElse(Resource.APP));
        RoomName name = wanted.orElseGet(() -> new RoomName(Ids.roomName()));
        return rooms.create(caller.app().name(), name, Ids.hex24(), rules, settings, now);
    }
}
