package dev.latchkey.functions.people;

import dev.latchkey.functions.http.AdminFunction;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import java.util.Map;

/** {@code DELETE /api/v1/room/{roomName}/bans/{externalUserId}}: lets a user come back. */
public final class UnbanUserHandler extends AdminFunction {
    public UnbanUserHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public UnbanUserHandler(Platform platform) {
        super(platform);
    }

    @Override
    protected Response answer(Request request) {
        floor.unban(admin(request, true), request.path("externalUserId"));
        return Response.ok(Map.of("success", true));
    }
}
