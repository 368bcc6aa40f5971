package dev.latchkey.functions.room;

import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Scope;
import dev.latchkey.aws.DynamoDbRoomStore;
import dev.latchkey.functions.http.Body;
import dev.latchkey.functions.http.IdempotencyKeys;
import dev.latchkey.functions.http.KeyedFunction;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.id.Ids;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomRules;
import dev.latchkey.room.RoomStore;
import java.util.Map;
import java.util.Optional;

/** {@code POST /api/v1/room}: makes a room. Without a body it is a public one under a name made up for it. */
public final class CreateRoomHandler extends KeyedFunction {
    private final RoomStore rooms;

    public CreateRoomHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public CreateRoomHandler(Platform platform) {
        super(platform);
        this.rooms = new DynamoDbRoomStore(table);
    }

    @Override
    protected Response answer(Request request) {
        Caller caller = caller(request);
        Body body = Body.of(request);
        RoomBody fields = new RoomBody(body);
        Optional<RoomName> wanted = fields.name();
        Map<String, Object> settings = fields.settings(RoomField.initialSettings());
        RoomRules rules = fields.rules(RoomRules.OPEN, settings);
        body.finish();
        caller.require(Scope.ROOMS, true, wanted);
        Optional<IdempotencyKey> key = IdempotencyKeys.of(request, caller, "create-room");
        RoomName name = wanted.orElseGet(() -> new RoomName(Ids.roomName()));
        Room room = Room.create(caller.app().name(), name, Ids.hex24(), rules, settings, clock.instant());
        return Response.ok(RoomJson.of(rooms.create(room, key)));
    }
}
