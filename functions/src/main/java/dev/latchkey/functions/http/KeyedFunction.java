package dev.latchkey.functions.http;

import dev.latchkey.apikey.ApiKeyCheck;
import dev.latchkey.apikey.Caller;
import dev.latchkey.aws.DynamoDbApiKeyStore;
import dev.latchkey.aws.Table;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.telemetry.Invocation;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.RoomName;
import java.time.Clock;
import java.util.Optional;

/** A function that an app's server calls with its API key. */
public abstract class KeyedFunction extends HttpFunction {
    protected final Clock clock;
    protected final Table table;
    private final Callers callers;

    protected KeyedFunction(Platform platform) {
        this.clock = platform.clock();
        this.table = new Table(platform.dynamoDb(), platform.table());
        this.callers = new Callers(
                new ApiKeyCheck(new DynamoDbApiKeyStore(table), clock, platform.aside(), platform.decisions()));
    }

    /** The app's server behind a call that is about no one room. */
    protected final Caller caller(Request request) {
        return known(callers.require(request, Optional.empty()));
    }

    /** The app's server behind a call about a room, with that room, in one read. */
    protected final Caller callerAbout(Request request, RoomName room) {
        return known(callers.require(request, Optional.of(room)));
    }

    private static Caller known(Caller caller) {
        Invocation.current().about(caller.app().name().value());
        return caller;
    }

    /** The room that the address names. A name that no room can have is a room that is not there. */
    protected static RoomName roomName(Request request) {
        return RoomName.parse(request.path("roomName"))
                .orElseThrow(() ->
                        new RefusedException(dev.latchkey.problem.Reason.ROOM_NOT_FOUND, "there is no such room"));
    }
}
