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
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;

/**
 * {@code GET /api/v1/join/{appName}/{roomName}?cursor}: who waits at the door; and {@code GET
 * /api/v1/room/{roomName}/join-requests?limit&cursor}: who has waited, and how that ended. Both are read by the same people with
 * the same rights, so they share a function.
 */
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
        Room room = moderators.admin(request, false).room();
        return switch (request.route()) {
            case "GET /api/v1/join/{appName}/{roomName}" ->
                Paging.page(
                        "requests",
                        moderation.waiting(room, Paging.from(request, JoinRequestJson.MOST_WAITING_AT_ONCE)),
                        JoinRequestJson::of,
                        JoinRequest::id);
            case "GET /api/v1/room/{roomName}/join-requests" ->
                Paging.page(
                        "requests",
                        moderation.ended(room, Paging.wanted(request)),
                        JoinRequestJson::ended,
                        JoinRequest::id);
            default -> throw new RefusedException(Reason.ROUTE_NOT_FOUND, "there is no such address");
        };
    }
}
