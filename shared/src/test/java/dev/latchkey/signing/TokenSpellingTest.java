package dev.latchkey.signing;

import static dev.latchkey.signing.KeysForTests.signingKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.problem.RefusedException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** JWT libraries accept several texts for one token, so what goes by the text can be stepped round. Here one text verifies. */
class TokenSpellingTest {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final Jwts jwts = new Jwts(new KeysForTests());

    static Stream<Arguments> rewrites() {
        return Stream.of(
                rewrite("= at the end", token -> token + "="),
                rewrite("== at the end", token -> token + "=="),
                rewrite("? inside the signature", token -> insideSignature(token, "?")),
                rewrite("space inside the signature", token -> insideSignature(token, " ")),
                rewrite("newline at the end", token -> token + "\n"),
                rewrite("space at the beginning", token -> " " + token),
                rewrite("unused trailing bits", TokenSpellingTest::flipUnusedBit),
                rewrite("+ and / for - and _", token -> token.replace('-', '+').replace('_', '/')),
                rewrite("dot at the end", token -> token + "."),
                rewrite("fourth part", token -> token + ".x"),
                rewrite("line break inside the payload", token -> token.replaceFirst("\\.", ".\r\n")),
                rewrite("padding inside", token -> token.replaceFirst("\\.", "=.")),
                rewrite("percent sign for a dot", token -> token.replaceFirst("\\.", "%2E")),
                rewrite("no-break space at the end", token -> token + "\u00a0"),
                rewrite("NUL at the end", token -> token + "\0"),
                rewrite("a fullwidth letter", token -> token.replaceFirst("e", "\uff45")),
                rewrite("a letter that lower-cases to k", token -> token.replaceFirst("[kK]", "\u212a")));
    }

    private static Arguments rewrite(String name, UnaryOperator<String> how) {
        return Arguments.of(name, how);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rewrites")
    void isRefused(String name, UnaryOperator<String> rewrite) {
        String token = tokenWithEveryKindOfCharacter();
        assertThat(jwts.verify(TokenKind.ACCESS, token)).isNotEmpty();

        String rewritten = rewrite.apply(token);

        assertThat(rewritten).isNotEqualTo(token);
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> jwts.verify(TokenKind.ACCESS, rewritten));
    }

    @Test
    void changingAnyCharacterIsRefused() {
        String token = tokenWithEveryKindOfCharacter();
        for (int i = 0; i < token.length(); i++) {
            for (int step = 1; step < 64; step += 9) {
                int at = ALPHABET.indexOf(token.charAt(i));
                char other = at < 0 ? 'A' : ALPHABET.charAt((at + step) % 64);
                String changed = token.substring(0, i) + other + token.substring(i + 1);

                assertThatExceptionOfType(RefusedException.class)
                        .as("character %d", i)
                        .isThrownBy(() -> jwts.verify(TokenKind.ACCESS, changed));
            }
        }
    }

    /** A property of ECDSA that no gate removes, and the reason why revocation and single use go by jti. */
    @Test
    void anEllipticSignatureHasATwin() {
        SigningKey key = signingKey(TokenKind.ACCESS, SigningAlgorithm.ES256);
        String token = jwts.sign(TokenKind.ACCESS, SigningAlgorithm.ES256, Map.of("jti", "t1"));
        byte[] signature = TokenForge.signatureOf(token);
        BigInteger order = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
        byte[] twinOfS = TokenForge.decode(JwkMembers.spellFixedLength(order.subtract(s), 32));
        System.arraycopy(twinOfS, 0, signature, 32, 32);

        String twin = TokenForge.withSignature(token, signature);

        assertThat(twin).isNotEqualTo(token);
        assertThat(jwts.verify(key.kind(), twin)).isEqualTo(jwts.verify(key.kind(), token));
    }

    /** With - and _ in the signature and a k somewhere, so that every rewrite has something to rewrite. */
    private String tokenWithEveryKindOfCharacter() {
        for (int i = 0; i < 10_000; i++) {
            String token = jwts.sign(TokenKind.ACCESS, SigningAlgorithm.HS256, Map.of("jti", "t" + i));
            String signature = token.substring(token.lastIndexOf('.'));
            if (signature.contains("-") && signature.contains("_") && token.matches(".*[kK].*")) {
                return token;
            }
        }
        throw new AssertionError("no such token");
    }

    private static String insideSignature(String token, String what) {
        int middle = token.lastIndexOf('.') + 20;
        return token.substring(0, middle) + what + token.substring(middle);
    }

    private static String flipUnusedBit(String token) {
        char last = token.charAt(token.length() - 1);
        return token.substring(0, token.length() - 1) + ALPHABET.charAt(ALPHABET.indexOf(last) ^ 1);
    }
}
