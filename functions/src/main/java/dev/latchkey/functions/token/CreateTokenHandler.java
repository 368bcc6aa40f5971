package dev.latchkey.functions.token;

import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Scope;
import dev.latchkey.aws.DynamoDbIdempotencyStore;
import dev.latchkey.claims.AccessClaims;
import dev.latchkey.claims.AccessTokens;
import dev.latchkey.claims.Reach;
import dev.latchkey.functions.http.Body;
import dev.latchkey.functions.http.IdempotencyKeys;
import dev.latchkey.functions.http.KeyedFunction;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.id.Ids;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.idempotency.IdempotencyStore;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** {@code POST /api/v1/token}: issues an access token. */
public final class CreateTokenHandler extends KeyedFunction {
    private final AccessTokens tokens;
    private final IdempotencyStore idempotency;

    public CreateTokenHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public CreateTokenHandler(Platform platform) {
        super(platform);
        this.tokens = new AccessTokens(platform.signingKeys());
        this.idempotency = new DynamoDbIdempotencyStore(table);
    }

    @Override
    protected Response answer(Request request) {
        Body body = Body.of(request);
        Optional<RoomName> named = CreateTokenRequest.peekRoom(body);
        Caller caller = named.map(room -> callerAbout(request, room)).orElseGet(() -> caller(request));
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        CreateTokenRequest wanted = CreateTokenRequest.read(body, clock.instant());
        caller.require(Scope.TOKENS, true, wanted.room());
        Reach reach = wanted.room().isPresent() ? oneRoom(caller.requireRoom()) : new Reach.EveryRoom();
        Issue issue = issue(request, caller, wanted, now);
        String token =
                tokens.sign(claims(caller, wanted, reach, issue), caller.app().accessAlgorithm());
        return Response.ok(Map.of("token", token));
    }

    private static Reach oneRoom(Room room) {
        return new Reach.OneRoom(room.name(), room.id());
    }

    /** What differs between two tokens for the same request: with an idempotency key it is decided once. */
    private Issue issue(Request request, Caller caller, CreateTokenRequest wanted, Instant now) {
        String external = wanted.person().externalUserId();
        Issue mine = new Issue(Ids.ulid(now), external == null ? "anon-" + Ids.ulid(now) : external, now);
        Optional<IdempotencyKey> key = IdempotencyKeys.of(request, caller, "create-token");
        return key.map(once -> Issue.read(idempotency.first(once, mine.write(), now)))
                .orElse(mine);
    }

    private static AccessClaims claims(Caller caller, CreateTokenRequest wanted, Reach reach, Issue issue) {
        return new AccessClaims(
                caller.app().name(),
                issue.subject(),
                issue.jti(),
                issue.at(),
                wanted.notBefore(),
                caller.app().capExpiry(wanted.expires(), issue.at()),
                reach,
                wanted.grant(),
                wanted.person(),
                wanted.ejectAfter());
    }

    private record Issue(String jti, String subject, Instant at) {
        /** The subject may be the app's own id of a user: it does not print. */
        @Override
        public String toString() {
            return "Issue[" + jti + "]";
        }

        Map<String, String> write() {
            return Map.of("jti", jti, "subject", subject, "at", Long.toString(at.getEpochSecond()));
        }

        static Issue read(Map<String, String> kept) {
            return new Issue(
                    required(kept, "jti"),
                    required(kept, "subject"),
                    Instant.ofEpochSecond(Long.parseLong(required(kept, "at"))));
        }

        private static String required(Map<String, String> kept, String name) {
            return Objects.requireNonNull(kept.get(name), name);
        }
    }
}
