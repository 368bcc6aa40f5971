package dev.latchkey.functions.join;

import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.lobby.JoinRequest;
import dev.latchkey.lobby.JoinState;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;

/** {@code DELETE /api/v1/join/{appName}/{roomName}/{requestId}}: the waiting person gives up. */
public final class WithdrawJoinRequestHandler extends DoorFunction {
    public WithdrawJoinRequestHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public WithdrawJoinRequestHandler(Platform platform) {
        super(platform);
    }

    @Override
    protected Response answer(Request request) {
        Door door = door(request);
        JoinRequest withdrawn =
                waitingRoom.withdraw(door.app(), door.room(), request.path("requestId"), ticket(request));
        door.isThere();
        if (withdrawn.state() != JoinState.CANCELLED) {
            throw new RefusedException(
                    Reason.ALREADY_DECIDED,
                    "the join request is " + withdrawn.state().wireName() + " already");
        }
        return ArrivalResponse.over(withdrawn);
    }
}
