package dev.latchkey.access;

import dev.latchkey.claims.AccessClaims;
import dev.latchkey.claims.AccessTokens;
import dev.latchkey.claims.Reach;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.problem.RefusedException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Says whether an access token is good, without anybody entering a room. */
public final class TokenCheck {
    private final AccessTokens tokens;
    private final TokenStatus status;
    private final Clock clock;
    private final DecisionLog decisions;

    public TokenCheck(AccessTokens tokens, TokenStatus status, Clock clock, DecisionLog decisions) {
        this.tokens = tokens;
        this.status = status;
        this.clock = clock;
        this.decisions = decisions;
    }

    /**
     * The claims of a token that would be taken at the door of its room now, or of any room of its app.
     *
     * @throws RefusedException with the reason why it would not
     */
    public AccessClaims check(String presented) {
        Decision about = Decision.about(Decision.What.VALIDATION);
        AccessClaims token = decisions.refusing(about, () -> tokens.read(presented));
        return decisions.granting(about.token(token), () -> {
            TokenStatus.Seen seen = status.look(token);
            refusal(token, seen, clock.instant()).ifPresent(refusal -> {
                throw refusal.toException();
            });
            return token;
        });
    }

    private static Optional<Refusal> refusal(AccessClaims token, TokenStatus.Seen seen, Instant now) {
        Optional<Refusal> refusal = TokenPolicy.refusal(token, seen.standing(), now);
        if (refusal.isPresent()) {
            return refusal;
        }
        if (seen.app() == null || !seen.app().enabled()) {
            return Optional.of(new Refusal(Reason.TOKEN_REVOKED, "its app is switched off"));
        }
        if (token.reach() instanceof Reach.OneRoom) {
            if (seen.room() == null) {
                return Optional.of(new Refusal(Reason.ROOM_NOT_FOUND, "the room that it opens is no more"));
            }
            refusal = TokenPolicy.refusalAt(seen.room(), token, seen.standing(), now);
            if (refusal.isEmpty() && seen.standing().banned()) {
                return Optional.of(new Refusal(Reason.BANNED, "its user is banned from its room"));
            }
        }
        return refusal;
    }
}
