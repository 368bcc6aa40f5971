package dev.latchkey.signing;

import static dev.latchkey.signing.KeysForTests.signingKey;
import static dev.latchkey.signing.SigningAlgorithm.ES256;
import static dev.latchkey.signing.SigningAlgorithm.HS256;
import static dev.latchkey.signing.SigningAlgorithm.RS256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.json.Json;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each refused set is a good one with one thing changed. */
class KeySetTest {
    private static final SigningKey HS = signingKey(TokenKind.ACCESS, HS256);
    private static final SigningKey ES = signingKey(TokenKind.ACCESS, ES256);
    private static final SigningKey RS = signingKey(TokenKind.ACCESS, RS256);
    private static final SigningKey SESSION_KEY = signingKey(TokenKind.SESSION, ES256);

    /** How one key of a good set is spoiled, and what must be said about it. */
    private record Fault(String name, SigningKey key, Consumer<Map<String, Object>> spoil, String complaint) {
        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    void readsWhatItWrote() {
        KeySet read = KeySet.parse(KeysForTests.SET.secretText());

        assertThat(read.secretText()).isEqualTo(KeysForTests.SET.secretText());
        for (TokenKind kind : TokenKind.values()) {
            assertThat(read.publicJwks(kind)).isEqualTo(KeysForTests.SET.publicJwks(kind));
        }
    }

    @Test
    void publishesPublicHalvesOnly() {
        for (TokenKind kind : TokenKind.values()) {
            assertThat(KeysForTests.SET.publicJwks(kind))
                    .doesNotContain("\"d\":", "\"p\":", "\"q\":", "\"dp\":", "\"dq\":", "\"qi\":")
                    .doesNotContain("\"k\":", "\"oct\"", "HS256");
        }
        assertThat(KeysForTests.SET.publicJwks(TokenKind.ACCESS)).contains("\"x\":", "\"n\":");
        assertThat(KeysForTests.SET.publicJwks(TokenKind.SESSION)).contains("\"x\":");
    }

    @ParameterizedTest
    @EnumSource(TokenKind.class)
    void publishesEveryKeyPairOfTheKindInEveryStateAndNoOtherKey(TokenKind kind) {
        for (SigningKey key : KeysForTests.keys()) {
            assertThat(KeysForTests.SET.publicJwks(kind).contains(key.kid()))
                    .isEqualTo(key.algorithm().isPublic() && key.kind() == kind);
        }
    }

    @Test
    void ticketsAreOursAloneToVerify() {
        assertThat(TokenKind.TICKET.isPublished()).isFalse();
        assertThat(KeysForTests.SET.publicJwks(TokenKind.TICKET)).isEqualTo("{\"keys\":[]}");
    }

    static Stream<Fault> weakKeys() {
        return Stream.of(
                new Fault("HS256 with 31 bytes", HS, put("k", TokenForge.encode(random(31))), "32 to 128 bytes"),
                new Fault("HS256 with 16 bytes", HS, put("k", TokenForge.encode(random(16))), "32 to 128 bytes"),
                new Fault("blank HS256", HS, put("k", ""), "32 to 128 bytes"),
                new Fault("HS256 of zeros", HS, put("k", TokenForge.encode(new byte[32])), "repeats a single byte"),
                new Fault(
                        "HS256 of one letter",
                        HS,
                        put("k", TokenForge.encode("a".repeat(40))),
                        "repeats a single byte"),
                new Fault("1024-bit RSA", RS, rsa(1024, 65_537), "2048 to 4096 bits"),
                new Fault("2047-bit RSA", RS, rsa(2047, 65_537), "2048 to 4096 bits"),
                new Fault("8192-bit RSA", RS, put("n", bits(8192)), "2048 to 4096 bits"),
                new Fault("RSA e = 1", RS, put("e", number(1)), "odd exponent of 65537 or more"),
                new Fault("RSA e = 3", RS, put("e", number(3)), "odd exponent of 65537 or more"),
                new Fault("RSA e = 65536", RS, put("e", number(65_536)), "odd exponent of 65537 or more"),
                new Fault("RSA e of 40 bits", RS, put("e", number((1L << 40) + 1)), "odd exponent of 65537 or more"),
                new Fault("RSA with an even modulus", RS, put("n", even()), "an odd modulus"),
                new Fault("ROCA", RS, KeySetTest::roca, "ROCA"));
    }

