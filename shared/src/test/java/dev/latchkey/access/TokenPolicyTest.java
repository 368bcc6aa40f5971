package dev.latchkey.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.claims.AccessClaims;
import dev.latchkey.problem.Refusal;
import dev.latchkey.room.Room;
import dev.latchkey.testing.Arbitrary;
import dev.latchkey.testing.RoomSketch;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each rule has its row in {@link EntryPolicyTest}; here is what holds for all of them. */
class TokenPolicyTest {
    private static final Instant NOON = RoomSketch.NOON;

    @Test
    void tokenThatIsNoGoodAnywhereOpensNoRoom() {
        Arbitrary.forAll(5000, arbitrary -> {
            Room room = arbitrary.room();
            AccessClaims token = arbitrary.token();
            Standing standing = arbitrary.standing();
            Instant now = arbitrary.now();

            Optional<Refusal> anywhere = TokenPolicy.refusal(token, standing, now);
            if (anywhere.isPresent()) {
                assertThat(TokenPolicy.refusalAt(room, token, standing, now)).isEqualTo(anywhere);
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
                assertThat(TokenPolicy.refusal(token, Standing.CLEAR, later)).isPresent();
            }
        });
    }

    @Test
    void laterCutOffLetsNoTokenThroughThatAnEarlierOneStopped() {
        Arbitrary.forAll(5000, arbitrary -> {
            AccessClaims token = arbitrary.token();
            Instant cutOff = arbitrary.aroundNoon();
            Standing earlier = new Standing(false, false, false, cutOff);
            Standing later = new Standing(false, false, false, cutOff.plusSeconds(arbitrary.upTo(100_000)));

            if (TokenPolicy.refusal(token, earlier, NOON).isPresent()) {
                assertThat(TokenPolicy.refusal(token, later, NOON)).isPresent();
            }
        });
    }
}
