package dev.latchkey.functions.join;

import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.meeting.Arrival;

/** {@code GET /api/v1/join/{appName}/{roomName}/{requestId}}: what became of a join request; whoever may come in now comes in. */
public final class GetJoinRequestHandler extends DoorFunction {
    public GetJoinRequestHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public GetJoinRequestHandler(Platform platform) {
        super(platform);
    }

    @Override
    protected Response answer(Request request) {
        Door door = door(request);
        Arrival arrival = waitingRoom.look(door.app(), door.room(), request.path("requestId"), ticket(request));
        door.isThere();
        return ArrivalResponse.toLook(arrival);
    }
}
