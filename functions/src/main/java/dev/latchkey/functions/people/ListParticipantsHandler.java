package dev.latchkey.functions.people;

import dev.latchkey.functions.http.AnswerSize;
import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.ModeratorReader;
import dev.latchkey.functions.http.Paging;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.meeting.MeetingStore;
import dev.latchkey.meeting.Participation;
import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

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
        Instant now = clock.instant();
        PageRequest<String> wanted = Paging.wanted(request);
        Page<Participation> page = meetings.participants(room, session, wanted, now);
        if (page.entries().isEmpty() && !meetings.hasSession(room, session)) {
            throw new RefusedException(Reason.SESSION_NOT_FOUND, "the room had no such meeting");
        }
        List<Map<String, Object>> fitting = AnswerSize.first(page.entries(), PeerJson::of);
        Page<Participation> fits = fitting.size() == page.entries().size()
                ? page
                : meetings.participants(room, session, wanted.upTo(fitting.size()), now);
        return Paging.page("participants", new Page<>(fitting, fits.next()));
    }
}
