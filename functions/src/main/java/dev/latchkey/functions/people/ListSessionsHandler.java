package dev.latchkey.functions.people;

import dev.latchkey.functions.http.AdminFunction;
import dev.latchkey.functions.http.Paging;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.meeting.Page;
import dev.latchkey.meeting.Session;
import dev.latchkey.room.Room;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code GET /api/v1/room/{roomName}/sessions?limit&cursor}: the meetings that were and are held in a room, newest first. */
public final class ListSessionsHandler extends AdminFunction {
    public ListSessionsHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public ListSessionsHandler(Platform platform) {
        super(platform);
    }

    @Override
    protected Response answer(Request request) {
        Room room = admin(request, false).room();
        Page<Session> page = meetings.sessions(room, Paging.limit(request), Paging.position(request), floor.now());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sessions", page.entries().stream().map(SessionJson::of).toList());
        json.put("nextCursor", page.next().map(Paging::cursorAt).orElse(null));
        return Response.ok(json);
    }
}
