package dev.latchkey.functions.room;

import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Resource;
import dev.latchkey.apikey.Scope;
import dev.latchkey.functions.http.CallerReader;
import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.Paging;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.page.Page;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomPosition;
import dev.latchkey.room.RoomStore;

/** {@code GET /api/v1/rooms?limit&cursor}: the app's rooms, newest first. */
public final class ListRoomsHandler implements HttpHandler {
    private final CallerReader callers;
    private final RoomStore rooms;

    public ListRoomsHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public ListRoomsHandler(Platform platform) {
        Services services = new Services(platform);
        this.callers = services.callers();
        this.rooms = services.rooms();
    }

    @Override
    public Response answer(Request request) {
        Caller caller = callers.read(request);
        caller.require(Scope.ROOMS, false, Resource.APP);
        Page<Room> page = rooms.list(caller.app().name(), Paging.wanted(request, RoomPosition::parse));
        return Paging.page(
                "rooms", page, RoomJson::of, room -> RoomPosition.after(room).text());
    }
}
