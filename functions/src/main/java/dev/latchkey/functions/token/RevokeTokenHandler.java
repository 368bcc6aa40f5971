package dev.latchkey.functions.token;

import dev.latchkey.apikey.Caller;
import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.http.CallerReader;
import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.meeting.RevocationService;
import dev.latchkey.room.RoomName;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code POST /api/v1/token/revoke}: takes back a token by its text or its jti, or all that were issued before some time. */
public final class RevokeTokenHandler implements HttpHandler {
    private final CallerReader callers;
    private final RevocationService revocations;
    private final Clock clock;

    public RevokeTokenHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public RevokeTokenHandler(Platform platform) {
        Services services = new Services(platform);
        this.callers = services.callers();
        this.revocations = services.revocations();
        this.clock = services.clock();
    }

    @Override
    public Response answer(Request request) {
        Body body = request.body();
        Optional<RoomName> room = RevokeTokenRequest.room(body);
        Caller caller = room.map(name -> callers.readAbout(request, name)).orElseGet(() -> callers.read(request));
        RevokeTokenRequest.read(body, clock.instant()).carryOut(revocations, caller);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("success", true);
        return Response.ok(json);
    }
}
