package dev.latchkey.signing;

import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What Jazzer calls with every input it can think of ({@code mvn -Pfuzz}, see the pom). The first byte says what the rest is:
 * a whole token, a payload, a header with a payload, or a key set. Anything thrown is a finding.
 */
public final class TokenFuzzer {
    private static final Jwts JWTS = new Jwts(new KeysForTests());
    private static final SigningKey HS = KeysForTests.signingKey(TokenKind.ACCESS, SigningAlgorithm.HS256);
    private static final String HEADER = TokenForge.header(HS);

    private TokenFuzzer() {}

    /** The name and the shape are Jazzer's. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        switch (input[0] & 3) {
            case 0 -> presentStrangersToken(new String(rest, StandardCharsets.UTF_8));
            case 1 -> presentGenuine(HEADER.getBytes(StandardCharsets.UTF_8), rest);
            case 2 -> presentHeaderAndPayload(rest);
            default -> loadKeySet(new String(rest, StandardCharsets.UTF_8));
        }
    }

    /** Nobody but us has the keys, so none of these may be accepted. */
    private static void presentStrangersToken(String token) {
        for (TokenKind kind : TokenKind.values()) {
            if (isAccepted(kind, token)) {
                throw new AssertionError("a forged token was accepted");
            }
        }
    }

    /** Under a genuine signature, so that the parser of the inside is reached. */
    private static void presentGenuine(byte[] header, byte[] payload) {
        String token = TokenForge.signedParts(HS, TokenForge.encode(header), TokenForge.encode(payload));
        if (isAccepted(TokenKind.ACCESS, token)) {
            // What was accepted can be signed and read again, and means the same.
            var claims = JWTS.verify(TokenKind.ACCESS, token);
            String again = JWTS.sign(TokenKind.ACCESS, HS.kid(), claims);
            if (!JWTS.verify(TokenKind.ACCESS, again).equals(claims)) {
                throw new AssertionError("a payload changed its meaning");
            }
        }
        if (isAccepted(TokenKind.TICKET, token)) {
            throw new AssertionError("a token was accepted as another kind");
        }
    }

    private static void presentHeaderAndPayload(byte[] both) {
        int middle = both.length == 0 ? 0 : (both[0] & 0xff) % both.length;
        presentGenuine(Arrays.copyOf(both, middle), Arrays.copyOfRange(both, middle, both.length));
    }

    private static void loadKeySet(String text) {
        try {
            KeySet.parse(text);
        } catch (InvalidKeySetException expected) {
            return;
        }
        throw new AssertionError("a key set was made up that has every key it needs");
    }

    private static boolean isAccepted(TokenKind kind, String token) {
        try {
            JWTS.verify(kind, token);
            return true;
        } catch (RefusedException e) {
            if (e.reason() != Reason.TOKEN_INVALID) {
                throw e;
            }
            return false;
        }
    }
}
