package dev.latchkey.functions.join;

import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.ModeratorReader;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.meeting.JoinRequestModeration;
import dev.latchkey.meeting.Moderator;

/** {@code POST /api/v1/join/{appName}/{roomName}/{requestId}/approve}: lets a waiting person in. */
public final class ApproveJoinRequestHandler implements HttpHandler {
    private final ModeratorReader moderators;
    private final JoinRequestModeration moderation;

    public ApproveJoinRequestHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public ApproveJoinRequestHandler(Platform platform) {
        Services services = new Services(platform);
        this.moderators = services.moderators();
        this.moderation = services.moderation();
    }

    @Override
    public Response answer(Request request) {
        Moderator by = moderators.admin(request, true);
        ModerationRequest wanted = ModerationRequest.ofApproval(request.body());
        return ModerationResponse.of(wanted.approve(moderation, by, request.path("requestId")));
    }
}
