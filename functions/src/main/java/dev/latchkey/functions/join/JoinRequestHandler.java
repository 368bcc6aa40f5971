package dev.latchkey.functions.join;

import dev.latchkey.claims.Person;
import dev.latchkey.functions.http.Body;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.lobby.SourceAddress;
import java.util.Optional;

/**
 * {@code POST /api/v1/join/{appName}/{roomName}}: comes in, has to wait, or is told why not. With the ticket of a join request
 * that was made before, it is that very request.
 */
public final class JoinRequestHandler extends DoorFunction {
    private static final int LONGEST_NAME = 100;

    public JoinRequestHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public JoinRequestHandler(Platform platform) {
        super(platform);
    }

    @Override
    protected Response answer(Request request) {
        Body body = Body.of(request);
        Optional<String> name = body.text("name", LONGEST_NAME);
        Optional<String> accessToken = body.freeText("accessToken", Integer.MAX_VALUE);
        Optional<String> ticket = body.freeText("ticket", Integer.MAX_VALUE);
        if (ticket.isPresent() && (name.isPresent() || accessToken.isPresent())) {
            body.refuse("ticket", "stands for a request that was made before: send nothing else with it");
        }
        body.finish();
        Door door = door(request);
        return ArrivalResponse.toJoin(
                ticket.isPresent()
                        ? waitingRoom.look(door.app(), door.room(), null, ticket.get())
                        : entrance.enter(
                                door.app(),
                                door.room(),
                                accessToken.orElse(null),
                                Person.named(name.orElse(null)),
                                SourceAddress.of(request.sourceIp())));
    }
}
