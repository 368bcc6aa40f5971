package dev.latchkey.functions.people;

import dev.latchkey.functions.http.AdminFunction;
import dev.latchkey.functions.http.Paging;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.meeting.Page;
import dev.latchkey.meeting.Peer;
import dev.latchkey.room.Room;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code GET /api/v1/room/{roomName}/peers?limit&cursor}: who is inside. */
public final class ListPeersHandler extends AdminFunction {
    public ListPeersHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public ListPeersHandler(Platform platform) {
        super(platform);
    }

    @Override
    protected Response answer(Request request) {
        Room room = admin(request, false).room();
        Page<Peer> page = meetings.inside(room, Paging.limit(request), Paging.position(request), floor.now());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(
                "peers",
                page.entries().stream().map(peer -> PeerJson.of(room, peer)).toList());
        json.put("nextCursor", page.next().map(Paging::cursorAt).orElse(null));
        return Response.ok(json);
    }
}
