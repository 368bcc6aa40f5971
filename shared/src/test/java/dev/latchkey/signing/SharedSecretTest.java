package dev.latchkey.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedSecretTest {
    private final SharedSecret secret = new SharedSecret("a-test-secret-of-at-least-32-characters!");
    private final String token = secret.sign(Map.of("sub", "ada"));

    @Test
    void whatItSignedIsGenuine() {
        assertThat(secret.verify(token)).contains(Map.of("sub", "ada"));
    }

    @Test
    void whatAnotherSignedIsNot() {
        assertThat(new SharedSecret("another secret").verify(token)).isEmpty();
    }

    @Test
    void claimsThatWereChangedAreNot() {
        String[] parts = token.split("\\.");
        String changed = parts[0] + "." + base64("{\"sub\":\"eve\"}") + "." + parts[2];
        assertThat(secret.verify(changed)).isEmpty();
    }

    @Test
    void tokenWithoutAnAlgorithmIsNot() {
        String[] parts = token.split("\\.");
        String header = base64("{\"alg\":\"none\",\"typ\":\"JWT\"}");
        assertThat(secret.verify(header + "." + parts[1] + "." + parts[2])).isEmpty();
        assertThat(secret.verify(header + "." + parts[1] + ".")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "a.b.c.d", "e30.e30.", "e30.W10.x"})
    void whatIsNoTokenIsNot(String text) {
        assertThat(secret.verify(text)).isEmpty();
    }

    @Test
    void itNeverPrintsItself() {
        assertThat(secret).hasToString("SharedSecret(redacted)");
        assertThat(ForeignToken.parse(token)).get().hasToString("ForeignToken(redacted)");
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
