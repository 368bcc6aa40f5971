package dev.latchkey.signing;

import static dev.latchkey.signing.KeysForTests.signingKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Throws hundreds of thousands of bent tokens at the reader. The seeds are fixed, so a failure comes back. */
class JwtsFuzzTest {
    private static final SigningKey HS = signingKey(TokenKind.ACCESS, SigningAlgorithm.HS256);
    private static final List<String> SCRAPS = List.of(
            ".",
            "=",
            "-",
            "_",
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "null",
            "1e400",
            "-1",
            "\\ud800",
            "\\u0000",
            "\"alg\":\"none\"",
            "\"crit\":[]",
            "\"kid\":\"\"",
            "\"exp\":1",
            "\0",
            "\u00e9",
            "\ud83d",
            " ",
            "\n",
            "true",
            "{\"a\":",
            "[[[[[[[[[[[[",
            "9999999999999999999999",
            "/*",
            "'",
            "NaN");

    private final Jwts jwts = new Jwts(new KeysForTests());

    @Test
    void bentTokensAreRefusedAndNothingElseHappens() {
        Random random = new Random(7519);
        List<String> genuine = genuineTokens();
        Set<String> known = new HashSet<>(genuine);
        for (int i = 0; i < 120_000; i++) {
            String bent = bend(genuine.get(random.nextInt(genuine.size())), random);
            // The twin of an ECDSA signature cannot be hit by chance, so only the genuine texts may pass.
            if (verifies(bent) != known.contains(bent)) {
                fail("round %d", i);
            }
        }
    }

    /** The signature is genuine, so that the parser of the inside meets what is bent. */
    @Test
    void bentHeadersAndPayloadsUnderAGenuineSignatureAreReadOrRefused() {
        Random random = new Random(8725);
        String header = TokenForge.header(HS);
        String payload =
                "{\"jti\":\"t1\",\"iat\":1767268800,\"exp\":1767269700,\"data\":{\"name\":\"\\u00e4\\ud83d\\ude00\","
                        + "\"metadata\":{\"a\":[1,2.5,true,null,{\"b\":\"c\"}]}}}";
        int accepted = 0;
        for (int i = 0; i < 80_000; i++) {
            boolean inHeader = random.nextInt(4) == 0;
            String bentHeader = inHeader ? bend(header, random) : header;
            String bentPayload = inHeader ? payload : bend(payload, random);
            byte[] bytes = bentPayload.getBytes(StandardCharsets.UTF_8);
            if (random.nextInt(4) == 0 && bytes.length > 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            accepted += verifies(TokenForge.signed(HS, bentHeader, bytes)) ? 1 : 0;
        }
        assertThat(accepted).as("some changes are harmless").isBetween(1, 79_999);
    }

    private boolean verifies(String token) {
        try {
            jwts.verify(TokenKind.ACCESS, token);
            return true;
        } catch (RefusedException e) {
            if (e.reason() != Reason.TOKEN_INVALID) {
                throw e;
            }
            return false;
        }
    }

    private List<String> genuineTokens() {
        Map<String, Object> claims = Map.of("jti", "t1", "iat", 1L, "data", Map.of("name", "Ä", "list", List.of(1L)));
        return List.of(
                jwts.sign(TokenKind.ACCESS, SigningAlgorithm.HS256, claims),
                jwts.sign(TokenKind.ACCESS, SigningAlgorithm.HS256, Map.of()),
                jwts.sign(TokenKind.ACCESS, SigningAlgorithm.HS256, Map.of("meta", "x".repeat(1000))),
                jwts.sign(TokenKind.ACCESS, SigningAlgorithm.RS256, claims));
    }

    private static String bend(String text, Random random) {
        StringBuilder bent = new StringBuilder(text);
        for (int changes = random.nextInt(3); changes >= 0; changes--) {
            int at = random.nextInt(bent.length() + 1);
            switch (random.nextInt(7)) {
                case 0 -> bent.insert(at, SCRAPS.get(random.nextInt(SCRAPS.size())));
                case 1 -> bent.insert(at, (char) random.nextInt(0x10000));
                case 2 -> bent.delete(at, Math.min(bent.length(), at + 1 + random.nextInt(8)));
                case 3 -> bent.insert(at, bent.substring(at, Math.min(bent.length(), at + random.nextInt(40))));
                case 4 -> bent.setLength(at);
                case 5 -> bent.replace(at, Math.min(bent.length(), at + 1), String.valueOf((char) random.nextInt(128)));
                default -> bent.insert(at, bent.toString());
            }
        }
        return bent.toString();
    }
}
