package dev.latchkey.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.testing.Arbitrary;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static final String SECRET = "sesame";

    @Test
    void everyKindOfValueHasOneJavaType() {
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("text", "a\"\\\u00e4\uD83D\uDE00\n");
        expected.put("whole", 42L);
        expected.put("fraction", 0.5);
        expected.put("yes", true);
        expected.put("no", false);
        expected.put("nothing", null);
        expected.put("list", Arrays.asList(1L, "x", null, List.of(), Map.of()));

        assertThat(Json.read("""
                        {"text":"a\\"\\\\\\u00e4\\ud83d\\ude00\\n","whole":42,"fraction":0.5,"yes":true,"no":false,
                         "nothing":null,"list":[1,"x",null,[],{}]}
                        """)).isEqualTo(expected);
    }

    @Test
    void readsWhatItWrote() {
        Arbitrary.forAll(5000, arbitrary -> {
            Object value = arbitrary.json(6);

            assertThat(Json.read(Json.write(value))).isEqualTo(value);
        });
    }

    @Test
    void writingAndReadingAgainWritesTheSameText() {
        Arbitrary.forAll(2000, arbitrary -> {
            String text = Json.write(arbitrary.json(6));

            assertThat(Json.write(Json.read(text))).isEqualTo(text);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"\\u0061\":1}",
                "{\"x\":{\"a\":null,\"a\":null}}",
                "[{\"a\":1,\"b\":2,\"a\":3}]"
            })
    void memberThatIsThereTwiceIsNoJson(String text) {
        assertThatThrownBy(() -> Json.read(text)).isInstanceOf(JsonException.class);
    }

    @Test
    void memberOfTheSameNameInAnotherObjectIsAnother() {
        assertThat(Json.read("{\"a\":{\"a\":1},\"b\":{\"a\":2}}"))
                .isEqualTo(Map.of("a", Map.of("a", 1L), "b", Map.of("a", 2L)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void goesThirtyTwoLevelsDeepAndNoDeeper(String open) {
        String close = open.equals("[") ? "]" : "}";
        String deepest = open.equals("[") ? "" : "1";

        assertThat(Json.read(open.repeat(32) + deepest + close.repeat(32))).isNotNull();
        assertThatThrownBy(() -> Json.read(open.repeat(33) + deepest + close.repeat(33)))
                .isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> Json.read(open.repeat(100_000))).isInstanceOf(JsonException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\ud800\"",
                "\"\\udc00\"",
                "\"\\udc00\\ud800\"",
                "\"a\\ud800b\"",
                "\"\\ud800\\ud800\\udc00\"",
                "{\"\\ud800\":1}",
                "[\"\\udfff\"]",
                "\"\ud800\"",
                "{\"\udc00\":1}"
            })
    void halfACharacterIsNoText(String text) {
        assertThatThrownBy(() -> Json.read(text))
                .isInstanceOf(JsonException.class)
                .hasMessage("has an unpaired surrogate");
    }

    @Test
    void twoHalvesAreACharacter() {
        assertThat(Json.read("\"\\ud83d\\ude00\"")).isEqualTo("\uD83D\uDE00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{} {}", "{}x", "1 2", "nullnull", "[],", "\"a\"\"b\"", "{}]", "{}\u0000"})
    void textGoesOnAfterNoValue(String text) {
        assertThatThrownBy(() -> Json.read(text)).isInstanceOf(JsonException.class);
    }

    @Test
    void whiteSpaceAroundAValueIsNothing() {
        assertThat(Json.read(" \r\n\t{} \r\n\t")).isEqualTo(Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "[1",
                "[1,",
                "[1,]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "'a'",
                "// x\n1",
                "/* x */1",
                "# x\n1",
                "tru",
                "True",
                "undefined",
                "nil",
                "\"a",
                "\"\n\"",
                "\"\t\"",
                "\"\\x41\"",
                "\"\\u12\"",
                "=1",
                "\u00a01",
                "\ufeff{}"
            })
    void nearlyJsonIsNotJson(String text) {
        assertThatThrownBy(() -> Json.read(text)).isInstanceOf(JsonException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NaN",
                "Infinity",
                "-Infinity",
                "INF",
                "+1",
                "01",
                "-01",
                ".5",
                "1.",
                "1.e1",
                "1e",
                "0x10",
                "1_000",
                "1f",
                "--1",
                "1e400",
                "-1e400",
                "1e99999999999"
            })
    void numberIsOneThatEveryReaderKnows(String text) {
        assertThatThrownBy(() -> Json.read(text)).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> Json.read("{\"a\":" + text + "}")).isInstanceOf(JsonException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "-1, -1",
        "2147483648, 2147483648",
        "9007199254740993, 9007199254740993",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808"
    })
    void wholeNumberStaysWhole(String text, long expected) {
        assertThat(Json.read(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, 1.0",
        "1e3, 1000.0",
        "1E+3, 1000.0",
        "9223372036854775808, 9.223372036854775808E18",
        "1e-400, 0.0",
        "0.1, 0.1"
    })
    void anyOtherNumberIsNoWholeOne(String text, double expected) {
        assertThat(Json.read(text)).isEqualTo(expected);
    }

    @Test
    void numberHasAtMostSixtyFourDigits() {
        assertThat(Json.read("1".repeat(64))).isInstanceOf(Double.class);
        assertThatThrownBy(() -> Json.read("1".repeat(65))).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> Json.read("[0." + "1".repeat(1_000_000) + "]")).isInstanceOf(JsonException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"" + SECRET + "\":1,\"" + SECRET + "\":2}",
                "{\"a\":" + SECRET + "}",
                "\"" + SECRET,
                "{\"a\":\"" + SECRET + "\" " + SECRET,
                "[\"" + SECRET + "\\ud800\"]",
                "\"" + SECRET + "\\q\""
            })
    void complaintNeverQuotesTheText(String text) {
        assertThatThrownBy(() -> Json.read(text))
                .isInstanceOf(JsonException.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(SECRET))
                .hasNoCause();
    }

    @Test
    void complaintSaysWhere() {
        assertThatThrownBy(() -> Json.read("{\n\"a\": tru}"))
                .hasMessageMatching("is not JSON \\(line 2, column \\d+\\)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"a\"", "1", "true", "null"})
    void objectIsAskedForByName(String text) {
        assertThatThrownBy(() -> Json.readObject(text)).hasMessage("is not a JSON object");
    }

    @Test
    void attachedJsonIsWrittenAsItStands() {
        assertThat(Json.write(Map.of("metadata", JsonText.of(Map.of("a", List.of(1L))))))
                .isEqualTo("{\"metadata\":{\"a\":[1]}}");
    }

    @Test
    void writesNothingThatIsNotJson() {
        assertThatIllegalArgumentException().isThrownBy(() -> Json.write(Map.of("a", new Object())));
        assertThatIllegalArgumentException().isThrownBy(() -> Json.write(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> Json.write(Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException().isThrownBy(() -> Json.write(0.5f));
    }
}