    static Stream<Fault> brokenKeys() {
        BigInteger order = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
        return Stream.of(
                new Fault("a point beside the curve", ES, put("x", TokenForge.encode(random(32))), "on the curve"),
                new Fault("the point (0, 0)", ES, KeySetTest::originOfCoordinates, "on the curve"),
                new Fault("a point of another curve", ES, put("crv", "P-384"), "P-256"),
                new Fault("an Edwards curve", ES, put("crv", "Ed25519"), "P-256"),
                new Fault("a coordinate of 31 bytes", ES, put("y", TokenForge.encode(new byte[31])), "32 bytes"),
                new Fault("the secret number 0", ES, put("d", TokenForge.encode(new byte[32])), "below the order"),
                new Fault(
                        "the secret number n", ES, put("d", JwkMembers.spellFixedLength(order, 32)), "below the order"),
                new Fault("no y", ES, remove("y"), "\"y\" is base64url"),
                new Fault("y is a number", ES, put("y", 1L), "\"y\" is base64url"),
                new Fault(
                        "y with padding",
                        ES,
                        jwk -> jwk.merge("y", "=", (y, pad) -> y + "" + pad),
                        "\"y\" is base64url"),
                new Fault("primes of another modulus", RS, put("p", number(65_537)), "multiply to its modulus"),
                new Fault("half of the private numbers", RS, remove("dp"), "\"dp\" is base64url"),
                new Fault("a leading zero", RS, put("e", "AAEAAQ"), "without leading zeros"),
                new Fault("no secret", HS, remove("k"), "\"k\" is base64url"));
    }

