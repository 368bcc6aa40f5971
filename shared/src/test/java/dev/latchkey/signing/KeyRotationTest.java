package dev.latchkey.signing;

import static dev.latchkey.signing.KeysForTests.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyRotationTest {
    private static final KeyRotation ROTATION = QuickKeys.rotation();
    private static final KeySet FIRST = KeysForTests.SET;
    private static final Instant MONTH_LATER = NOON.plus(Duration.ofDays(30));
    private static final KeySet SECOND = ROTATION.rotate(FIRST, MONTH_LATER);

    @Test
    void aFreshSetHasOneSigningAndOneNextKeyForEveryKindAndAlgorithm() {
        assertThat(FIRST.keys()).hasSize(10);
        for (TokenKind kind : TokenKind.values()) {
            for (SigningAlgorithm algorithm : kind.algorithms()) {
                assertThat(FIRST.keys())
                        .filteredOn(key -> key.kind() == kind && key.algorithm() == algorithm)
                        .extracting(SigningKey::state)
                        .containsExactly(KeyState.SIGNING, KeyState.NEXT);
            }
        }
    }

    @Test
    void everyKeyMovesOnByOneState() {
        for (SigningKey before : FIRST.keys()) {
            SigningKey after = SECOND.find(before.kid()).orElseThrow();

            assertThat(after.state())
                    .isEqualTo(before.state() == KeyState.NEXT ? KeyState.SIGNING : KeyState.VERIFYING);
            assertThat(after.since()).isEqualTo(MONTH_LATER);
            assertThat(after.publishedAt()).isEqualTo(NOON);
            assertThat(after.canSign()).isTrue();
        }
    }

    @Test
    void everySigningKeyWasPublicBefore() {
        for (SigningKey key : SECOND.keys()) {
            if (key.state() == KeyState.SIGNING) {
                assertThat(FIRST.find(key.kid())).isPresent();
            }
        }
    }

    @Test
    void newNextKeysArePublishedAtOnce() {
        assertThat(SECOND.keys())
                .filteredOn(key -> key.state() == KeyState.NEXT)
                .hasSize(5)
                .allMatch(key -> key.publishedAt().equals(MONTH_LATER))
                .filteredOn(key -> key.algorithm().isPublic())
                .hasSize(3)
                .allMatch(key -> SECOND.publicJwks(key.kind()).contains(key.kid()));
    }

    @Test
    void aKeyOfShortLivedTokensStaysUntilItsLastTokenMustHaveExpiredAndADay() {
        Instant end = MONTH_LATER.plus(KeyRotation.GRACE).plus(Duration.ofMinutes(15));

        KeySet justBefore = rotateCheaply(SECOND, end.minusSeconds(1));
        KeySet then = rotateCheaply(SECOND, end);

        for (SigningKey key : SECOND.keys()) {
            if (key.state() == KeyState.VERIFYING) {
                assertThat(justBefore.find(key.kid())).isPresent();
                assertThat(then.find(key.kid()).isPresent()).isEqualTo(key.kind() == TokenKind.ACCESS);
            }
        }
    }

    @Test
    void aKeyOfAccessTokensVerifiesForEver() {
        KeySet century = rotateCheaply(SECOND, NOON.plus(Duration.ofDays(36_500)));

        assertThat(century.keys())
                .filteredOn(key -> key.kind() == TokenKind.ACCESS && key.state() == KeyState.VERIFYING)
                .hasSize(6);
    }

    @Test
    void aKeyPairThatSignsNoMoreLosesItsPrivateHalfAfterADay() {
        Instant end = MONTH_LATER.plus(KeyRotation.GRACE);

        KeySet justBefore = rotateCheaply(SECOND, end.minusSeconds(1));
        KeySet then = rotateCheaply(SECOND, end);

        for (SigningKey key : SECOND.keys()) {
            if (key.state() == KeyState.VERIFYING && key.kind() == TokenKind.ACCESS) {
                assertThat(justBefore.find(key.kid()).orElseThrow().canSign()).isTrue();
                assertThat(then.find(key.kid()).orElseThrow().canSign())
                        .isEqualTo(!key.algorithm().isPublic());
            }
        }
    }

    @Test
    void makesWhatIsMissing() {
        KeySet without = KeySet.of(FIRST.keys().stream()
                .filter(key -> key.algorithm() != SigningAlgorithm.RS256)
                .filter(key -> key.state() != KeyState.NEXT)
                .toList());

        KeySet rotated = ROTATION.rotate(without, MONTH_LATER);

        assertThat(rotated.signing(TokenKind.ACCESS, SigningAlgorithm.RS256, MONTH_LATER))
                .isPresent();
        for (SigningKey key : without.keys()) {
            assertThat(rotated.find(key.kid()).orElseThrow().state())
                    .as("nothing was published to take over from %s", key)
                    .isEqualTo(KeyState.SIGNING);
        }
        assertThat(ROTATION.isNextStep(without, rotated)).isTrue();
    }

    @Test
    void refusesToRotateWhenTheSecretIsFullInsteadOfEndingSomebodysTokens() {
        List<SigningKey> many = new ArrayList<>(FIRST.keys());
        for (int i = 0; i < 300; i++) {
            many.add(new NewKeys()
                    .make(TokenKind.ACCESS, SigningAlgorithm.HS256, KeyState.SIGNING, NOON)
                    .inState(KeyState.VERIFYING, NOON));
        }
        KeySet full = KeySet.of(many);
        assertThat(full.secretText().getBytes(StandardCharsets.UTF_8).length)
                .isBetween(KeySet.MAX_TEXT_BYTES - 6_000, KeySet.MAX_TEXT_BYTES);

        assertThatThrownBy(() -> ROTATION.rotate(full, MONTH_LATER))
                .isInstanceOf(InvalidKeySetException.class)
                .hasMessage("the keys would not fit into one secret; remove old access keys first");
    }

    @Test
    void fourYearsOfMonthlyRotationsFit() {
        int perRotation = 0;
        for (SigningKey key : SECOND.keys()) {
            if (key.state() == KeyState.VERIFYING && key.kind() == TokenKind.ACCESS) {
                perRotation += KeySetJson.writeSecret(List.of(key.withoutPrivateHalf()))
                        .length();
            }
        }

        assertThat(SECOND.secretText().length() + 48 * perRotation).isLessThan(KeySet.MAX_TEXT_BYTES);
    }

    @Test
    void removesARetiredKeyOnly() {
        String retired = FIRST.keys().get(0).kid();

        assertThat(ROTATION.remove(SECOND, retired).find(retired)).isEmpty();
        assertThatThrownBy(() -> ROTATION.remove(FIRST, retired)).hasMessageEndingWith("is signing; rotate first");
        assertThatThrownBy(() -> ROTATION.remove(SECOND, "nobody")).hasMessage("no key has the kid to remove");
    }

    @Test
    void knowsItsOwnNextStep() {
        assertThat(ROTATION.isNextStep(FIRST, SECOND)).isTrue();
        assertThat(ROTATION.isNextStep(SECOND, rotateCheaply(SECOND, MONTH_LATER.plus(Duration.ofDays(2)))))
                .isTrue();
    }

    @Test
    void aSetIsNoNextStepOfAnother() {
        KeySet other = KeySet.parse(ROTATION.fresh(NOON).secretText());
        String retired = FIRST.keys().get(0).kid();

        assertThat(ROTATION.isNextStep(FIRST, other)).as("another set").isFalse();
        assertThat(ROTATION.isNextStep(FIRST, FIRST)).as("no step").isFalse();
        assertThat(ROTATION.isNextStep(SECOND, FIRST)).as("a step back").isFalse();
        assertThat(ROTATION.isNextStep(ROTATION.remove(SECOND, retired), rotateCheaply(SECOND, MONTH_LATER)))
                .as("it would bring back a key that was removed")
                .isFalse();
        assertThat(ROTATION.isNextStep(SECOND, ROTATION.remove(rotateCheaply(SECOND, MONTH_LATER), retired)))
                .as("it would lose a key that eternal tokens need")
                .isFalse();
    }

    /** Without new keys, because making RSA keys would be most of this test's time. */
    private static KeySet rotateCheaply(KeySet keys, Instant now) {
        return KeySet.of(ROTATION.movedOn(keys, now));
    }
}
