package dev.latchkey.functions.room;

import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Resource;
import dev.latchkey.apikey.Scope;
import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.http.CallerReader;
import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.outbound.AddressRules;
import dev.latchkey.problem.Refusal;
import dev.latchkey.retry.OptimisticUpdate;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomRules;
import dev.latchkey.room.RoomStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code PUT /api/v1/room/{roomName}}: changes the fields that are sent and leaves the others as they are. */
public final class UpdateRoomHandler implements HttpHandler {
    private final CallerReader callers;
    private final RoomStore rooms;
    private final AddressRules addresses;
    private final Clock clock;

    public UpdateRoomHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public UpdateRoomHandler(Platform platform) {
        Services services = new Services(platform);
        this.callers = services.callers();
        this.rooms = services.rooms();
        this.addresses = services.addressRules();
        this.clock = services.clock();
    }

    @Override
    public Response answer(Request request) {
        RoomName name = request.roomName();
        Caller caller = callers.readAbout(request, name);
        caller.require(Scope.ROOMS, true, Resource.room(name));
        Supplier<Room> again =
                () -> rooms.find(caller.app().name(), name).orElseThrow(Refusal.NO_SUCH_ROOM::toException);
        Room updated = OptimisticUpdate.make("the room", caller.requireRoom(), again, room -> {
            Room changed = change(room, request, clock.instant());
            return rooms.update(room, changed) ? Optional.of(changed) : Optional.empty();
        });
        return Response.ok(RoomJson.of(updated));
    }

    private Room change(Room room, Request request, Instant now) {
        Body body = request.body();
        RoomBody fields = new RoomBody(body, addresses);
        fields.repeats(room);
        Map<String, Object> settings = fields.settings(room.settings());
        RoomRules rules = fields.rules(room.rules(), settings);
        body.finish();
        return room.changed(rules, settings, now);
    }
}
