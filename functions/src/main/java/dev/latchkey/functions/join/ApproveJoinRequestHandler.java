package dev.latchkey.functions.join;

import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.ModeratorReader;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.functions.token.GrantBody;
import dev.latchkey.meeting.JoinRequestModeration;
import dev.latchkey.meeting.Moderator;
import dev.latchkey.permission.GrantRequest;
import java.util.Optional;

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
        Body body = request.body();
        GrantRequest as = GrantBody.read(body);
        Optional<String> message = ModerationResponse.message(body);
        body.finish();
        String id = request.path("requestId");
        return ModerationResponse.of(message.map(words -> moderation.approve(by, id, as, words))
                .orElseGet(() -> moderation.approve(by, id, as)));
    }
}
