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
import dev.latchkey.id.Ids;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.AccessTokens;
import dev.latchkey.token.TokenScope;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code POST /api/v1/token}: issues an access token. */
public final class CreateTokenHandler implements HttpHandler {
    private final CallerReader callers;
    private final Clock clock;
    private final AccessTokens accessTokens;
    private final TokenOnce tokens;

    public CreateTokenHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public CreateTokenHandler(Platform platform) {
        Services services = new Services(platform);
        this.callers = services.callers();
        this.clock = services.clock();
        this.accessTokens = services.accessTokens();
        this.tokens = new TokenOnce(services.idempotency(), services.sealedTexts());
    }

    @Override
    public Response answer(Request request) {
        Body body = request.body();
        Optional<RoomName> named = CreateTokenRequest.peekRoom(body);
        Caller caller = named.map(room -> callers.readAbout(request, room)).orElseGet(() -> callers.read(request));
        caller.require(Scope.TOKENS, true, named.map(Resource::room).orElse(Resource.APP));
        Optional<IdempotencyKey> key = IdempotencyKeys.of(request, caller, "create-token");
        Instant now = clock.instant();
        String token = key.map(once -> once(once, caller, body, now)).orElseGet(() -> {
            CreateTokenRequest wanted = CreateTokenRequest.read(body, now);
            return signing(wanted, caller).apply(issue(wanted, now));
        });
        return Response.ok(Map.of("token", token));
    }

    /** A repeat is answered before the request is judged: by a clock that has gone on, it may be good no longer. */
    private String once(IdempotencyKey key, Caller caller, Body body, Instant now) {
        return tokens.find(key, now).orElseGet(() -> {
            CreateTokenRequest wanted = CreateTokenRequest.read(body, now);
            Function<TokenOnce.Issue, String> signing = signing(wanted, caller);
            return tokens.first(key, caller.app().name(), issue(wanted, now), signing, now);
        });
    }

    private Function<TokenOnce.Issue, String> signing(CreateTokenRequest wanted, Caller caller) {
        TokenScope scope = wanted.room() == null ? new TokenScope.EveryRoom() : oneRoom(caller.requireRoom());
        return issue -> accessTokens.sign(
                claims(caller, wanted, scope, issue), caller.app().accessAlgorithm());
    }

    private static TokenOnce.Issue issue(CreateTokenRequest wanted, Instant at) {
        Instant now = at.truncatedTo(ChronoUnit.SECONDS);
        String external = wanted.person().externalUserId();
        return new TokenOnce.Issue(Ids.ulid(now), external == null ? "anon-" + Ids.ulid(now) : external, now);
    }

    private static TokenScope oneRoom(Room room) {
        return new TokenScope.OneRoom(room.name(), room.id());
    }

    private static AccessClaims claims(
            Caller caller, CreateTokenRequest wanted, TokenScope scope, TokenOnce.Issue issue) {
        return new AccessClaims(
                caller.app().name(),
                issue.subject(),
                issue.jti(),
                issue.at(),
                wanted.notBefore(),
                caller.app().capExpiry(wanted.expires(), issue.at()),
                scope,
                wanted.grant(),
                wanted.person(),
                wanted.ejectAfter(),
                wanted.maxPeers());
    }
}
