package dev.latchkey.functions.people;

import dev.latchkey.functions.http.AdminFunction;
import dev.latchkey.functions.http.Paging;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.meeting.Page;
import dev.latchkey.meeting.Participation;
import dev.latchkey.room.Room;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code GET /api/v1/room/{roomName}/sessions/{sessionId}/participants?limit&cursor}: who was in a meeting, from when to when. */
public final class ListParticipantsHandler extends AdminFunction {
    public ListParticipantsHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public ListParticipantsHandler(Platform platform) {
        super(platform);
    }

    @Override
    protected Response answer(Request request) {
        Room room = admin(request, false).room();
        Page<Participation> page = meetings.participants(
                room, request.path("sessionId"), Paging.limit(request), Paging.position(request), floor.now());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("participants", page.entries().stream().map(PeerJson::of).toList());
        json.put("nextCursor", page.next().map(Paging::cursorAt).orElse(null));
        return Response.ok(json);
    }
}
