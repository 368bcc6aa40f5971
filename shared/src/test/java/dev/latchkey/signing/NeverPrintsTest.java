package dev.latchkey.signing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever holds a secret or a token can be logged by mistake and says nothing. */
class NeverPrintsTest {
    private static final String TOKEN = new Jwts(new KeysForTests())
            .sign(TokenKind.ACCESS, SigningAlgorithm.HS256, Map.of("jti", "the-id-of-this-token"));

    static Stream<Object> holders() {
        CachedSigningKeys cached =
                new CachedSigningKeys(KeysForTests.SET::secretText, Clock.systemUTC(), Runnable::run, notice -> {});
        cached.publicJwks(TokenKind.SESSION);
        List<Object> holders = new ArrayList<>(List.of(
                KeysForTests.SET,
                cached,
                new Jwts(cached),
                UnverifiedToken.parse(TOKEN, TokenKind.ACCESS.maxLength()),
                new JwkMembers(Json.readObject(KeysForTests.SET.secretText()))));
        for (SigningKey key : KeysForTests.keys()) {
            holders.add(key);
            holders.add(key.material());
            holders.add(key.jwt());
        }
        return holders.stream();
    }

    @ParameterizedTest
    @MethodSource("holders")
    void saysNoSecretAndNoToken(Object holder) {
        String printed = holder.toString();

        for (SigningKey key : KeysForTests.keys()) {
            key.material().allMembers().values().forEach(value -> {
                if (value.length() > 5) {
                    assertThat(printed).doesNotContain(value);
                }
            });
        }
        for (String part : TOKEN.split("\\.", -1)) {
            assertThat(printed).doesNotContain(part);
        }
        assertThat(printed).doesNotContain("the-id-of-this-token");
    }
}
