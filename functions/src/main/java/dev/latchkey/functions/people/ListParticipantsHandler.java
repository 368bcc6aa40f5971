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
import dev.latchkey.room.Room;
import java.time.Clock;

/** {@code GET /api/v1/room/{roomName}/sessions/{sessionId}/participants?limit&cursor}: who was in a meeting, from when to when. */
public final class ListParticipantsHandler implements HttpHandler {
    private final ModeratorReader moderators;
    private final MeetingStore meetings;
    private final Clock clock;

    public ListParticipantsHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public ListParticipantsHandler(Platform platform) {
        Services services = new Services(platform);
        this.moderators = services.moderators();
        this.meetings = services.meetings();
        this.clock = services.clock();
    }

    @Override
    public Response answer(Request request) {
        Room room = moderators.admin(request, false).room();
        String session = request.path("sessionId");
        return Paging.page(
                "participants",
                ParticipantPage.read(
                        meetings,
                        room,
                        session,
                        Paging.wanted(request),
                        clock.instant(),
                        PeerJson::of,
                        "the room had no such meeting"));
    }
}
