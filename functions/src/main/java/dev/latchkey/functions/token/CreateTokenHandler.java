package dev.latchkey.functions.token;

import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Resource;
import dev.latchkey.apikey.Scope;
import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.http.CallerReader;
import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.IdempotencyKeys;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.room.RoomName;
import java.util.Map;
import java.util.Optional;

/** {@code POST /api/v1/token}: issues an access token. */
public final class CreateTokenHandler implements HttpHandler {
    private final CallerReader callers;
    private final TokenCreation tokens;

    public CreateTokenHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public CreateTokenHandler(Platform platform) {
        Services services = new Services(platform);
        this.callers = services.callers();
        this.tokens = new TokenCreation(services);
    }

    @Override
    public Response answer(Request request) {
        Body body = request.body();
        Optional<RoomName> named = TokenCreation.room(body);
        Caller caller = named.map(room -> callers.readAbout(request, room)).orElseGet(() -> callers.read(request));
        caller.require(Scope.TOKENS, true, named.map(Resource::room).orElse(Resource.APP));
        Optional<IdempotencyKey> key = IdempotencyKeys.of(request, caller, "create-token");
        IssuedToken issued =
                key.map(once -> tokens.createOnce(caller, body, once)).orElseGet(() -> tokens.create(caller, body));
        return Response.ok(Map.of("token", issued.token()));
    }
}
