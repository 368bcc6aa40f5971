package dev.latchkey.functions.join;

import dev.latchkey.app.AppName;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.telemetry.Invocation;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.RoomName;

/** The door that the address of a request names, where anybody may ask. */
record Door(AppName app, RoomName room) {
    /** Names that nothing can have lead to a room that is not there. */
    static Door of(Request request) {
        AppName app = AppName.parse(request.path("appName")).orElseThrow(Refusal.NO_SUCH_ROOM::toException);
        return new Door(app, request.roomName());
    }

    /** The ticket in {@code Authorization: Bearer}, by which the request's sender waits at a door. */
    static String ticket(Request request) {
        return request.bearerToken()
                .orElseThrow(() -> new RefusedException(
                        Reason.TOKEN_REQUIRED,
                        "the join request's ticket is needed: send it as Authorization: Bearer"));
    }

    /** To be called once the door is known to be there: what a stranger asks for is not written down as an app. */
    void isThere() {
        Invocation.current().about(app.value());
    }
}
