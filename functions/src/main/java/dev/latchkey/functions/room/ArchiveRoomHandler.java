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
import dev.latchkey.meeting.MeetingStore;
import dev.latchkey.problem.Refusal;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomStore;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code DELETE /api/v1/room/{roomName}}: archives a room. Its name can be used again, for another room. */
public final class ArchiveRoomHandler implements HttpHandler {
    private final CallerReader callers;
    private final Clock clock;
    private final RoomStore rooms;
    private final MeetingStore meetings;

    public ArchiveRoomHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public ArchiveRoomHandler(Platform platform) {
        Services services = new Services(platform);
        this.callers = services.callers();
        this.clock = services.clock();
        this.rooms = services.rooms();
        this.meetings = services.meetings();
    }

    @Override
    public Response answer(Request request) {
        RoomName name = request.roomName();
        Caller caller = callers.readAbout(request, name);
        caller.require(Scope.ROOMS, true, Resource.room(name));
        Room room = caller.requireRoom();
        if (!rooms.archive(room)) {
            throw Refusal.NO_SUCH_ROOM.toException();
        }
        // Nobody comes in any more; now those inside go out.
        meetings.close(room, clock.instant());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("success", true);
        json.put("message", "Room successfully archived");
        return Response.ok(json);
    }
}
