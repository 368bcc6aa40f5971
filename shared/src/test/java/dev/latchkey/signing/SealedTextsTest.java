package dev.latchkey.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SealedTextsTest {
    private final SealedTexts texts = new SealedTexts(new KeysForTests());

    @Test
    void whatIsSealedIsReadAtItsPlace() {
        for (String text : new String[] {"", "a.b.c", "\u00e4\ud83d\ude00", "x".repeat(9_000)}) {
            assertThat(texts.open(texts.seal(text, "here"), "here")).contains(text);
        }
    }

    @Test
    void itShowsNothingOfTheTextAndNeverLooksTheSame() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            String sealed = texts.seal("sesame", "here");
            assertThat(sealed).matches("[A-Za-z0-9_-]+\\.[0-9a-f]+").doesNotContain("sesame", "736573616d65");
            assertThat(seen.add(sealed)).isTrue();
        }
    }

    @Test
    void atAnotherPlaceItDoesNotOpen() {
        assertThatThrownBy(() -> texts.open(texts.seal("sesame", "here"), "there"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("sesame");
    }

    @Test
    void changedItDoesNotOpen() {
        String sealed = texts.seal("sesame", "here");
        char last = sealed.charAt(sealed.length() - 1);
        String changed = sealed.substring(0, sealed.length() - 1) + (last == '0' ? '1' : '0');
        assertThatThrownBy(() -> texts.open(changed, "here")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void itOpensAfterARotationAndIsGoneWithItsKey() {
        String sealed = texts.seal("sesame", "here");
        KeyRotation rotation = QuickKeys.rotation();
        KeySet rotated = rotation.rotate(KeysForTests.SET, KeysForTests.NOON);
        assertThat(new SealedTexts(new KeysForTests(rotated)).open(sealed, "here"))
                .contains("sesame");

        String kid = sealed.substring(0, sealed.indexOf('.'));
        KeySet without = rotation.remove(rotated, kid);
        assertThat(new SealedTexts(new KeysForTests(without)).open(sealed, "here"))
                .isEmpty();
    }

    @Test
    void itsKeyIsKeptForAsLongAsARepeatIsRecognised() {
        assertThat(KeyRotation.GRACE).isGreaterThanOrEqualTo(dev.latchkey.idempotency.IdempotencyKey.KEPT);
    }
}
