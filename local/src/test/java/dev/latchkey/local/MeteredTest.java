package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Metered's REST API as its documentation and its callers have it: metered.json holds each request and what is expected of the
 * answer. A member there is in the answer with the same value; a text between slashes is a pattern for it; of a list, every
 * element is like the one that is shown. The answer may have more.
 */
class MeteredTest {
    private static final Pattern KEPT = Pattern.compile("\\{(\\w+)}");

    private static LocalServer server;

    /** What later requests send of earlier answers. */
    private final Map<String, String> kept = new LinkedHashMap<>();

    @BeforeAll
    static void start() {
        server = LocalServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** In their order: a later one asks for what an earlier one has made. */
    @TestFactory
    Stream<DynamicTest> documentedCallsAreAnsweredAsDocumented() {
        kept.put("key", server.apiKey());
        return objects(read(), "exchanges").stream()
                .map(exchange -> DynamicTest.dynamicTest(text(exchange, "name"), () -> replay(exchange)));
    }

    private void replay(Map<String, Object> exchange) {
        String[] request = filled(text(exchange, "request")).split(" ", 2);
        ApiClient caller = server.anyone().with("Accept", "application/json");
        ApiAnswer answer = exchange.containsKey("body")
                ? caller.with("Content-Type", "application/json")
                        .send(
                                request[0],
                                request[1],
                                BodyPublishers.ofString(filled(Json.write(object(exchange, "body")))))
                : caller.send(request[0], request[1], BodyPublishers.noBody());

        assertThat((long) answer.status()).as(answer.body()).isEqualTo(exchange.get("status"));
        assertLike("answer", exchange.get("answer"), answer.json());
        if (exchange.get("absent") instanceof List<?> absent) {
            assertThat(answer.json()).doesNotContainKeys(absent.toArray(String[]::new));
        }
        if (exchange.containsKey("keep")) {
            object(exchange, "keep").forEach((name, member) -> kept.put(name, answer.text(String.valueOf(member))));
        }
    }

    private void assertLike(String where, @Nullable Object expected, @Nullable Object actual) {
        if (expected instanceof Map<?, ?> members) {
            assertThat(actual).as(where).isInstanceOf(Map.class);
            members.forEach((name, value) -> {
                assertThat(((Map<?, ?>) actual).containsKey(name))
                        .as(where + "." + name)
                        .isTrue();
                assertLike(where + "." + name, value, ((Map<?, ?>) actual).get(name));
            });
        } else if (expected instanceof List<?> elements) {
            assertThat(actual).as(where).isInstanceOf(List.class);
            if (!elements.isEmpty()) {
                assertThat((List<?>) actual)
                        .as(where)
                        .isNotEmpty()
                        .allSatisfy(element -> assertLike(where + "[]", elements.get(0), element));
            }
        } else if (expected instanceof String text && text.length() > 1 && text.startsWith("/") && text.endsWith("/")) {
            assertThat(String.valueOf(actual)).as(where).matches(text.substring(1, text.length() - 1));
        } else {
            assertThat(actual).as(where).isEqualTo(expected instanceof String text ? filled(text) : expected);
        }
    }

    private String filled(String text) {
        return KEPT.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(kept.getOrDefault(found.group(1), found.group())));
    }

    private static Map<String, Object> read() {
        try (InputStream resource = MeteredTest.class.getResourceAsStream("/metered.json")) {
            return Json.readObject(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Map<String, Object> json, String member) {
        return String.valueOf(json.get(member));
    }

    @SuppressWarnings("unchecked") // Json makes maps of nothing but objects
    private static Map<String, Object> object(Map<String, Object> json, String member) {
        return (Map<String, Object>) json.get(member);
    }

    @SuppressWarnings("unchecked") // Json makes maps of nothing but objects
    private static List<Map<String, Object>> objects(Map<String, Object> json, String member) {
        return (List<Map<String, Object>>) json.get(member);
    }
}
