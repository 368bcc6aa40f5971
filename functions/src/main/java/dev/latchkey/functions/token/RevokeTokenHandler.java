package dev.latchkey.functions.token;

import dev.latchkey.apikey.Caller;
import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.body.CutOff;
import dev.latchkey.functions.http.CallerReader;
import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.id.Ids;
import dev.latchkey.meeting.RevocationService;
import dev.latchkey.room.RoomName;
import java.time.Clock;
import java.time.Instant;
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
        Optional<RoomName> room = body.parsed("roomName", RoomName::parse, RoomName.EXPECTED);
        Caller caller = room.map(name -> callers.readAbout(request, name)).orElseGet(() -> callers.read(request));
        Optional<String> token = body.freeText("token", Integer.MAX_VALUE);
        Optional<String> jti = body.parsed("jti", RevokeTokenHandler::jti, "must be the jti of a token");
        Optional<Instant> cutOff = CutOff.read(body, "issuedBeforeUnixSec", clock.instant());
        if ((token.isPresent() ? 1 : 0) + (jti.isPresent() ? 1 : 0) + (cutOff.isPresent() ? 1 : 0) != 1) {
            body.refuse("body", "must name exactly one of token, jti and issuedBeforeUnixSec");
        }
        if (room.isPresent() && cutOff.isEmpty()) {
            body.refuse("roomName", "goes with issuedBeforeUnixSec");
        }
        body.finish();
        if (cutOff.isPresent()) {
            Instant before = cutOff.get();
            room.ifPresentOrElse(
                    name -> revocations.cutOffRoom(caller, name, before), () -> revocations.cutOffApp(caller, before));
        } else if (token.isPresent()) {
            revocations.byText(caller, token.get());
        } else {
            revocations.byJti(caller, jti.orElse(""));
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("success", true);
        return Response.ok(json);
    }

    /** Nothing but what we give as a jti: what else stands there may be a secret in the wrong place, and is not kept. */
    private static Optional<String> jti(String text) {
        return Ids.isUlid(text) ? Optional.of(text) : Optional.empty();
    }
}
