package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeySetTest {
    @Test
    void readsWhatItWrote() {
        KeySet read = KeySet.parse(KeysForTests.SET.secretText());

        assertThat(read.secretText()).isEqualTo(KeysForTests.SET.secretText());
        assertThat(read.publicJwks()).isEqualTo(KeysForTests.SET.publicJwks());
    }

    @Test
    void publishesPublicHalvesOnly() {
        assertThat(KeysForTests.SET.publicJwks())
                .contains("\"x\":", "\"n\":")
                .doesNotContain(
                        "\"d\":", "\"p\":", "\"q\":", "\"dp\":", "\"dq\":", "\"qi\":", "\"k\":", "\"oct\"", "HS256");
    }
}
