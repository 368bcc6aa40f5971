package dev.latchkey.functions.room;

import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Resource;
import dev.latchkey.apikey.Scope;
import dev.latchkey.functions.http.CallerReader;
import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.room.RoomName;

/** {@code GET /api/v1/room/{roomName}}: one room. */
public final class GetRoomHandler implements HttpHandler {
    private final CallerReader callers;

    public GetRoomHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public GetRoomHandler(Platform platform) {
        this.callers = new Services(platform).callers();
    }

    @Override
    public Response answer(Request request) {
        RoomName name = request.roomName();
        Caller caller = callers.readAbout(request, name);
        caller.require(Scope.ROOMS, false, Resource.room(name));
        return Response.ok(RoomJson.of(caller.requireRoom()));
    }
}