    static Stream<Fault> mixedUpKeys() {
        return Stream.of(
                new Fault("an RSA key said to be for HS256", RS, put("alg", "HS256"), "\"kty\" is \"oct\""),
                new Fault("an HMAC key said to be for RS256", HS, put("alg", "RS256"), "\"kty\" is \"RSA\""),
                new Fault("an EC key said to be for RS256", ES, put("alg", "RS256"), "\"kty\" is \"RSA\""),
                new Fault("alg none", HS, put("alg", "none"), "\"alg\" is one of [HS256, ES256, RS256]"),
                new Fault("no alg", HS, remove("alg"), "\"alg\" is a text"),
                new Fault("alg ES384", ES, put("alg", "ES384"), "\"alg\" is one of"),
                new Fault("kty EC on an HMAC key", HS, put("kty", "EC"), "\"kty\" is \"oct\""),
                new Fault("use enc", HS, put("use", "enc"), "\"use\" is \"sig\""),
                new Fault("no use", HS, remove("use"), "\"use\" is a text"),
                new Fault("key_ops encrypt", HS, put("key_ops", List.of("encrypt", "decrypt")), "\"key_ops\" is"),
                new Fault("key_ops without sign", HS, put("key_ops", List.of("verify")), "\"key_ops\" is"),
                new Fault("key_ops as text", HS, put("key_ops", "sign"), "\"key_ops\" is"),
                new Fault("an HMAC secret inside an RSA key", RS, put("k", "AAAA"), "does not belong"),
                new Fault("a certificate beside the key", RS, put("x5c", List.of("MIIB")), "does not belong"),
                new Fault("a session key with HS256", HS, put("kind", "session"), "HS256 does not sign session tokens"),
                new Fault("a ticket key with ES256", ES, put("kind", "ticket"), "ES256 does not sign ticket tokens"),
                new Fault("no kind", HS, remove("kind"), "\"kind\" is a text"),
                new Fault("another kind", HS, put("kind", "webhook"), "\"kind\" is one of [access, session, ticket]"),
                new Fault("another state", HS, put("state", "current"), "\"state\" is one of"),
                new Fault("no time", HS, remove("since"), "\"since\" is a time"),
                new Fault("a time in words", HS, put("published", "noon"), "\"published\" is a time"),
                new Fault("the kid of a key pair is not its thumbprint", ES, put("kid", "mine"), "RFC 7638 thumbprint"),
                new Fault("a kid that is a path", HS, put("kid", "../../dev/null"), "a kid is 1 to 64"),
                new Fault("an empty kid", HS, put("kid", ""), "a kid is 1 to 64"),
                new Fault("no kid", HS, remove("kid"), "\"kid\" is a text"),
                new Fault("a signing key without its private half", ES, remove("d"), "can only verify"),
                new Fault(
                        "no signing key for session tokens",
                        SESSION_KEY,
                        put("state", "verifying"),
                        "no key signs session tokens"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"weakKeys", "brokenKeys", "mixedUpKeys"})
    void isRefusedAndSaysWhyWithoutSayingASecret(Fault fault) {
        String good = KeysForTests.SET.secretText();
        assertThat(KeySet.parse(good)).isNotNull();

        String spoiled = spoil(good, fault.key().kid(), fault.spoil());

        InvalidKeySetException refusal =
                catchThrowableOfType(InvalidKeySetException.class, () -> KeySet.parse(spoiled));
        assertThat(refusal).hasMessageContaining(fault.complaint());
        assertSaysNoSecretOf(spoiled, refusal.getMessage());
    }

    @Test
    void namesTheKeyByItsKidAndItsPosition() {
        String spoiled = spoil(KeysForTests.SET.secretText(), HS.kid(), put("use", "enc"));

        assertThatThrownBy(() -> KeySet.parse(spoiled))
                .hasMessage("key at position 1 (kid " + HS.kid() + "): \"use\" is \"sig\" for this algorithm");
    }

    @Test
    void refusesOneKidTwice() {
        List<Map<String, Object>> keys = entries(KeysForTests.SET.secretText());
        Map<String, Object> twin = new LinkedHashMap<>(keys.get(0));
        twin.put("k", TokenForge.encode(random(32)));
        twin.put("state", "verifying");
        keys.add(twin);

        assertThatThrownBy(() -> KeySet.parse(text(keys))).hasMessage("key " + HS.kid() + " is there twice");
    }

    @Test
    void refusesOneSecretUnderTwoNames() {
        List<Map<String, Object>> keys = entries(KeysForTests.SET.secretText());
        Map<String, Object> twin = new LinkedHashMap<>(keys.get(0));
        twin.put("kid", "another");
        twin.put("kind", "ticket");
        twin.put("state", "verifying");
        keys.add(twin);

        assertThatThrownBy(() -> KeySet.parse(text(keys)))
                .hasMessage("keys " + HS.kid() + " and another are the same key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"signing", "next"})
    void refusesTwoKeysWhereOneMustBeChosen(String state) {
        List<Map<String, Object>> keys = entries(KeysForTests.SET.secretText());
        Map<String, Object> rival = new LinkedHashMap<>(keys.get(0));
        rival.put("kid", "rival");
        rival.put("k", TokenForge.encode(random(32)));
        rival.put("state", state);
        keys.add(rival);

        assertThatThrownBy(() -> KeySet.parse(text(keys)))
                .hasMessageEndingWith("and rival are both " + state + " for access tokens with HS256");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"keys\":{}}",
                "{\"keys\":[1]}",
                "{\"keys\":[[]]}",
                "{\"keys\":[{}]}",
                "{\"keys\":[],\"x\":1}",
                "{\"keys\":[],\"keys\":[]}",
                "not JSON",
                "{\"keys\":[]",
                "{\"keys\":[]}"
            })
    void refusesWhatIsNoKeySet(String text) {
        assertThatThrownBy(() -> KeySet.parse(text)).isInstanceOf(InvalidKeySetException.class);
    }

    @Test
    void knowsASetThatHasNoKeysYet() {
        assertThat(KeySet.isEmpty("{\"keys\": []}")).isTrue();
        assertThat(KeySet.isEmpty(KeysForTests.SET.secretText())).isFalse();
        assertThatThrownBy(() -> KeySet.isEmpty("{}")).isInstanceOf(InvalidKeySetException.class);
    }

    @Test
    void takesKeysThatSayWhatTheyAreFor() {
        String said = spoil(KeysForTests.SET.secretText(), HS.kid(), put("key_ops", List.of("verify", "sign")));

        assertThat(KeySet.parse(said).find(HS.kid())).isPresent();
    }

    @Test
    void readsAKeyOfWhichOnlyThePublicHalfIsLeft() {
        String text = spoil(KeysForTests.SET.secretText(), RS.kid(), jwk -> {
            jwk.keySet().removeAll(List.of("d", "p", "q", "dp", "dq", "qi"));
            jwk.put("state", "verifying");
        });

        SigningKey key = KeySet.parse(text).find(RS.kid()).orElseThrow();

        assertThat(key.canSign()).isFalse();
        assertThat(KeySet.parse(KeySet.parse(text).secretText()).find(RS.kid())).isPresent();
        assertThat(new Jwts(new KeysForTests(KeySet.parse(text)))
                        .verify(
                                TokenKind.ACCESS,
                                new Jwts(new KeysForTests()).sign(TokenKind.ACCESS, RS256, Map.of("jti", "t1"))))
                .containsEntry("jti", "t1");
    }

    @Test
    void tellsARocaModulusFromASoundOne() {
        assertThat(Roca.marks(rocaPrime(1).multiply(rocaPrime(2)))).isTrue();
        assertThat(Roca.marks(rocaPrime(1).multiply(BigInteger.probablePrime(1024, new Random(3)))))
                .isFalse();
    }

    private static String spoil(String secretText, String kid, Consumer<Map<String, Object>> how) {
        List<Map<String, Object>> keys = entries(secretText);
        keys.stream().filter(key -> kid.equals(key.get("kid"))).forEach(how);
        return text(keys);
    }

    @SuppressWarnings("unchecked") // the shape of what KeySet writes
    private static List<Map<String, Object>> entries(String secretText) {
        return new ArrayList<>(
                (List<Map<String, Object>>) Json.readObject(secretText).get("keys"));
    }

    private static String text(List<Map<String, Object>> keys) {
        return Json.write(Map.of("keys", keys));
    }

    private static void assertSaysNoSecretOf(String secretText, String message) {
        for (Map<String, Object> key : entries(secretText)) {
            for (String member : List.of("k", "d", "p", "q", "dp", "dq", "qi", "n", "x", "y")) {
                if (key.get(member) instanceof String value && value.length() > 3) {
                    assertThat(message).doesNotContain(value);
                }
            }
        }
    }

    private static Consumer<Map<String, Object>> put(String member, Object value) {
        return jwk -> jwk.put(member, value);
    }

    private static Consumer<Map<String, Object>> remove(String member) {
        return jwk -> jwk.remove(member);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static String number(long value) {
        return JwkMembers.spell(BigInteger.valueOf(value));
    }

    private static String bits(int length) {
        return JwkMembers.spell(BigInteger.ONE.shiftLeft(length - 1).add(BigInteger.ONE));
    }

    private static String even() {
        return JwkMembers.spell(BigInteger.ONE.shiftLeft(2047));
    }

    private static void originOfCoordinates(Map<String, Object> jwk) {
        jwk.put("x", TokenForge.encode(new byte[32]));
        jwk.put("y", TokenForge.encode(new byte[32]));
    }

    private static Consumer<Map<String, Object>> rsa(int bits, long exponent) {
        Random random = new Random(bits);
        BigInteger p = BigInteger.probablePrime(bits / 2, random);
        BigInteger q = BigInteger.probablePrime(bits - bits / 2, random);
        return jwk -> fillIn(jwk, p, q, BigInteger.valueOf(exponent));
    }

    private static void roca(Map<String, Object> jwk) {
        fillIn(jwk, rocaPrime(1), rocaPrime(2), BigInteger.valueOf(65_537));
    }

    private static void fillIn(Map<String, Object> jwk, BigInteger p, BigInteger q, BigInteger e) {
        BigInteger p1 = p.subtract(BigInteger.ONE);
        BigInteger q1 = q.subtract(BigInteger.ONE);
        BigInteger d = e.modInverse(p1.multiply(q1));
        jwk.put("n", JwkMembers.spell(p.multiply(q)));
        jwk.put("e", JwkMembers.spell(e));
        jwk.put("d", JwkMembers.spell(d));
        jwk.put("p", JwkMembers.spell(p));
        jwk.put("q", JwkMembers.spell(q));
        jwk.put("dp", JwkMembers.spell(d.mod(p1)));
        jwk.put("dq", JwkMembers.spell(d.mod(q1)));
        jwk.put("qi", JwkMembers.spell(q.modInverse(p)));
    }

    /** A prime as the broken generator made them: k * M + (65537^a mod M), with M the product of the first 126 primes. */
    private static BigInteger rocaPrime(int seed) {
        BigInteger m = BigInteger.ONE;
        BigInteger prime = BigInteger.TWO;
        for (int i = 0; i < 126; i++) {
            m = m.multiply(prime);
            prime = prime.nextProbablePrime();
        }
        Random random = new Random(seed);
        while (true) {
            BigInteger k = new BigInteger(1024 - m.bitLength(), random).setBit(1023 - m.bitLength());
            BigInteger power = BigInteger.valueOf(65_537).modPow(new BigInteger(256, random), m);
            BigInteger candidate = k.multiply(m).add(power);
            if (candidate.bitLength() == 1024 && candidate.isProbablePrime(60)) {
                return candidate;
            }
        }
    }
}
