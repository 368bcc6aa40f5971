package dev.latchkey.functions.people;

import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.telemetry.Invocation;
import java.util.Map;

/** {@code POST /api/v1/session/leave}: gives the place back. */
public final class LeaveHandler extends SessionFunction {
    public LeaveHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public LeaveHandler(Platform platform) {
        super(platform);
    }

    @Override
    protected Response answer(Request request) {
        Invocation.current().about(floor.leave(sessionToken(request)).value());
        return Response.ok(Map.of("success", true));
    }
}
