package dev.latchkey.functions.room;

import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Scope;
import dev.latchkey.aws.DynamoDbMeetingStore;
import dev.latchkey.aws.DynamoDbRoomStore;
import dev.latchkey.functions.http.KeyedFunction;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.meeting.MeetingStore;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code DELETE /api/v1/room/{roomName}}: archives a room. Its name can be used again, for another room. */
public final class ArchiveRoomHandler extends KeyedFunction {
    private final RoomStore rooms;
    private final MeetingStore meetings;

    public ArchiveRoomHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public ArchiveRoomHandler(Platform platform) {
        super(platform);
        this.rooms = new DynamoDbRoomStore(table);
        this.meetings = new DynamoDbMeetingStore(table, platform.decisions());
    }

    @Override
    protected Response answer(Request request) {
        RoomName name = roomName(request);
        Caller caller = callerAbout(request, name);
        caller.require(Scope.ROOMS, true, Optional.of(name));
        Room room = caller.requireRoom();
        if (!rooms.archive(room)) {
            throw new RefusedException(Reason.ROOM_NOT_FOUND, "there is no such room");
        }
        // Nobody comes in any more; now those inside go out.
        meetings.close(room, clock.instant());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("success", true);
        json.put("message", "Room successfully archived");
        return Response.ok(json);
    }
}
