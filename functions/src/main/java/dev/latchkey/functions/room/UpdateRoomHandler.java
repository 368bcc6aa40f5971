package dev.latchkey.functions.room;

import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Scope;
import dev.latchkey.aws.DynamoDbRoomStore;
import dev.latchkey.functions.http.Body;
import dev.latchkey.functions.http.KeyedFunction;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomRules;
import dev.latchkey.room.RoomStore;
import java.util.Map;
import java.util.Optional;

/** {@code PUT /api/v1/room/{roomName}}: changes the fields that are sent and leaves the others as they are. */
public final class UpdateRoomHandler extends KeyedFunction {
    private static final int ATTEMPTS = 5;

    private final RoomStore rooms;

    public UpdateRoomHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public UpdateRoomHandler(Platform platform) {
        super(platform);
        this.rooms = new DynamoDbRoomStore(table);
    }

    @Override
    protected Response answer(Request request) {
        RoomName name = roomName(request);
        Caller caller = callerAbout(request, name);
        caller.require(Scope.ROOMS, true, Optional.of(name));
        Room room = caller.requireRoom();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Room changed = change(room, request);
            if (rooms.update(room, changed)) {
                return Response.ok(RoomJson.of(changed));
            }
            // Somebody else changed it in between: the same fields go over the room as it is now.
            room = rooms.find(caller.app().name(), name)
                    .orElseThrow(() -> new RefusedException(Reason.ROOM_NOT_FOUND, "there is no such room"));
        }
        throw new RefusedException(Reason.UNAVAILABLE, "the room is being changed by too many callers at once");
    }

    private static Room change(Room room, Request request) {
        Body body = Body.of(request);
        RoomBody fields = new RoomBody(body);
        fields.repeats(room);
        Map<String, Object> settings = fields.settings(room.settings());
        RoomRules rules = fields.rules(room.rules(), settings);
        body.finish();
        return room.changed(rules, settings);
    }
}
