package dev.latchkey.access;

import dev.latchkey.app.AppName;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.room.Room;
import dev.latchkey.token.AccessClaims;
import java.time.Instant;
import java.util.Optional;

/** Says whether a token that we signed is good. Pure: the same arguments always give the same answer. */
public final class TokenPolicy {
    private TokenPolicy() {}

    /** Why the token is not valid at all, wherever it is shown; empty when it is. */
    public static Optional<Refusal> refusal(AccessClaims token, Restrictions restrictions, Instant now) {
        if (token.isExpiredAt(now)) {
            return refuse(Reason.TOKEN_EXPIRED, "the token has expired");
        }
        if (!token.isYetValidAt(now)) {
            return refuse(Reason.TOKEN_NOT_YET_VALID, "the token is not valid yet");
        }
        if (restrictions.revoked()) {
            return refuse(Reason.TOKEN_REVOKED, "the token has been revoked");
        }
        if (token.issuedAt().isBefore(restrictions.tokensNotBefore())) {
            return refuse(Reason.TOKEN_REVOKED, "all tokens issued that early have been revoked for this app");
        }
        return Optional.empty();
    }

    /** Why the token does not open this room; empty when it does. */
    public static Optional<Refusal> refusalAt(Room room, AccessClaims token, Restrictions restrictions, Instant now) {
        Optional<Refusal> refusal = refusal(token, restrictions, now);
        if (refusal.isPresent()) {
            return refusal;
        }
        if (!isOf(room.app(), token)) {
            return refuse(Reason.TOKEN_FOR_ANOTHER_ROOM, "the token is for another app");
        }
        if (!token.scope().opens(room)) {
            return refuse(Reason.TOKEN_FOR_ANOTHER_ROOM, "the token is for another room");
        }
        if (restrictions.ejected()) {
            return refuse(Reason.TOKEN_REVOKED, "the holder of this token was put out of this room");
        }
        if (token.issuedAt().isBefore(room.tokensNotBefore())) {
            return refuse(Reason.TOKEN_REVOKED, "all tokens issued that early have been revoked for this room");
        }
        return Optional.empty();
    }

    private static boolean isOf(AppName app, AccessClaims token) {
        return token.app().equals(app);
    }

    private static Optional<Refusal> refuse(Reason reason, String detail) {
        return Optional.of(new Refusal(reason, detail));
    }
}
