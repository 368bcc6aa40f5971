package dev.latchkey.functions.token;

import dev.latchkey.access.Decision;
import dev.latchkey.access.DecisionLog;
import dev.latchkey.access.TokenStatus;
import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Scope;
import dev.latchkey.app.App;
import dev.latchkey.aws.DynamoDbApiKeyStore;
import dev.latchkey.aws.DynamoDbRoomStore;
import dev.latchkey.aws.DynamoDbTokenStatus;
import dev.latchkey.claims.AccessClaims;
import dev.latchkey.claims.AccessTokens;
import dev.latchkey.claims.Reach;
import dev.latchkey.functions.http.Body;
import dev.latchkey.functions.http.KeyedFunction;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.id.Ids;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code POST /api/v1/token/revoke}: takes back a token by its text or its jti, or all that were issued before some time. */
public final class RevokeTokenHandler extends KeyedFunction {
    private final AccessTokens tokens;
    private final TokenStatus status;
    private final RoomStore rooms;
    private final ApiKeyStore apps;
    private final DecisionLog decisions;

    public RevokeTokenHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public RevokeTokenHandler(Platform platform) {
        super(platform);
        this.tokens = new AccessTokens(platform.signingKeys());
        this.status = new DynamoDbTokenStatus(table);
        this.rooms = new DynamoDbRoomStore(table);
        this.apps = new DynamoDbApiKeyStore(table);
        this.decisions = platform.decisions();
    }

    @Override
    protected Response answer(Request request) {
        Body body = Body.of(request);
        Optional<RoomName> room = body.parsed("roomName", RoomName::parse, RoomName.EXPECTED);
        Caller caller = room.map(name -> callerAbout(request, name)).orElseGet(() -> caller(request));
        Optional<String> token = body.freeText("token", Integer.MAX_VALUE);
        Optional<String> jti = body.parsed("jti", RevokeTokenHandler::jti, "must be the jti of a token");
        boolean cutOff = body.has("issuedBeforeUnixSec");
        Instant before = Instant.ofEpochSecond(body.unixSec("issuedBeforeUnixSec"));
        if ((token.isPresent() ? 1 : 0) + (jti.isPresent() ? 1 : 0) + (cutOff ? 1 : 0) != 1) {
            body.refuse("body", "must name exactly one of token, jti and issuedBeforeUnixSec");
        }
        if (room.isPresent() && !cutOff) {
            body.refuse("roomName", "goes with issuedBeforeUnixSec");
        }
        body.finish();
        if (cutOff) {
            cutOff(caller, room, before);
        } else if (token.isPresent()) {
            revoke(caller, token.get());
        } else {
            caller.require(Scope.TOKENS, true, Optional.empty());
            status.revoke(caller.app().name(), jti.orElse(""), Instant.MAX);
            decisions.record(about(caller).jti(jti.orElse("")).granted().rule("jti"));
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("success", true);
        return Response.ok(json);
    }

    /** Nothing but what we give as a jti: what else stands there may be a secret in the wrong place, and is not kept. */
    private static Optional<String> jti(String text) {
        return Ids.isUlid(text) ? Optional.of(text) : Optional.empty();
    }

    /** A token of another app, or none at all, is answered alike (RFC 7009 section 2.2): there is nothing left to revoke. */
    private void revoke(Caller caller, String token) {
        Optional<AccessClaims> own =
                read(token).filter(claims -> claims.app().equals(caller.app().name()));
        caller.require(Scope.TOKENS, true, own.flatMap(RevokeTokenHandler::onlyRoom));
        own.ifPresent(claims -> {
            status.revoke(claims.app(), claims.jti(), claims.expires());
            decisions.record(about(caller).token(claims).granted().rule("token"));
        });
    }

    private Optional<AccessClaims> read(String token) {
        try {
            return Optional.of(tokens.read(token));
        } catch (RefusedException e) {
            if (e.reason() != Reason.TOKEN_INVALID) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static Optional<RoomName> onlyRoom(AccessClaims claims) {
        return claims.reach() instanceof Reach.OneRoom one ? Optional.of(one.name()) : Optional.empty();
    }

    /** An earlier cut-off than the one that holds revokes nothing, and must not give back what that one took. */
    private void cutOff(Caller caller, Optional<RoomName> ofRoom, Instant before) {
        caller.require(Scope.TOKENS, true, ofRoom);
        if (ofRoom.isEmpty()) {
            App app = caller.app();
            while (before.isAfter(app.tokensNotBefore()) && !apps.update(app.withTokensNotBefore(before))) {
                app = apps.findApp(app.name()).orElseThrow();
            }
            decisions.record(about(caller).granted().rule("app_cut_off"));
            return;
        }
        Room room = caller.requireRoom();
        while (before.isAfter(room.tokensNotBefore()) && !rooms.update(room, room.withTokensNotBefore(before))) {
            room = rooms.find(room.app(), room.name())
                    .orElseThrow(() -> new RefusedException(Reason.ROOM_NOT_FOUND, "there is no such room"));
        }
        decisions.record(about(caller).room(room).granted().rule("room_cut_off"));
    }

    private static Decision about(Caller caller) {
        return Decision.about(Decision.What.REVOCATION).app(caller.app().name()).by(caller.id());
    }
}
