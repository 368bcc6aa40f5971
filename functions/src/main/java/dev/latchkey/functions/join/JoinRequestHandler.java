package dev.latchkey.functions.join;

import dev.latchkey.app.AppName;
import dev.latchkey.aws.DynamoDbMeetingStore;
import dev.latchkey.aws.Table;
import dev.latchkey.claims.AccessTokens;
import dev.latchkey.claims.Person;
import dev.latchkey.claims.SessionTokens;
import dev.latchkey.functions.http.Body;
import dev.latchkey.functions.http.HttpFunction;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.meeting.Entrance;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.RoomName;
import java.util.Optional;

/** {@code POST /api/v1/join/{appName}/{roomName}}: comes in, or is told why not. */
public final class JoinRequestHandler extends HttpFunction {
    private static final int LONGEST_NAME = 100;

    private final Entrance entrance;

    public JoinRequestHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public JoinRequestHandler(Platform platform) {
        this.entrance = new Entrance(
                new DynamoDbMeetingStore(new Table(platform.dynamoDb(), platform.table())),
                new AccessTokens(platform.signingKeys()),
                new SessionTokens(platform.signingKeys()),
                platform.clock());
    }

    @Override
    protected Response answer(Request request) {
        Body body = Body.of(request);
        Optional<String> name = body.text("name", LONGEST_NAME);
        Optional<String> accessToken = body.freeText("accessToken", Integer.MAX_VALUE);
        body.finish();
        Optional<AppName> app = AppName.parse(request.path("appName"));
        Optional<RoomName> room = RoomName.parse(request.path("roomName"));
        if (app.isEmpty() || room.isEmpty()) {
            throw new RefusedException(Reason.ROOM_NOT_FOUND, "there is no such room");
        }
        return Response.created(AdmissionJson.of(
                entrance.enter(app.get(), room.get(), accessToken.orElse(null), Person.named(name.orElse(null)))));
    }
}
