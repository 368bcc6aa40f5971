package dev.latchkey.access;

import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.AccessTokens;
import dev.latchkey.token.TokenScope;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Says whether an access token is good, without anybody entering a room. */
public final class TokenCheck {
    private final AccessTokens tokens;
    private final TokenStatus status;
    private final Clock clock;
    private final AuditLog auditLog;

    public TokenCheck(AccessTokens tokens, TokenStatus status, Clock clock, AuditLog auditLog) {
        this.tokens = tokens;
        this.status = status;
        this.clock = clock;
        this.auditLog = auditLog;
    }

    /**
     * The claims of a token that would be taken at the door of its room now, or of any room of its app.
     *
     * @throws RefusedException with the reason why it would not
     */
    public AccessClaims check(String presented) {
        AuditEvent about = AuditEvent.about(AuditEvent.What.VALIDATION);
        AccessClaims token = auditLog.refusing(about, () -> tokens.read(presented));
        return auditLog.granting(about.token(token), () -> {
            TokenStatus.Seen seen = status.look(token);
            refusal(token, seen, clock.instant()).ifPresent(refusal -> {
                throw refusal.toException();
            });
            return token;
        });
    }

    private static Optional<Refusal> refusal(AccessClaims token, TokenStatus.Seen seen, Instant now) {
        Optional<Refusal> refusal = TokenPolicy.refusal(token, seen.restrictions(), now);
        if (refusal.isPresent()) {
            return refusal;
        }
        if (seen.app() == null || !seen.app().enabled()) {
            return Optional.of(new Refusal(Reason.TOKEN_REVOKED, "its app is switched off"));
        }
        if (token.scope() instanceof TokenScope.OneRoom) {
            if (seen.room() == null) {
                return Optional.of(new Refusal(Reason.ROOM_NOT_FOUND, "the room that it opens is no more"));
            }
            refusal = TokenPolicy.refusalAt(seen.room(), token, seen.restrictions(), now);
            if (refusal.isEmpty() && seen.restrictions().bans(token.grant())) {
                return Optional.of(new Refusal(Reason.BANNED, "its user is banned from its room"));
            }
        }
        return refusal;
    }
}
