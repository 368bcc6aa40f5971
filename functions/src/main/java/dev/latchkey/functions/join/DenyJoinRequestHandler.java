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

/** {@code POST /api/v1/join/{appName}/{roomName}/{requestId}/deny}: turns a waiting person away. */
public final class DenyJoinRequestHandler implements HttpHandler {
    private final ModeratorReader moderators;
    private final JoinRequestModeration moderation;

    public DenyJoinRequestHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public DenyJoinRequestHandler(Platform platform) {
        Services services = new Services(platform);
        this.moderators = services.moderators();
        this.moderation = services.moderation();
    }

    @Override
    public Response answer(Request request) {
        Moderator by = moderators.admin(request, true);
        ModerationRequest wanted = ModerationRequest.ofDenial(request.body());
        return ModerationResponse.of(wanted.deny(moderation, by, request.path("requestId")));
    }
}
