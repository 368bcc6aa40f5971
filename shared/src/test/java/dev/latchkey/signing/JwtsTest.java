package dev.latchkey.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.json.JsonText;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class JwtsTest {
    private static final long IAT = KeysForTests.NOON.getEpochSecond();

    private final Jwts jwts = new Jwts(new KeysForTests());

    static List<SigningKey> signingKeys() {
        return KeysForTests.keys().stream()
                .filter(key -> key.state() == KeyState.SIGNING)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("signingKeys")
    void readsBackWhatItSigned(SigningKey key) {
        Map<String, Object> claims = Map.of("jti", "t1", "iat", IAT, "exp", IAT + 900);

        String token = jwts.sign(key.kind(), key.algorithm(), claims);

        assertThat(jwts.verify(key.kind(), token)).isEqualTo(claims);
    }

    @ParameterizedTest
    @EnumSource(TokenKind.class)
    void saysAlgorithmTypeAndKeyInTheHeaderAndNothingElse(TokenKind kind) {
        SigningAlgorithm algorithm = kind.algorithms().get(0);
        String token = jwts.sign(kind, algorithm, Map.of("iat", IAT, "exp", IAT + 1));

        String header = new String(Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))));

        assertThat(header)
                .contains("\"alg\":\"" + algorithm + "\"")
                .contains("\"typ\":\"" + kind.type() + "\"")
                .contains(
                        "\"kid\":\"" + KeysForTests.signingKey(kind, algorithm).kid() + "\"")
                .hasSize(("{'alg':'" + algorithm + "','typ':'" + kind.type() + "','kid':'"
                                + KeysForTests.signingKey(kind, algorithm).kid() + "'}")
                        .length());
    }

    @Test
    void keepsEveryKindOfJsonValue() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("text", "häßlich \uD83D\uDE00 \" \\ \u0001");
        data.put("whole", 9_007_199_254_740_993L);
        data.put("negative", -1L);
        data.put("fraction", 0.1);
        data.put("yes", true);
        data.put("nothing", null);
        data.put("list", Arrays.asList(1L, null, "x", List.of(), Map.of()));
        data.put("map", Map.of("deeper", Map.of("deepest", List.of(List.of(1L)))));

        String token = jwts.sign(TokenKind.ACCESS, SigningAlgorithm.HS256, Map.of("data", data));

        assertThat(jwts.verify(TokenKind.ACCESS, token)).isEqualTo(Map.of("data", data));
    }

    @Test
    void writesAttachedJsonAsJson() {
        String token = jwts.sign(
                TokenKind.ACCESS, SigningAlgorithm.HS256, Map.of("metadata", JsonText.of(Map.of("a", List.of(1L)))));

        assertThat(jwts.verify(TokenKind.ACCESS, token)).isEqualTo(Map.of("metadata", Map.of("a", List.of(1L))));
    }

    @Test
    void leavesTheJudgementOfTimesToItsCaller() {
        Map<String, Object> longAgo = Map.of("exp", 0L, "nbf", 1L << 53, "iat", 1L << 53);

        String token = jwts.sign(TokenKind.ACCESS, SigningAlgorithm.HS256, longAgo);

        assertThat(jwts.verify(TokenKind.ACCESS, token)).isEqualTo(longAgo);
    }

    @Test
    void signsWithTheKeyThatIsAskedFor() {
        String next = KeysForTests.keys().stream()
                .filter(key -> key.kind() == TokenKind.ACCESS
                        && key.algorithm() == SigningAlgorithm.HS256
                        && key.state() == KeyState.NEXT)
                .findFirst()
                .orElseThrow()
                .kid();

        String first = jwts.sign(TokenKind.ACCESS, next, Map.of("jti", "t1"));

        assertThat(jwts.sign(TokenKind.ACCESS, next, Map.of("jti", "t1"))).isEqualTo(first);
        assertThat(jwts.sign(TokenKind.ACCESS, SigningAlgorithm.HS256, Map.of("jti", "t1")))
                .isNotEqualTo(first);
    }

    @Test
    void signsWithNoKeyOfAnotherKind() {
        String ticketKey = KeysForTests.signingKey(TokenKind.TICKET, SigningAlgorithm.HS256)
                .kid();

        assertThatThrownBy(() -> jwts.sign(TokenKind.ACCESS, ticketKey, Map.of()))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
    }

    @Test
    void signsNothingThatItWouldNotRead() {
        assertThatThrownBy(
                        () -> jwts.sign(TokenKind.ACCESS, SigningAlgorithm.HS256, Map.of("meta", "x".repeat(18_400))))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED_REQUEST));
    }

    /** Each would verify nowhere: half a character, a time that is none. */
    @Test
    void signsNoPayloadThatItWouldNotRead() {
        for (Map<String, Object> claims :
                List.<Map<String, Object>>of(Map.of("meta", "\ud800"), Map.of("exp", "tomorrow"))) {
            assertThatThrownBy(() -> jwts.sign(TokenKind.ACCESS, SigningAlgorithm.HS256, claims))
                    .isInstanceOfSatisfying(
                            RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED_REQUEST));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TokenKind.class,
            names = {"SESSION", "TICKET"})
    void shortLivedKindsLiveAQuarterOfAnHourAndNotASecondLonger(TokenKind kind) {
        SigningAlgorithm algorithm = kind.algorithms().get(0);

        assertThat(jwts.sign(kind, algorithm, Map.of("iat", IAT, "exp", IAT + 900)))
                .isNotEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> jwts.sign(kind, algorithm, Map.of("iat", IAT, "exp", IAT + 901)));
        assertThatIllegalArgumentException().isThrownBy(() -> jwts.sign(kind, algorithm, Map.of("iat", IAT)));
        assertThatIllegalArgumentException().isThrownBy(() -> jwts.sign(kind, algorithm, Map.of("exp", IAT)));
    }
}
