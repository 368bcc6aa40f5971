package dev.latchkey.functions.join;

import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.ModeratorReader;
import dev.latchkey.functions.http.Paging;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.meeting.JoinRequestModeration;
import java.util.List;

/** {@code GET /api/v1/join/{appName}/{roomName}?cursor}: who waits at the door. */
public final class ListJoinRequestsHandler implements HttpHandler {
    private final ModeratorReader moderators;
    private final JoinRequestModeration moderation;

    public ListJoinRequestsHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public ListJoinRequestsHandler(Platform platform) {
        Services services = new Services(platform);
        this.moderators = services.moderators();
        this.moderation = services.moderation();
    }

    @Override
    public Response answer(Request request) {
        List<JoinRequest> waiting =
                moderation.waiting(moderators.admin(request, false).room());
        return Paging.rest(request, "requests", waiting, JoinRequestJson::of, JoinRequest::id);
    }
}
