package dev.latchkey.functions.people;

import dev.latchkey.functions.http.AdminFunction;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import java.util.List;
import java.util.Map;

/** {@code GET /api/v1/room/{roomName}/bans}: who is banned from a room. */
public final class ListBansHandler extends AdminFunction {
    public ListBansHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public ListBansHandler(Platform platform) {
        super(platform);
    }

    @Override
    protected Response answer(Request request) {
        List<Map<String, Object>> bans = meetings.bans(admin(request, false).room()).stream()
                .map(ban -> Map.<String, Object>of(
                        "externalUserId", ban.subject(), "bannedAt", ban.since().getEpochSecond()))
                .toList();
        return Response.ok(Map.of("bans", bans));
    }
}
