package dev.latchkey.local.event;

import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Resource;
import dev.latchkey.apikey.Scope;
import dev.latchkey.functions.http.CallerReader;
import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.local.gateway.LiveFeed;
import java.util.Map;

/**
 * {@code GET /local/events}: what happens in the app's rooms, as it happens: server-sent events, one {@code data:} line an event.
 * There is none in AWS, where a rule on the bus does that.
 */
public final class LocalEventsHandler implements HttpHandler {
    private final CallerReader callers;

    public LocalEventsHandler(CallerReader callers) {
        this.callers = callers;
    }

    @Override
    public Response answer(Request request) {
        Caller caller = callers.read(request);
        caller.require(Scope.ROOMS, false, Resource.APP);
        String app = caller.app().name().value();
        Map<String, String> headers =
                Map.of("content-type", "text/event-stream", "cache-control", "no-store", LiveFeed.HEADER, app);
        return new Response(200, headers, ": what happens in rooms of " + app + "\n\n");
    }
}
