package dev.latchkey.functions.token;

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
import dev.latchkey.functions.http.Body;
import dev.latchkey.functions.http.KeyedFunction;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
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
    private static final int LONGEST_JTI = 64;

    private final AccessTokens tokens;
    private final TokenStatus status;
    private final RoomStore rooms;
    private final ApiKeyStore apps;

    public RevokeTokenHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public RevokeTokenHandler(Platform platform) {
        super(platform);
        this.tokens = new AccessTokens(platform.signingKeys());
        this.status = new DynamoDbTokenStatus(table);
        this.rooms = new DynamoDbRoomStore(table);
        this.apps = new DynamoDbApiKeyStore(table);
    }

    @Override
    protected Response answer(Request request) {
        Body body = Body.of(request);
        Optional<RoomName> room = body.parsed("roomName", RoomName::parse, RoomName.EXPECTED);
        Caller caller = room.map(name -> callerAbout(request, name)).orElseGet(() -> caller(request));
        Optional<String> token = body.freeText("token", Integer.MAX_VALUE);
        Optional<String> jti = body.text("jti", LONGEST_JTI);
        boolean cutOff = body.has("issuedBeforeUnixSec");
        Instant before = Instant.ofEpochSecond(body.unixSec("issuedBeforeUnixSec"));
        if ((token.isPresent() ? 1 : 0) + (jti.isPresent() ? 1 : 0) + (cutOff ? 1 : 0) != 1) {
            body.refuse("body", "must name exactly one of token, jti and issuedBeforeUnixSec");
        }
        if (room.isPresent() && !cutOff) {
            body.refuse("roomName", "goes with issuedBeforeUnixSec");
        }
        body.finish();
        caller.require(Scope.TOKENS, true, room);
        if (cutOff) {
            cutOff(caller, room.isPresent(), before);
        } else {
            revoke(caller, token, jti.orElse(""));
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("success", true);
        return Response.ok(json);
    }

    /** A token of another app, or none at all, is answered alike (RFC 7009 section 2.2): there is nothing left to revoke. */
    private void revoke(Caller caller, Optional<String> token, String jti) {
        if (token.isEmpty()) {
            status.revoke(caller.app().name(), jti, Instant.MAX);
            return;
        }
        try {
            AccessClaims claims = tokens.read(token.get());
            if (claims.app().equals(caller.app().name())) {
                status.revoke(claims.app(), claims.jti(), claims.expires());
            }
        } catch (RefusedException e) {
            if (e.reason() != Reason.TOKEN_INVALID) {
                throw e;
            }
        }
    }

    /** An earlier cut-off than the one that holds revokes nothing, and must not give back what that one took. */
    private void cutOff(Caller caller, boolean ofRoom, Instant before) {
        if (!ofRoom) {
            App app = caller.app();
            while (before.isAfter(app.tokensNotBefore()) && !apps.update(app.withTokensNotBefore(before))) {
                app = apps.findApp(app.name()).orElseThrow();
            }
            return;
        }
        Room room = caller.requireRoom();
        while (before.isAfter(room.tokensNotBefore()) && !rooms.update(room.withTokensNotBefore(before))) {
            room = rooms.find(room.app(), room.name())
                    .orElseThrow(() -> new RefusedException(Reason.ROOM_NOT_FOUND, "there is no such room"));
        }
    }
}
