package dev.latchkey.functions.room;

import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Scope;
import dev.latchkey.functions.http.KeyedFunction;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.room.RoomName;
import java.util.Optional;

/** {@code GET /api/v1/room/{roomName}}: one room. */
public final class GetRoomHandler extends KeyedFunction {
    public GetRoomHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public GetRoomHandler(Platform platform) {
        super(platform);
    }

    @Override
    protected Response answer(Request request) {
        RoomName name = roomName(request);
        Caller caller = callerAbout(request, name);
        caller.require(Scope.ROOMS, false, Optional.of(name));
        return Response.ok(RoomJson.of(caller.requireRoom()));
    }
}
