package dev.latchkey.functions.people;

import dev.latchkey.aws.DynamoDbMeetingStore;
import dev.latchkey.aws.Table;
import dev.latchkey.claims.SessionTokens;
import dev.latchkey.functions.http.HttpFunction;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.http.SessionCalls;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.meeting.Exit;
import java.util.Map;

/** {@code POST /api/v1/session/leave}: gives the place back. */
public final class LeaveHandler extends HttpFunction {
    private final Exit exit;

    public LeaveHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public LeaveHandler(Platform platform) {
        this.exit = new Exit(
                new DynamoDbMeetingStore(new Table(platform.dynamoDb(), platform.table())),
                new SessionTokens(platform.signingKeys()),
                platform.clock());
    }

    @Override
    protected Response answer(Request request) {
        exit.leave(SessionCalls.token(request));
        return Response.ok(Map.of("success", true));
    }
}
