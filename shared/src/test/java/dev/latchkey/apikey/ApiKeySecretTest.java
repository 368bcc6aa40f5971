package dev.latchkey.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.AppName;
import dev.latchkey.testing.Arbitrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeySecretTest {
    private static final AppName ACME = new AppName("acme");

    /** Made outside of this code: 32 zeros, then the CRC-32 of all before in base 62. */
    private static final String ZEROS = "lk_acme_000000000000000000000000000000001Ciuyw";

    @Test
    void hasAPrefixItsAppAndThirtyEightLettersAndDigits() {
        assertThat(ApiKeySecret.generate(ACME).reveal()).matches("lk_acme_[0-9A-Za-z]{38}");
    }

    @Test
    void isReadBack() {
        for (String app : new String[] {"a", "acme", "a-b", "x".repeat(40)}) {
            ApiKeySecret secret = ApiKeySecret.generate(new AppName(app));
            ApiKeySecret read = ApiKeySecret.parse(secret.reveal()).orElseThrow();

            assertThat(read.app()).isEqualTo(new AppName(app));
            assertThat(read.reveal()).isEqualTo(secret.reveal());
            assertThat(read.sha256()).isEqualTo(secret.sha256());
        }
    }

    @Test
    void checksumAndDigestAreWhatAnybodyCanCompute() {
        ApiKeySecret secret = ApiKeySecret.parse(ZEROS).orElseThrow();

        assertThat(secret.app()).isEqualTo(ACME);
        assertThat(secret.sha256()).isEqualTo("cd270aec5d774ec2f53abc7b76f738a5a3e12a852e043dcb2cfcacf8716353a6");
    }

    @Test
    void noTwoAreAlike() {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            keys.add(ApiKeySecret.generate(ACME).reveal());
        }

        assertThat(keys).hasSize(1000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "lk_acme_",
                "sk_acme_000000000000000000000000000000001Ciuyw",
                "lk__000000000000000000000000000000001Ciuyw",
                "lk_Acme_000000000000000000000000000000001Ciuyw",
                "lk_acme_00000000000000000000000000000001Ciuyw",
                "lk_acme_0000000000000000000000000000000001Ciuyw",
                " lk_acme_000000000000000000000000000000001Ciuyw",
                "lk_acme_000000000000000000000000000000001Ciuyw\n",
                "lk_acme_0000000000000000000000000000000-1Ciuyw",
                "eyJhbGciOiJIUzI1NiJ9.e30.c2ln"
            })
    void nothingElseLooksLikeOne(String text) {
        assertThat(ApiKeySecret.parse(text)).isEmpty();
    }

    @Test
    void isNoKeyAnyMoreWhenOneCharacterIsAnother() {
        Arbitrary.forAll(500, arbitrary -> {
            StringBuilder text = new StringBuilder(ZEROS);
            int at = 3 + arbitrary.upTo(ZEROS.length() - 4);
            char other = arbitrary.oneOf('a', '1', 'x', '9');
            boolean same = text.charAt(at) == other;
            text.setCharAt(at, other);

            assertThat(ApiKeySecret.parse(text.toString()).isPresent())
                    .as("%s", text)
                    .isEqualTo(same);
        });
    }

    @Test
    void appNameThatNoAppCanHaveIsNoKey() {
        assertThat(ApiKeySecret.parse("lk_-acme_000000000000000000000000000000003gHsac"))
                .isEmpty();
    }

    @Test
    void neverPrintsItself() {
        ApiKeySecret secret = ApiKeySecret.parse(ZEROS).orElseThrow();

        assertThat(secret).asString().doesNotContain("0000").doesNotContain(secret.sha256());
    }

    /** The expression is the one that docs/security.md gives to secret scanners. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "acme", "acme-2", "a-b-c-d", "abcdefghijabcdefghijabcdefghijabcdefghij"})
    void secretScannersFindItInAnyText(String app) throws IOException {
        String documented = Files.readString(Path.of("../docs/security.md"));
        String expression = "\\blk_[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?_[0-9A-Za-z]{38}\\b";
        assertThat(documented).contains(expression);

        String key = ApiKeySecret.generate(new AppName(app)).reveal();
        for (String text : new String[] {
            key,
            "LATCHKEY_KEY=" + key,
            "curl '.../rooms?secretKey=" + key + "&limit=1'",
            "{\"x-api-key\":\"" + key + "\"}"
        }) {
            assertThat(Pattern.compile(expression).matcher(text).results().map(MatchResult::group))
                    .as(text)
                    .containsExactly(key);
        }
        assertThat(Pattern.compile(expression).matcher(key + "x").find()).isFalse();
    }
}
