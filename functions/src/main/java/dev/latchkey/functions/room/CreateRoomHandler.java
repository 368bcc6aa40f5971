package dev.latchkey.functions.room;

import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Resource;
import dev.latchkey.apikey.Scope;
import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.http.CallerReader;
import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.IdempotencyKeys;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.id.Ids;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.outbound.AddressRules;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomRules;
import dev.latchkey.room.RoomStore;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** {@code POST /api/v1/room}: makes a room. Without a body it is a public one under a name made up for it. */
public final class CreateRoomHandler implements HttpHandler {
    private final CallerReader callers;
    private final Clock clock;
    private final RoomStore rooms;
    private final AddressRules addresses;

    public CreateRoomHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public CreateRoomHandler(Platform platform) {
        Services services = new Services(platform);
        this.callers = services.callers();
        this.clock = services.clock();
        this.rooms = services.rooms();
        this.addresses = services.addressRules();
    }

    @Override
    public Response answer(Request request) {
        Caller caller = callers.read(request);
        Body body = request.body();
        RoomBody fields = new RoomBody(body, addresses);
        Optional<RoomName> wanted = fields.name();
        Map<String, Object> settings = fields.settings(RoomField.initialSettings());
        RoomRules rules = fields.rules(RoomRules.OPEN, settings);
        body.finish();
        caller.require(Scope.ROOMS, true, wanted.map(Resource::room).orElse(Resource.APP));
        Optional<IdempotencyKey> key = IdempotencyKeys.of(request, caller, "create-room");
        RoomName name = wanted.orElseGet(() -> new RoomName(Ids.roomName()));
        Room room = Room.create(caller.app().name(), name, Ids.hex24(), rules, settings, clock.instant());
        return Response.ok(
                RoomJson.of(key.map(once -> rooms.createOnce(room, once)).orElseGet(() -> rooms.create(room))));
    }
}
