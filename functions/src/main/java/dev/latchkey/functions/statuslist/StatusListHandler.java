package dev.latchkey.functions.statuslist;

import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.statuslist.StatusListId;
import dev.latchkey.statuslist.StatusLists;
import java.util.Map;

/**
 * {@code GET} and {@code HEAD /.well-known/status/{list}}: the signed list of session tokens that are void, for whoever verifies
 * them offline.
 */
public final class StatusListHandler implements HttpHandler {
    // Whoever reads it keeps it for the time that it says itself. What caches on the way add to that is to be no more
    // than this.
    private static final Map<String, String> HEADERS =
            Map.of("content-type", "application/statuslist+jwt", "cache-control", "public, max-age=1");

    private final StatusLists lists;

    public StatusListHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public StatusListHandler(Platform platform) {
        this.lists = new Services(platform).statusLists();
    }

    @Override
    public Response answer(Request request) {
        StatusListId list = StatusListId.parse(request.path("list"))
                .orElseThrow(() -> new RefusedException(Reason.ROUTE_NOT_FOUND, "there is no such status list"));
        return new Response(200, HEADERS, lists.signed(list, request.url()));
    }
}
