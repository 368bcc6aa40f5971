package dev.latchkey.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.problem.Refusal;
import dev.latchkey.room.Room;
import dev.latchkey.testing.Arbitrary;
import dev.latchkey.testing.RoomBuilder;
import dev.latchkey.token.AccessClaims;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each rule has its row in {@link EntryPolicyTest}; here is what holds for all of them. */
class TokenPolicyTest {
    private static final Instant NOON = RoomBuilder.NOON;

    @Test
    void tokenThatIsNoGoodAnywhereOpensNoRoom() {
        Arbitrary.forAll(5000, arbitrary -> {
            Room room = arbitrary.room();
            AccessClaims token = arbitrary.token();
            Restrictions restrictions = arbitrary.restrictions();
            Instant now = arbitrary.now();

            Optional<Refusal> anywhere = TokenPolicy.refusal(token, restrictions, now);
            if (anywhere.isPresent()) {
                assertThat(TokenPolicy.refusalAt(room, token, restrictions, now))
                        .isEqualTo(anywhere);
            }
        });
    }

    @Test
    void tokenThatHasExpiredIsNeverGoodAgain() {
        Arbitrary.forAll(5000, arbitrary -> {
            AccessClaims token = arbitrary.token();
            Instant now = arbitrary.now();
            Instant later = now.plusSeconds(arbitrary.upTo(100_000));

            if (token.isExpiredAt(now)) {
                assertThat(token.isExpiredAt(later)).isTrue();
                assertThat(TokenPolicy.refusal(token, Restrictions.CLEAR, later))
                        .isPresent();
            }
        });
    }

    @Test
    void laterCutOffLetsNoTokenThroughThatAnEarlierOneStopped() {
        Arbitrary.forAll(5000, arbitrary -> {
            AccessClaims token = arbitrary.token();
            Instant cutOff = arbitrary.aroundNoon();
            Restrictions earlier = new Restrictions(false, false, null, cutOff);
            Restrictions later = new Restrictions(false, false, null, cutOff.plusSeconds(arbitrary.upTo(100_000)));

            if (TokenPolicy.refusal(token, earlier, NOON).isPresent()) {
                assertThat(TokenPolicy.refusal(token, later, NOON)).isPresent();
            }
        });
    }
}
