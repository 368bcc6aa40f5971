package dev.latchkey.functions.huddle01;

import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Resource;
import dev.latchkey.apikey.Scope;
import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.http.CallerReader;
import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.id.Ids;
import dev.latchkey.json.JsonText;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.AccessTokens;
import dev.latchkey.token.TokenScope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code POST /api/v2/sdk/create-peer-token}: issues an access token for one room, as Huddle01's SDK asks for it. */
public final class CreatePeerTokenHandler implements HttpHandler {
    private final CallerReader callers;
    private final Clock clock;
    private final AccessTokens accessTokens;

    public CreatePeerTokenHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public CreatePeerTokenHandler(Platform platform) {
        Services services = new Services(platform);
        this.callers = services.callers();
        this.clock = services.clock();
        this.accessTokens = services.accessTokens();
    }

    @Override
    public Response refused(RefusedException refused, Request request) {
        return Refusals.of(refused, request.id());
    }

    @Override
    public Response answer(Request request) {
        Body body = request.body();
        Optional<RoomName> named = PeerTokenBody.roomId(body).flatMap(RoomName::parse);
        Caller caller = named.map(room -> callers.readAbout(request, room)).orElseGet(() -> callers.read(request));
        caller.require(Scope.TOKENS, true, named.map(Resource::room).orElse(Resource.APP));
        PeerTokenBody wanted = PeerTokenBody.read(body);
        AccessClaims claims =
                claims(caller, caller.requireRoom(), wanted, clock.instant().truncatedTo(ChronoUnit.SECONDS));
        return Response.ok(Map.of(
                "token",
                accessTokens.sign(claims, forVerifier(claims), caller.app().accessAlgorithm())));
    }

    private static AccessClaims claims(Caller caller, Room room, PeerTokenBody wanted, Instant now) {
        return new AccessClaims(
                caller.app().name(),
                "anon-" + Ids.ulid(now),
                Ids.ulid(now),
                now,
                Instant.EPOCH,
                caller.app().capExpiry(now.plus(wanted.ttl()), now),
                new TokenScope.OneRoom(room.name(), room.id()),
                wanted.grant(),
                wanted.person(),
                Duration.ZERO,
                wanted.maxPeers());
    }

    /** What Huddle01's {@code TokenVerifier} hands to its caller. Who the peer is is settled when it comes in. */
    private static Map<String, Object> forVerifier(AccessClaims claims) {
        Map<String, Object> beside = new LinkedHashMap<>();
        beside.put("roomId", ((TokenScope.OneRoom) claims.scope()).name().value());
        beside.put("projectId", claims.app().value());
        beside.put("role", claims.grant().role().name());
        beside.put("permissions", claims.grant().permissions().toJson());
        JsonText metadata = claims.person().metadata();
        if (metadata != null) {
            beside.put("metadata", metadata);
        }
        return beside;
    }
}
