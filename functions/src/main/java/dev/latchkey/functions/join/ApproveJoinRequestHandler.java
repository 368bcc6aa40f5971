package dev.latchkey.functions.join;

import dev.latchkey.aws.DynamoDbLobbyStore;
import dev.latchkey.functions.http.AdminFunction;
import dev.latchkey.functions.http.Body;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.token.GrantBody;
import dev.latchkey.meeting.Authority;
import dev.latchkey.meeting.Reception;
import dev.latchkey.permission.GrantRequest;

/** {@code POST /api/v1/join/{appName}/{roomName}/{requestId}/approve}: lets a waiting person in. */
public final class ApproveJoinRequestHandler extends AdminFunction {
    private final Reception reception;

    public ApproveJoinRequestHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public ApproveJoinRequestHandler(Platform platform) {
        super(platform);
        this.reception = new Reception(new DynamoDbLobbyStore(table), clock, platform.decisions());
    }

    @Override
    protected Response answer(Request request) {
        Authority by = admin(request, true);
        Body body = Body.of(request);
        GrantRequest as = GrantBody.read(body);
        String message = DecisionResponse.message(body);
        body.finish();
        return DecisionResponse.of(
                reception.approve(by, request.path("requestId"), as.isEmpty() ? null : as.grant(), message));
    }
}
