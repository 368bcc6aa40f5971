package dev.latchkey.functions.token;

import dev.latchkey.apikey.Caller;
import dev.latchkey.functions.body.Body;
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
import java.util.Optional;
import java.util.function.Function;

/** Issues access tokens as a body asks for them, that of a call over HTTP or of a command. */
public final class TokenCreation {
    private final Clock clock;
    private final AccessTokens accessTokens;
    private final TokenOnce tokens;

    public TokenCreation(Services services) {
        this.clock = services.clock();
        this.accessTokens = services.accessTokens();
        this.tokens = new TokenOnce(services.idempotency(), services.sealedTexts());
    }

    /** The room that the token is asked for, before the rest is judged: who asks is read together with it. */
    public static Optional<RoomName> room(Body body) {
        return CreateTokenRequest.peekRoom(body);
    }

    /** @param caller with the room that the body names */
    public IssuedToken create(Caller caller, Body body) {
        Instant now = clock.instant();
        CreateTokenRequest wanted = CreateTokenRequest.read(body, now);
        TokenOnce.Issue issue = issue(wanted, now);
        return new IssuedToken(issue.jti(), signing(wanted, caller).apply(issue));
    }

    /**
     * The same, to the letter, for a request that comes again. A repeat is answered before the request is judged: by a clock that
     * has gone on, it may be good no longer.
     */
    public IssuedToken createOnce(Caller caller, Body body, IdempotencyKey key) {
        Instant now = clock.instant();
        return tokens.find(key, now).orElseGet(() -> {
            CreateTokenRequest wanted = CreateTokenRequest.read(body, now);
            return tokens.first(key, caller.app().name(), issue(wanted, now), signing(wanted, caller), now);
        });
    }

    /** The token that was issued under the key; empty when none was, or so long ago that it is forgotten. */
    public Optional<IssuedToken> find(IdempotencyKey key) {
        return tokens.find(key, clock.instant());
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
