package dev.latchkey.signing;

import static dev.latchkey.signing.KeysForTests.NOON;
import static dev.latchkey.signing.SigningAlgorithm.HS256;
import static dev.latchkey.signing.TokenKind.ACCESS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which key signs: never one that some reader may not have seen, as long as there is another. */
class SigningKeyChoiceTest {
    private static final Duration PUBLIC_BEFORE_SIGNING = KeySet.PUBLIC_BEFORE_SIGNING;
    private static final Instant LONG_AGO = NOON.minus(Duration.ofDays(30));

    private final KeyRotation rotation = QuickKeys.rotation();

    @Test
    void theOnlyKeySignsFromTheFirstMoment() {
        KeySet fresh = KeysForTests.madeAt(NOON);

        assertThat(signing(fresh, NOON).state()).isEqualTo(KeyState.SIGNING);
    }

    @Test
    void aKeyThatWasNextForAMonthSignsAtOnce() {
        KeySet before = KeysForTests.madeAt(LONG_AGO);
        SigningKey next = next(before);

        KeySet after = rotate(before, NOON);

        assertThat(signing(after, NOON).kid()).isEqualTo(next.kid());
    }

    @Test
    void aKeyThatIsTooYoungLetsItsElderSignForAQuarterOfAnHourAndNotASecondLonger() {
        KeySet first = KeysForTests.madeAt(LONG_AGO);
        SigningKey elder = next(first);
        KeySet second = rotate(first, NOON);
        SigningKey young = next(second);

        KeySet third = rotate(second, NOON.plusSeconds(1));

        Instant known = NOON.plus(PUBLIC_BEFORE_SIGNING);
        assertThat(signing(third, known.minusSeconds(1)).kid()).isEqualTo(elder.kid());
        assertThat(signing(third, known).kid()).isEqualTo(young.kid());
    }

    @Test
    void whereAllAreYoungTheOldestSigns() {
        KeySet keys = KeysForTests.madeAt(NOON);
        List<String> first = List.of(signing(keys, NOON).kid(), next(keys).kid());

        for (int second = 1; second <= 5; second++) {
            keys = rotate(keys, NOON.plusSeconds(second));

            assertThat(first).contains(signing(keys, NOON.plusSeconds(second)).kid());
        }
    }

    @Test
    void whatSignsIsKnownToEveryReaderOfTheLastTenMinutesHoweverRotationsFollow() {
        for (long pause : List.of(1L, 7L, 60L, 299L, 600L, 899L, 900L, 901L, 3600L)) {
            Instant now = NOON;
            KeySet keys = KeysForTests.madeAt(now.minus(Duration.ofHours(1)));
            Map<Instant, KeySet> history = new TreeMap<>(Map.of(now, keys));
            for (int i = 0; i < 6; i++) {
                now = now.plusSeconds(pause);
                keys = rotate(keys, now);
                history.put(now, keys);
                String kid = signing(keys, now).kid();
                Instant oldest = now.minus(CachedSigningKeys.STALE_AFTER);
                history.forEach((since, known) -> {
                    if (!since.isBefore(oldest)) {
                        assertThat(known.find(kid))
                                .as("rotations every %d s", pause)
                                .isPresent();
                    }
                });
            }
        }
    }

    @Test
    void aKeyThatWasRemovedOnPurposeIsNotMissed() {
        KeySet first = KeysForTests.madeAt(LONG_AGO);
        KeySet second = rotate(rotate(first, NOON), NOON.plusSeconds(1));
        for (SigningKey key : second.keys()) {
            if (key.state() == KeyState.VERIFYING && key.kind() == ACCESS && key.algorithm() == HS256) {
                second = rotation.remove(second, key.kid());
            }
        }

        assertThat(signing(second, NOON.plusSeconds(1)).state()).isEqualTo(KeyState.SIGNING);
    }

    /** HMAC keys only, because making RSA keys would be most of this test's time. */
    private static KeySet rotate(KeySet keys, Instant now) {
        List<SigningKey> moved = new ArrayList<>();
        for (SigningKey key : keys.keys()) {
            boolean rotated = key.kind() == ACCESS && key.algorithm() == HS256;
            if (!rotated || key.state() == KeyState.VERIFYING) {
                moved.add(key);
            } else if (key.state() == KeyState.NEXT) {
                moved.add(key.inState(KeyState.SIGNING, now));
            } else {
                moved.add(key.inState(KeyState.VERIFYING, now));
            }
        }
        moved.add(new NewKeys().make(ACCESS, HS256, KeyState.NEXT, now));
        return KeySet.of(moved);
    }

    private static SigningKey signing(KeySet keys, Instant now) {
        return keys.signing(ACCESS, HS256, now).orElseThrow();
    }

    private static SigningKey next(KeySet keys) {
        return keys.keys().stream()
                .filter(key -> key.kind() == ACCESS && key.algorithm() == HS256 && key.state() == KeyState.NEXT)
                .findFirst()
                .orElseThrow();
    }
}
