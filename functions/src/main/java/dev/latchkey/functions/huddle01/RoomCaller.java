package dev.latchkey.functions.huddle01;

import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Resource;
import dev.latchkey.apikey.Scope;
import dev.latchkey.functions.http.CallerReader;
import dev.latchkey.functions.http.Request;
import dev.latchkey.problem.Refusal;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.RoomName;
import java.util.Optional;

/** Reads which app's server calls, and what its call is about: the app, or the room that {@code roomId} names. */
final class RoomCaller {
    private final CallerReader callers;

    RoomCaller(CallerReader callers) {
        this.callers = callers;
    }

    Caller ofApp(Request request, Scope scope, boolean writes) {
        Caller caller = callers.read(request);
        caller.require(scope, writes, Resource.APP);
        return caller;
    }

    /** The caller together with its room, if there is one of that name; in the path or in the query. */
    Caller ofRoom(Request request, Scope scope, boolean writes) {
        Optional<String> roomId =
                Optional.ofNullable(request.path().get("roomId")).or(() -> request.query("roomId"));
        Optional<RoomName> name = roomId.flatMap(RoomName::parse);
        if (name.isPresent()) {
            return ofRoom(request, name.get(), scope, writes);
        }
        ofApp(request, scope, writes);
        throw roomId.isPresent()
                ? Refusal.NO_SUCH_ROOM.toException()
                : RefusedException.malformed("roomId", "RoomId must provided");
    }

    Caller ofRoom(Request request, RoomName name, Scope scope, boolean writes) {
        Caller caller = callers.readAbout(request, name);
        caller.require(scope, writes, Resource.room(name));
        return caller;
    }
}
