package dev.latchkey.functions.join;

import dev.latchkey.aws.DynamoDbLobbyStore;
import dev.latchkey.functions.http.AdminFunction;
import dev.latchkey.functions.http.Body;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.meeting.Authority;
import dev.latchkey.meeting.Reception;

/** {@code POST /api/v1/join/{appName}/{roomName}/{requestId}/deny}: turns a waiting person away. */
public final class DenyJoinRequestHandler extends AdminFunction {
    private final Reception reception;

    public DenyJoinRequestHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public DenyJoinRequestHandler(Platform platform) {
        super(platform);
        this.reception = new Reception(new DynamoDbLobbyStore(table), clock, platform.decisions());
    }

    @Override
    protected Response answer(Request request) {
        Authority by = admin(request, true);
        Body body = Body.of(request);
        String message = DecisionResponse.message(body);
        body.finish();
        return DecisionResponse.of(reception.deny(by, request.path("requestId"), message));
    }
}
