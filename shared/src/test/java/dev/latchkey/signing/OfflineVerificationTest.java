package dev.latchkey.signing;

import static dev.latchkey.signing.KeysForTests.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A media server verifies our tokens from the published keys alone, with a library that shares no code with ours. */
class OfflineVerificationTest {
    private static final long IAT = NOON.getEpochSecond();
    private static final Map<String, Object> CLAIMS =
            Map.of("iss", "latchkey", "sub", "peer-1", "jti", "t1", "iat", IAT, "exp", IAT + 900);

    private final Jwts jwts = new Jwts(new KeysForTests());

    @Test
    void aMediaServerVerifiesASessionToken() throws Exception {
        String token = jwts.sign(TokenKind.SESSION, SigningAlgorithm.ES256, CLAIMS);

        JWTClaimsSet claims =
                verifier(TokenKind.SESSION, JWSAlgorithm.ES256, "session+jwt").process(token, null);

        assertThat(claims.getSubject()).isEqualTo("peer-1");
        assertThat(claims.getJWTID()).isEqualTo("t1");
        assertThat(claims.getExpirationTime()).isEqualTo(new Date((IAT + 900) * 1000));
    }

    @ParameterizedTest
    @EnumSource(
            value = SigningAlgorithm.class,
            names = {"ES256", "RS256"})
    void anAppVerifiesItsAccessTokens(SigningAlgorithm algorithm) throws Exception {
        String token = jwts.sign(TokenKind.ACCESS, algorithm, CLAIMS);

        assertThat(verifier(TokenKind.ACCESS, JWSAlgorithm.parse(algorithm.name()), "JWT")
                        .process(token, null)
                        .getSubject())
                .isEqualTo("peer-1");
    }

    @Test
    void aTokenOfAnotherKindIsRefusedThereToo() {
        String token = jwts.sign(TokenKind.ACCESS, SigningAlgorithm.ES256, CLAIMS);

        assertThatThrownBy(() -> verifier(TokenKind.SESSION, JWSAlgorithm.ES256, "session+jwt")
                        .process(token, null))
                .isInstanceOf(BadJOSEException.class);
    }

    /** Also by a verifier that asks for no type: the key is not there. */
    @ParameterizedTest
    @CsvSource({"SESSION,ACCESS", "ACCESS,SESSION"})
    void verifierOfOneKindFindsNoKeyOfTheOther(TokenKind kind, TokenKind other) {
        String token = jwts.sign(other, SigningAlgorithm.ES256, CLAIMS);

        assertThatThrownBy(
                        () -> verifier(kind, JWSAlgorithm.ES256, other.type()).process(token, null))
                .isInstanceOf(BadJOSEException.class)
                .hasMessageContaining("no matching key");
    }

    @Test
    void anHmacTokenCannotBeVerifiedFromWhatIsPublished() {
        String token = jwts.sign(TokenKind.ACCESS, SigningAlgorithm.HS256, CLAIMS);

        assertThatThrownBy(() ->
                        verifier(TokenKind.ACCESS, JWSAlgorithm.HS256, "JWT").process(token, null))
                .isInstanceOf(BadJOSEException.class);
    }

    @Test
    void theKeyThatWillSignNextIsPublishedAlready() throws Exception {
        SigningKey next = KeysForTests.keys().stream()
                .filter(key -> key.kind() == TokenKind.SESSION && key.state() == KeyState.NEXT)
                .findFirst()
                .orElseThrow();

        String token = jwts.sign(TokenKind.SESSION, next.kid(), CLAIMS);

        assertThat(verifier(TokenKind.SESSION, JWSAlgorithm.ES256, "session+jwt")
                        .process(token, null))
                .isNotNull();
    }

    @Test
    void everyPublishedKeyIsNamedByItsThumbprintAndForSignaturesOnly() throws Exception {
        List<JWK> published = new ArrayList<>(published(TokenKind.SESSION).getKeys());
        assertThat(published).hasSize(2);
        published.addAll(published(TokenKind.ACCESS).getKeys());
        for (JWK key : published) {
            assertThat(key.getKeyID()).isEqualTo(key.computeThumbprint().toString());
            assertThat(key.getKeyUse().identifier()).isEqualTo("sig");
            assertThat(key.isPrivate()).isFalse();
        }
        assertThat(published).hasSize(6);
    }

    private static JWKSet published(TokenKind kind) throws Exception {
        return JWKSet.parse(KeysForTests.SET.publicJwks(kind));
    }

    private static DefaultJWTProcessor<SecurityContext> verifier(TokenKind kind, JWSAlgorithm algorithm, String type)
            throws Exception {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(type)));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(algorithm, new ImmutableJWKSet<>(published(kind))));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(null, Set.of("sub", "iat", "exp", "jti")) {
            @Override
            protected Date currentTime() {
                return Date.from(NOON);
            }
        });
        return processor;
    }
}
