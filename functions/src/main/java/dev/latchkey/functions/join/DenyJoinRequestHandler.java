package dev.latchkey.functions.join;

import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.ModeratorReader;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.meeting.JoinRequestModeration;
import dev.latchkey.meeting.Moderator;
import java.util.Optional;

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
        Body body = request.body();
        Optional<String> message = ModerationResponse.message(body);
        body.finish();
        String id = request.path("requestId");
        return ModerationResponse.of(
                message.map(words -> moderation.deny(by, id, words)).orElseGet(() -> moderation.deny(by, id)));
    }
}
