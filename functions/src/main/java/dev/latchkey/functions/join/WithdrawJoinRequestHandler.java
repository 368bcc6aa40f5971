package dev.latchkey.functions.join;

import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.joinrequest.JoinRequestState;
import dev.latchkey.meeting.WaitingRoomService;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;

/** {@code DELETE /api/v1/join/{appName}/{roomName}/{requestId}}: the waiting person gives up. */
public final class WithdrawJoinRequestHandler implements HttpHandler {
    private final WaitingRoomService waitingRoom;

    public WithdrawJoinRequestHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public WithdrawJoinRequestHandler(Platform platform) {
        this.waitingRoom = new Services(platform).withdrawals();
    }

    @Override
    public Response answer(Request request) {
        Door door = Door.of(request);
        JoinRequest withdrawn =
                waitingRoom.withdraw(door.app(), door.room(), request.path("requestId"), Door.ticket(request));
        door.isThere();
        if (withdrawn.state() != JoinRequestState.CANCELLED && withdrawn.state() != JoinRequestState.EXPIRED) {
            throw new RefusedException(
                    Reason.ALREADY_DECIDED,
                    "the join request is " + withdrawn.state().wireName() + " already");
        }
        return EntryResponse.over(withdrawn);
    }
}
