package dev.latchkey.functions.join;

import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.meeting.EntryResult;
import dev.latchkey.meeting.WaitingRoomService;

/** {@code GET /api/v1/join/{appName}/{roomName}/{requestId}}: what became of a join request; whoever may come in now comes in. */
public final class GetJoinRequestHandler implements HttpHandler {
    private final WaitingRoomService waitingRoom;

    public GetJoinRequestHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public GetJoinRequestHandler(Platform platform) {
        this.waitingRoom = new Services(platform).waitingRoom();
    }

    @Override
    public Response answer(Request request) {
        Door door = Door.of(request);
        EntryResult result = waitingRoom.look(door.app(), door.room(), request.path("requestId"), Door.ticket(request));
        door.isThere();
        return EntryResponse.toLook(result);
    }
}
