package dev.latchkey.functions.http;

import dev.latchkey.apikey.ApiKeyCheck;
import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Resource;
import dev.latchkey.functions.telemetry.Invocation;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.RoomName;
import java.util.Optional;

/**
 * Reads from a request which app's server it comes from, by its API key: taken from {@code x-api-key}, from {@code
 * Authorization: Bearer}, or from {@code ?secretKey=} as Metered's documented calls send it. The first place that holds
 * anything decides.
 */
public final class CallerReader {
    private final ApiKeyCheck keys;

    public CallerReader(ApiKeyCheck keys) {
        this.keys = keys;
    }

    /** The app's server behind a call that is about no one room. One read. */
    public Caller read(Request request) {
        return read(request, Resource.APP);
    }

    /** The app's server behind a call about a room, with that room, in one read. */
    public Caller readAbout(Request request, RoomName room) {
        return read(request, Resource.room(room));
    }

    private Caller read(Request request, Resource resource) {
        Optional<String> header = request.header("x-api-key").or(request::bearerToken);
        String key = header.or(() -> request.query("secretKey"))
                .orElseThrow(() ->
                        new RefusedException(Reason.UNAUTHENTICATED, "an API key is needed: send it as x-api-key"));
        Caller caller = keys.check(key, header.isEmpty(), resource);
        Invocation.current().about(caller.app().name().value());
        return caller;
    }
}
