package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.json.Json;
import dev.latchkey.json.JsonText;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.signing.SigningAlgorithm;
import dev.latchkey.signing.TestKeys;
import dev.latchkey.testing.Arbitrary;
import dev.latchkey.testing.TokenBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokensTest {
    private final AccessTokens tokens = new AccessTokens(new TestKeys());

    @Test
    void readsWhatItSigned() {
        Arbitrary.forAll(300, arbitrary -> {
            AccessClaims claims = arbitrary.token();

            assertThat(tokens.read(tokens.sign(claims, SigningAlgorithm.HS256))).isEqualTo(claims);
        });
    }

    @Test
    void whatStandsBesideItsClaimsIsForOthers() {
        AccessClaims claims = TokenBuilder.token().claims();

        String token = tokens.sign(claims, Map.of("roomId", "another"), SigningAlgorithm.HS256);

        assertThat(tokens.read(token).toPayload()).isEqualTo(claims.toPayload());
        String payload = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
        assertThat(Json.readObject(payload))
                .containsEntry("roomId", "another")
                .containsAllEntriesOf(claims.toPayload());
    }

    /** Nor one that the token does not have: an end would be one. */
    @ParameterizedTest
    @ValueSource(strings = {"iss", "aud", "sub", "jti", "iat", "nbf", "exp", "data"})
    void nothingBesideIsAClaimOfItsOwn(String name) {
        AccessClaims claims = TokenBuilder.token().claims();

        assertThatThrownBy(() -> tokens.sign(claims, Map.of(name, 1L), SigningAlgorithm.HS256))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void metadataThatIsNestedTooDeeplyForATokenIsTheCallersMistake() {
        assertThat(tokens.read(tokens.sign(nested(30), SigningAlgorithm.HS256))).isEqualTo(nested(30));
        assertThatThrownBy(() -> tokens.sign(nested(31), SigningAlgorithm.HS256))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED_REQUEST));
    }

    private static AccessClaims nested(int levels) {
        Object metadata = "core";
        for (int i = 0; i < levels; i++) {
            metadata = List.of(metadata);
        }
        Person person = new Person(null, null, null, null, JsonText.of(metadata), Map.of());
        return TokenBuilder.token().person(person).claims();
    }
}
