package dev.latchkey.functions.token;

import dev.latchkey.apikey.Caller;
import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.body.CutOff;
import dev.latchkey.id.Ids;
import dev.latchkey.meeting.RevocationService;
import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What takes tokens back, by HTTP or by a command: exactly one of a token's text, its jti and a cut-off.
 *
 * @param room whose tokens a cut-off is about; null for all of the app
 */
public record RevokeTokenRequest(
        @Nullable RoomName room,
        @Nullable String token,
        @Nullable String jti,
        @Nullable Instant before) {
    /** The room that the request names, before the rest of it is judged: who asks is read together with it. */
    public static Optional<RoomName> room(Body body) {
        return body.parsed("roomName", RoomName::parse, RoomName.EXPECTED);
    }

    /** Throws for every bad field at once. */
    public static RevokeTokenRequest read(Body body, Instant now) {
        Optional<RoomName> room = room(body);
        Optional<String> token = body.freeText("token", Integer.MAX_VALUE);
        Optional<String> jti = body.parsed("jti", RevokeTokenRequest::jti, "must be the jti of a token");
        Optional<Instant> cutOff = CutOff.read(body, "issuedBeforeUnixSec", now);
        if ((token.isPresent() ? 1 : 0) + (jti.isPresent() ? 1 : 0) + (cutOff.isPresent() ? 1 : 0) != 1) {
            body.refuse("body", "must name exactly one of token, jti and issuedBeforeUnixSec");
        }
        if (room.isPresent() && cutOff.isEmpty()) {
            body.refuse("roomName", "goes with issuedBeforeUnixSec");
        }
        body.finish();
        return new RevokeTokenRequest(room.orElse(null), token.orElse(null), jti.orElse(null), cutOff.orElse(null));
    }

    /** @param by with the room, where one is named */
    public void carryOut(RevocationService revocations, Caller by) {
        if (before != null && room != null) {
            revocations.cutOffRoom(by, room, before);
        } else if (before != null) {
            revocations.cutOffApp(by, before);
        } else if (token != null) {
            revocations.byText(by, token);
        } else if (jti != null) {
            revocations.byJti(by, jti);
        }
    }

    /** Nothing but what we give as a jti: what else stands there may be a secret in the wrong place, and is not kept. */
    private static Optional<String> jti(String text) {
        return Ids.isUlid(text) ? Optional.of(text) : Optional.empty();
    }

    /** It may carry a token: it does not print. */
    @Override
    public String toString() {
        return "RevokeTokenRequest[" + room + "]";
    }
}
