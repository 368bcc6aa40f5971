package dev.latchkey.functions.room;

import dev.latchkey.apikey.Caller;
import dev.latchkey.functions.http.CallerReader;
import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.IdempotencyKeys;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.outbound.AddressRules;
import dev.latchkey.room.NewRooms;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomStore;
import java.time.Clock;
import java.util.Optional;

/** {@code POST /api/v1/room}: makes a room. Without a body it is a public one under a name made up for it. */
public final class CreateRoomHandler implements HttpHandler {
    private final CallerReader callers;
    private final Clock clock;
    private final RoomStore rooms;
    private final AddressRules addresses;
    private final NewRooms newRooms;

    public CreateRoomHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public CreateRoomHandler(Platform platform) {
        Services services = new Services(platform);
        this.callers = services.callers();
        this.clock = services.clock();
        this.rooms = services.rooms();
        this.addresses = services.addressRules();
        this.newRooms = services.newRooms();
    }

    @Override
    public Response answer(Request request) {
        Caller caller = callers.read(request);
        Room room = CreateRoomRequest.read(request.body(), caller, addresses, newRooms, clock.instant());
        Optional<IdempotencyKey> key = IdempotencyKeys.of(request, caller, "create-room");
        return Response.ok(
                RoomJson.of(key.map(once -> rooms.createOnce(room, once)).orElseGet(() -> rooms.create(room))));
    }
}
