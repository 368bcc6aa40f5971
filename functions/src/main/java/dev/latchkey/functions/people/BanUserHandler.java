package dev.latchkey.functions.people;

import dev.latchkey.functions.http.AdminFunction;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.problem.RefusedException;
import java.util.Map;

/** {@code PUT /api/v1/room/{roomName}/bans/{externalUserId}}: keeps a user out of a room, and puts it out if it is inside. */
public final class BanUserHandler extends AdminFunction {
    private static final int LONGEST_USER_ID = 128;

    public BanUserHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public BanUserHandler(Platform platform) {
        super(platform);
    }

    @Override
    protected Response answer(Request request) {
        String user = request.path("externalUserId");
        if (user.length() > LONGEST_USER_ID) {
            throw RefusedException.malformed("externalUserId", "must be 1 to " + LONGEST_USER_ID + " characters");
        }
        floor.ban(admin(request, true), user);
        return Response.ok(Map.of("success", true));
    }
}
