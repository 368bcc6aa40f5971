package dev.latchkey.functions.people;

import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.ModeratorReader;
import dev.latchkey.functions.http.Paging;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.meeting.MeetingStore;
import dev.latchkey.meeting.Peer;
import dev.latchkey.page.Page;
import dev.latchkey.room.Room;
import java.time.Clock;

/** {@code GET /api/v1/room/{roomName}/peers?limit&cursor}: who is inside. */
public final class ListPeersHandler implements HttpHandler {
    private final ModeratorReader moderators;
    private final MeetingStore meetings;
    private final Clock clock;

    public ListPeersHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public ListPeersHandler(Platform platform) {
        Services services = new Services(platform);
        this.moderators = services.moderators();
        this.meetings = services.meetings();
        this.clock = services.clock();
    }

    @Override
    public Response answer(Request request) {
        Room room = moderators.admin(request, false).room();
        Page<Peer> page = meetings.inside(room, Paging.wanted(request), clock.instant());
        return Paging.page("peers", page, peer -> PeerJson.of(room, peer), Peer::id);
    }
}
