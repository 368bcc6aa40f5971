package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.functions.body.Body;
import dev.latchkey.json.Json;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.testing.Arbitrary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything is done: whatever was sent, the answer is a short 400 that names what is wrong. */
class BadRequestTest {
    private static final int LONGEST_REFUSAL = 16 * 1024;
    private static final ServiceFixture SITE = new MemoryFixture();
    private static Tenant tenant;

    @BeforeAll
    static void settle() {
        tenant = Tenant.settle(SITE, "acme");
        SITE.mediaServer("acme");
    }

    /** Every call that reads a body of ours. */
    static Stream<RouteCase> calls() {
        return RouteCase.ALL.stream()
                .filter(route -> OpenApi.operation(route.route())
                        .to("requestBody", "content", "application/json")
                        .exists());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void eightThousandUnknownFieldsAreTwentyErrorsAndACount(RouteCase route) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < 8000; i++) {
            fields.put(Integer.toString(i, 36), 1L);
        }
        Answer answer = route.as(tenant).body(Json.write(fields)).send(400);

        assertThat(answer.code()).isEqualTo("malformed_request");
        assertThat(errors(answer)).hasSize(20);
        // With those that a call must have, of which none has more than five.
        assertThat((Long) answer.json().get("moreErrors")).isBetween(7979L, 7985L);
        assertThat(answer.text("detail")).endsWith("; and " + answer.json().get("moreErrors") + " more");
        assertThat(answer.text("message")).isEqualTo(answer.text("detail"));
        assertThat(size(answer)).isLessThan(LONGEST_REFUSAL);
        assertThat(OpenApi.operation(route.route())
                        .to("responses", "400", "content", "application/problem+json", "schema")
                        .complaints(answer.body()))
                .isEmpty();
    }

    /** As long as they may be, in characters that take most room, in a part as in the whole. */
    @ParameterizedTest
    @MethodSource("calls")
    void refusalIsShortHoweverFieldsAreNamed(RouteCase route) {
        for (String character : List.of("\u0001", "\"", "\\", "\u20ac", "\uD83D\uDE00", "\u202e")) {
            Map<String, Object> fields = new LinkedHashMap<>();
            for (int i = 0; i < 30; i++) {
                fields.put(character.repeat(150) + i, 1L);
            }
            String whole = Json.write(fields);
            for (String body : List.of(whole, "{\"permissions\":{\"canProduceSources\":" + whole + "}}")) {
                Answer answer = route.as(tenant).body(body.replace('\'', '.')).send(400);
                assertThat(size(answer)).isLessThan(LONGEST_REFUSAL);
                assertThat(answer.body()).doesNotContain("\u202e");
            }
        }
    }

    @Test
    void whateverABodyHoldsARefusalIsShort() {
        List<RouteCase> calls = calls().toList();
        Arbitrary.forAll(300, arbitrary -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            for (int i = arbitrary.upTo(60); i >= 0; i--) {
                fields.put(
                        arbitrary.coin()
                                ? arbitrary.text(0, 200)
                                : arbitrary.oneOf("name", "role", "permissions", "metadata", "isAdmin", "privacy"),
                        arbitrary.json(3));
            }
            Answer answer =
                    arbitrary.oneOf(calls).at(tenant).body(Json.write(fields)).send();

            assertThat(size(answer)).isLessThan(LONGEST_REFUSAL);
        });
    }

    /** Sixteen times as many bad fields take about sixteen times as long; each compared with each would take 256 times. */
    @Test
    void manyBadFieldsCostInProportion() {
        String few = unknownFields(500);
        String many = unknownFields(8000);
        long fewNanos = Long.MAX_VALUE;
        long manyNanos = Long.MAX_VALUE;
        for (int i = 0; i < 30; i++) {
            fewNanos = Math.min(fewNanos, nanos(few));
            manyNanos = Math.min(manyNanos, nanos(many));
        }
        assertThat(manyNanos).isLessThan(fewNanos * 100);
    }

    private static String unknownFields(int count) {
        StringBuilder body = new StringBuilder("{");
        for (int i = 0; i < count; i++) {
            body.append(i == 0 ? "" : ",").append('"').append(i).append("\":1");
        }
        return body.append('}').toString();
    }

    private static long nanos(String body) {
        Body read = Body.of(body);
        long start = System.nanoTime();
        try {
            read.finish();
        } catch (RefusedException e) {
            assertThat(e.errors()).hasSize(20);
        }
        return System.nanoTime() - start;
    }

    @ParameterizedTest
    @MethodSource("calls")
    void whatIsNotUtf8IsNoBody(RouteCase route) {
        byte[] good = "{\"name\":\"\u00e4\"}".getBytes(StandardCharsets.UTF_8);
        byte[] cutOff = "{\"name\":\"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(route.as(tenant).bytes(good).send().body()).doesNotContain("UTF-8");
        for (byte[] bytes :
                List.of(cutOff, new byte[] {(byte) 0xff}, new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80})) {
            Answer answer = route.as(tenant).bytes(bytes).send(400);
            assertThat(errors(answer)).containsExactly(Map.of("field", "body", "message", "is not UTF-8"));
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void halfACharacterIsNoText(RouteCase route) {
        for (String body : List.of("{\"name\":\"\\ud83d\"}", "{\"\\ude00\":1}", "{\"a\":[\"x\\ud83dx\"]}")) {
            assertThat(errors(route.as(tenant).body(body).send(400)))
                    .contains(Map.of("field", "body", "message", "has an unpaired surrogate"));
        }
    }

    @Test
    void bodyIsAtMost32LevelsDeepAndMetadata30() {
        assertThat(errors(token("{'nested':" + nested(31) + "}", 400)))
                .containsExactly(Map.of("field", "nested", "message", "is not a field of this call"));
        assertThat(errors(token("{'nested':" + nested(32) + "}", 400)).toString())
                .contains("nested too deeply");
        token("{'metadata':" + nested(30) + "}", 200);
        assertThat(errors(token("{'metadata':" + nested(31) + "}", 400)))
                .containsExactly(Map.of("field", "metadata", "message", "must be at most 30 levels deep"));
    }

    private static Answer token(String body, int status) {
        return SITE.call("POST /api/v1/token").key(tenant.key).body(body).send(status);
    }

    private static String nested(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    static Stream<Arguments> placeholders() {
        List<Arguments> places = new ArrayList<>();
        for (RouteCase route : RouteCase.ALL) {
            for (String part : route.route().split("/")) {
                if (part.startsWith("{")) {
                    places.add(Arguments.of(route, part.substring(1, part.length() - 1)));
                }
            }
        }
        return places.stream();
    }

    /** One rule for every placeholder of every route. */
    @ParameterizedTest
    @MethodSource("placeholders")
    void valueInAPathThatNothingCanHaveIsNamed(RouteCase route, String placeholder) {
        String smile = "\uD83D\uDE00";
        for (String longest : List.of("x".repeat(128), smile.repeat(128))) {
            Answer within = route.as(tenant).path(placeholder, longest).send();
            assertThat(within.status()).as(within.body()).isNotEqualTo(400);
        }
        for (String tooLong : List.of("x".repeat(129), smile.repeat(129))) {
            assertThat(errors(route.as(tenant).path(placeholder, tooLong).send(400)))
                    .containsExactly(Map.of("field", placeholder, "message", "must be 1 to 128 characters"));
        }
        for (String unclean : List.of("a\nb", "a\u0000", "\u202ea")) {
            assertThat(errors(route.as(tenant).path(placeholder, unclean).send(400)))
                    .containsExactly(Map.of("field", placeholder, "message", "must not hold control characters"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"01M7000000000000000000000A", "x", "#"})
    void meetingThatNeverWasIsNotFound(String session) {
        String route = "GET /api/v1/room/{roomName}/sessions/{sessionId}/participants";
        ServiceFixture.Call call = SITE.call(route).key(tenant.key).path("roomName", tenant.room);

        call.path("sessionId", tenant.sessionId).send(200);
        assertThat(call.path("sessionId", session).send(404).code()).isEqualTo("session_not_found");
        assertThat(call.path("sessionId", tenant.sessionId.substring(0, 25))
                        .send(404)
                        .code())
                .isEqualTo("session_not_found");
    }

    private static List<Object> errors(Answer answer) {
        return answer.json().get("errors") instanceof List<?> errors ? List.copyOf(errors) : List.of();
    }

    private static int size(Answer answer) {
        return answer.body().getBytes(StandardCharsets.UTF_8).length;
    }
}
