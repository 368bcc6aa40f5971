package dev.latchkey.functions.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.json.Json;
import dev.latchkey.json.JsonText;
import dev.latchkey.problem.FieldError;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.RoomName;
import dev.latchkey.testing.Arbitrary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
    private static final String SMILE = "\uD83D\uDE00";

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n", "{}", " {} "})
    void bodyThatIsMissingOrEmptyHasNoFields(String content) {
        Body body = Body.of(content);

        assertThat(body.has("name")).isFalse();
        assertThat(body.text("name", 10)).isEmpty();
        assertThat(body.members()).isEmpty();
        body.finish();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    [1]             | body is not a JSON object
                    "a"             | body is not a JSON object
                    null            | body is not a JSON object
                    {"a":1}{"b":2}  | body goes on after its end
                    {"a":1,"a":1}   | body is not JSON (line 1, column
                    {"a"            | body is not JSON (line 1, column
                    name=Ada        | body is not JSON (line 1, column
                    {"a":"\\ud800"} | body has an unpaired surrogate
                    """)
    void whatIsNoJsonObjectIsABadBody(String content, String complaint) {
        assertThat(problem(content, body -> {}).detail()).startsWith(complaint);
    }

    @Test
    void bodyThatIsNestedTooDeeplyIsABadBody() {
        assertThat(problem("{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}", body -> {})
                        .detail())
                .startsWith("body is nested too deeply");
    }

    // Each row: the value of a field, and what is wrong with it; nothing is wrong where the last column is empty.

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    true    |
                    false   |
                    null    | must be true or false
                    "true"  | must be true or false
                    1       | must be true or false
                    0       | must be true or false
                    {}      | must be true or false
                    """)
    void booleanIsTrueOrFalse(String value, @Nullable String wrong) {
        field(value, wrong, body -> body.bool("f", false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "a"                  |
                    "abc"                |
                    "a b"                |
                    "  abc  "            |
                    "\\u00e4\\u05d0"     |
                    ""                   | must be 1 to 3 characters
                    "   "                | must be 1 to 3 characters
                    "abcd"               | must be 1 to 3 characters
                    "\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00"              |
                    "\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00" | must be 1 to 3 characters
                    null                 | must be a text
                    1                    | must be a text
                    ["a"]                | must be a text
                    "\\u0000"            | must not hold control or format characters
                    "a\\nb"              | must not hold control or format characters
                    "a\\n"               | must not hold control or format characters
                    "\\u2029x"           | must not hold control or format characters
                    "a\\u200b"           | must not hold control or format characters
                    "\\u2066"            | must not hold control or format characters
                    "\\u3164"            | must have a visible character
                    """)
    void textHasItsLengthAndNothingThatIsNotSeen(String value, @Nullable String wrong) {
        field(value, wrong, body -> body.text("f", 3));
    }

    @Test
    void textIsTrimmed() {
        assertThat(Body.of("{\"f\":\" a b \"}").text("f", 3)).contains("a b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "abc"                |
                    " a "                |
                    "   "                |
                    "\\u200d\\u200f"     |
                    ""                   | must be 1 to 3 characters
                    "    "               | must be 1 to 3 characters
                    null                 | must be a text
                    1                    | must be a text
                    "\\u0000"            | must not hold control characters
                    "a\\nb"              | must not hold control characters
                    "\\u001f"            | must not hold control characters
                    "\\u007f"            | must not hold control characters
                    "\\u0085"            | must not hold control characters
                    "\\u202a"            | must not hold control characters
                    "\\u202e"            | must not hold control characters
                    "\\u2029x"           | must not hold control characters
                    "\\u2028"            | must not hold control characters
                    "\\u2066"            | must not hold control characters
                    "\\u2069"            | must not hold control characters
                    "\\u2065"            |
                    "\\u206a"            |
                    "\\u2027"            |
                    "\\u202f"            |
                    """)
    void idIsKeptAsItIs(String value, @Nullable String wrong) {
        field(value, wrong, body -> body.id("f", 3));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ""         |
                    "a\\nb"    |
                    "abc"      |
                    "abcd"     | must be at most 3 characters
                    null       | must be a text
                    7          | must be a text
                    {"a":"b"}  | must be a text
                    """)
    void freeTextIsAnyTextOfItsLength(String value, @Nullable String wrong) {
        field(value, wrong, body -> body.freeText("f", 3));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    5                    |
                    10                   |
                    4                    | must be 5 to 10
                    11                   | must be 5 to 10
                    -5                   | must be 5 to 10
                    9223372036854775807  | must be 5 to 10
                    5.0                  |
                    4.0                  | must be 5 to 10
                    5.5                  | must be a whole number
                    5e0                  |
                    9223372036854775808  | must be a whole number
                    "5"                  | must be a whole number
                    true                 | must be a whole number
                    null                 | must be a whole number
                    """)
    void numberIsWholeAndBetweenItsBounds(String value, @Nullable String wrong) {
        field(value, wrong, body -> body.number("f", 5, 10, 5));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    0                    |
                    1627770426           |
                    253402300799         |
                    1627770426.0         |
                    1e9                  |
                    253402300800         | is in seconds, not milliseconds
                    1627770426000        | is in seconds, not milliseconds
                    9223372036854775807  | is in seconds, not milliseconds
                    -1                   | must not be negative
                    -1627770426000       | must not be negative
                    1627770426.5         | must be a Unix time in whole seconds
                    0.5                  | must be a Unix time in whole seconds
                    "1627770426"         | must be a Unix time in whole seconds
                    "2026-01-01"         | must be a Unix time in whole seconds
                    null                 | must be a Unix time in whole seconds
                    """)
    void timeIsInSecondsAndNotInMilliseconds(String value, @Nullable String wrong) {
        field(value, wrong, body -> body.unixSec("f"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "rtmps://example.com/live"      |
                    "rtmp://example.com:1935/a?b=c" |
                    "rtmp://[::1]/"                 |
                    ""                              | must be an absolute URL with rtmps or rtmp
                    "example.com"                   | must be an absolute URL with rtmps or rtmp
                    "/hooks"                        | must be an absolute URL with rtmps or rtmp
                    "//example.com"                 | must be an absolute URL with rtmps or rtmp
                    "rtmps:///hooks"                | must be an absolute URL with rtmps or rtmp
                    "rtmps:example.com"             | must be an absolute URL with rtmps or rtmp
                    "ftp://example.com"             | must be an absolute URL with rtmps or rtmp
                    "https://example.com"           | must be an absolute URL with rtmps or rtmp
                    "file:///etc/passwd"            | must be an absolute URL with rtmps or rtmp
                    "javascript:alert(1)"           | must be an absolute URL with rtmps or rtmp
                    "rtmps://exa mple.com"          | must be an absolute URL with rtmps or rtmp
                    "rtmps://example.com/\\n"       | must be an absolute URL with rtmps or rtmp
                    null                            | must be an absolute URL with rtmps or rtmp
                    1                               | must be an absolute URL with rtmps or rtmp
                    """)
    void streamUrlIsAbsolute(String value, @Nullable String wrong) {
        field(value, wrong, body -> body.streamUrl("f"));
    }

    @Test
    void streamUrlHasAtMost2048Characters() {
        String longest = "rtmps://example.com/" + "x".repeat(2048 - 20);

        field(Json.write(longest), null, body -> body.streamUrl("f"));
        field(Json.write(longest + "x"), "must be an absolute URL with rtmps or rtmp", body -> body.streamUrl("f"));
    }

    @Test
    void parsedTextIsOneThatItsParserKnows() {
        Consumer<Body> reader = body -> body.parsed("f", RoomName::parse, RoomName.EXPECTED);

        field("\"standup\"", null, reader);
        field("\"a b\"", RoomName.EXPECTED, reader);
        field("\"\"", RoomName.EXPECTED, reader);
        field("null", RoomName.EXPECTED, reader);
        field("5", RoomName.EXPECTED, reader);
    }

    @Test
    void jsonIsAnyValueOfItsSize() {
        String wrong = "must be at most 10 bytes of JSON";

        field("\"12345678\"", null, body -> body.json("f", 10));
        field("\"123456789\"", wrong, body -> body.json("f", 10));
        field("{ \"a\" : [ 1 ] }", null, body -> body.json("f", 10));
        field("\"\\u00e4\\u00e4\\u00e4\\u00e4\"", null, body -> body.json("f", 10));
        field("\"\\u00e4\\u00e4\\u00e4\\u00e4\\u00e4\"", wrong, body -> body.json("f", 10));
        field("false", null, body -> body.json("f", 10));
    }

    @Test
    void jsonKeepsItsValueAndNullIsNone() {
        assertThat(Body.of("{\"f\":{\"a\":[1,null]}}").json("f", 100)).contains(new JsonText("{\"a\":[1,null]}"));
        assertThat(Body.of("{\"f\":null}").json("f", 100)).isEmpty();
        assertThat(Body.of("{}").json("f", 100)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "\"a\"", "1", "true"})
    void objectIsAnObject(String value) {
        field(value, "must be an object", body -> body.object("f"));
    }

    @Test
    void listIsAListOfTexts() {
        assertThat(Body.of("{\"f\":[\"a\",\"b\"]}").texts("f")).containsExactly("a", "b");
        assertThat(Body.of("{}").texts("f")).isEmpty();
        field("[\"a\",1]", "must be a list of texts", body -> body.texts("f"));
        field("\"a\"", "must be a list", body -> body.texts("f"));
        field("null", "must be a list", body -> body.texts("f"));
    }

    @Test
    void absentFieldHasItsDefault() {
        Body body = Body.of("{}");

        assertThat(body.bool("f", true)).isTrue();
        assertThat(body.bool("f", false)).isFalse();
        assertThat(body.number("f", 1, 2, 7)).isEqualTo(7);
        assertThat(body.unixSec("f")).isZero();
        assertThat(body.text("f", 3)).isEmpty();
        assertThat(body.streamUrl("f")).isEmpty();
        assertThat(body.object("f")).isEmpty();
        body.finish();
    }

    @Test
    void everyBadFieldIsNamedAtOnce() {
        RefusedException refused = problem(
                "{\"name\":5,\"cap\":-1,\"ok\":true,\"inner\":{\"on\":\"no\",\"deep\":{\"at\":\"x\"}}}", body -> {
                    body.text("name", 10);
                    body.number("cap", 0, 10, 0);
                    body.bool("ok", false);
                    Body inner = body.object("inner").orElseThrow();
                    inner.bool("on", false);
                    inner.object("deep").orElseThrow().unixSec("at");
                });

        assertThat(refused.reason()).isEqualTo(Reason.MALFORMED_REQUEST);
        assertThat(refused.errors())
                .containsExactly(
                        new FieldError("name", "must be a text"),
                        new FieldError("cap", "must be 0 to 10"),
                        new FieldError("inner.on", "must be true or false"),
                        new FieldError("inner.deep.at", "must be a Unix time in whole seconds"));
    }

    @Test
    void fieldThatNobodyAskedForIsNamedWithItsPath() {
        RefusedException refused =
                problem("{\"nmae\":\"Ada\",\"permissions\":{\"canFly\":true,\"sources\":{\"cma\":true}}}", body -> {
                    body.text("name", 10);
                    body.object("permissions").orElseThrow().object("sources");
                });

        assertThat(refused.errors())
                .extracting(FieldError::field)
                .containsExactly("nmae", "permissions.canFly", "permissions.sources.cma");
        assertThat(refused.errors()).extracting(FieldError::message).containsOnly("is not a field of this call");
    }

    @Test
    void objectThatNobodyAskedForIsNamedOnce() {
        assertThat(problem("{\"x\":{\"a\":1,\"b\":2}}", body -> {}).errors())
                .extracting(FieldError::field)
                .containsExactly("x");
    }

    @Test
    void badAndUnknownFieldsAreNamedTogether() {
        assertThat(problem("{\"cap\":\"x\",\"capp\":1}", body -> body.number("cap", 0, 1, 0))
                        .errors())
                .extracting(FieldError::field)
                .containsExactly("cap", "capp");
    }

    @Test
    void complaintNeverRepeatsTheValue() {
        String json =
                "{\"a\":\"sesame\",\"b\":\"sesame\",\"c\":\"sesame\",\"d\":\"sesame\",\"e\":\"sesame\",\"f\":[\"sesame\"],"
                        + "\"g\":\"sesame\",\"h\":\"sesame\",\"i\":\"sesame\"}";
        RefusedException refused = problem(json, body -> {
            body.bool("a", false);
            body.number("b", 0, 1, 0);
            body.unixSec("c");
            body.text("d", 3);
            body.freeText("e", 3);
            body.texts("g");
            body.streamUrl("h");
            body.parsed("i", text -> Optional.empty(), "must be something else");
        });

        assertThat(refused.errors()).hasSize(9);
        assertThat(refused.detail()).doesNotContain("sesame");
    }

    @Test
    void aFieldIsReadAlikeWhereverItStands() {
        Function<String, String> outcome = json -> {
            Body body = Body.of(json);
            String read = body.text("name", 5) + " " + body.number("cap", 0, 10, 0) + " " + body.bool("on", false) + " "
                    + body.object("in").map(part -> part.unixSec("at"));
            try {
                body.finish();
                return read;
            } catch (RefusedException e) {
                return e.errors().stream()
                        .map(FieldError::toString)
                        .sorted()
                        .toList()
                        .toString();
            }
        };
        Arbitrary.forAll(2000, arbitrary -> {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("name", arbitrary.oneOf("Ada", "Augusta", SMILE, 5L));
            members.put("cap", arbitrary.oneOf(5L, 11L, "5"));
            members.put("on", arbitrary.oneOf(true, "true"));
            members.put("in", new LinkedHashMap<>(Map.of("at", arbitrary.oneOf(5L, -5L), "b", 1L)));
            members.put("x" + arbitrary.upTo(5), 1L);

            assertThat(outcome.apply(Json.write(arbitrary.shuffled(members))))
                    .isEqualTo(outcome.apply(Json.write(members)));
        });
    }

    @Test
    void nothingIsWrongBeforeEverythingIsRead() {
        Body body = Body.of("{\"a\":1,\"b\":2}");
        body.text("a", 3);

        assertThat(body.number("b", 0, 10, 0)).isEqualTo(2);
        assertThatThrownBy(body::finish).isInstanceOf(RefusedException.class);
    }

    private static void field(String value, @Nullable String wrong, Consumer<Body> reader) {
        String json = "{\"f\":" + value + "}";
        if (wrong == null) {
            Body body = Body.of(json);
            reader.accept(body);
            body.finish();
        } else {
            assertThat(problem(json, reader).errors()).containsExactly(new FieldError("f", wrong));
        }
    }

    private static RefusedException problem(String json, Consumer<Body> reader) {
        Body body = Body.of(json);
        reader.accept(body);
        try {
            body.finish();
        } catch (RefusedException e) {
            return e;
        }
        throw new AssertionError("nothing was wrong with " + json);
    }
}
