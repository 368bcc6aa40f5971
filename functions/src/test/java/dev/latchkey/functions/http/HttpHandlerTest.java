package dev.latchkey.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

class HttpHandlerTest {
    /** Stands in every place of a request that may hold a key, a token, a name or an address. */
    private static final String SECRET = "sesame";

    private final NotedContext context = new NotedContext();

    /** A function that does one thing. */
    private static final class Doing implements HttpHandler {
        private final Function<Request, Response> work;

        Doing(Function<Request, Response> work) {
            this.work = work;
        }

        @Override
        public Response answer(Request request) {
            return work.apply(request);
        }
    }

    @Test
    void answerIsHandedToApiGateway() {
        Map<String, Object> answer = call(request -> Response.created(Map.of("name", "Ada")));

        assertThat(answer)
                .isEqualTo(Map.of(
                        "statusCode",
                        201L,
                        "headers",
                        Map.of(
                                "content-type",
                                "application/json",
                                "x-content-type-options",
                                "nosniff",
                                "cache-control",
                                "no-store"),
                        "body",
                        "{\"name\":\"Ada\"}"));
        assertThat(logged())
                .containsEntry("level", "INFO")
                .containsEntry("function", "function")
                .containsEntry("requestId", "req-1")
                .containsEntry("lambdaRequestId", "invocation-1")
                .containsEntry("route", "POST /api/v1/join/{appName}/{roomName}")
                .containsEntry("status", 201L)
                .doesNotContainKeys("reason", "failure", "at");
        assertThat((Long) logged().get("micros")).isNotNegative();
    }

    @Test
    void refusalIsAProblemAndItsReasonIsLogged() {
        Map<String, Object> answer = call(request -> {
            throw new RefusedException(Reason.BANNED, "this user is banned from this room");
        });

        assertThat(answer).containsEntry("statusCode", 403L);
        assertThat(body(answer))
                .containsEntry("code", "banned")
                .containsEntry("detail", "this user is banned from this room")
                .containsEntry("instance", "/requests/req-1");
        assertThat(logged())
                .containsEntry("level", "INFO")
                .containsEntry("status", 403L)
                .containsEntry("reason", "banned")
                .doesNotContainKeys("failure", "at");
    }

    @Test
    void defectTellsTheCallerNothingAndTheLogWhere() {
        Map<String, Object> answer = call(request -> {
            throw new IllegalStateException(SECRET + request.content());
        });

        assertThat(answer).containsEntry("statusCode", 500L);
        assertThat(body(answer))
                .containsEntry("code", "internal")
                .containsEntry("detail", "something went wrong on our side");
        assertThat(answer.toString()).doesNotContain(SECRET);
        assertThat(logged())
                .containsEntry("level", "ERROR")
                .containsEntry("reason", "internal")
                .containsEntry("failure", "java.lang.IllegalStateException");
        assertThat(String.valueOf(logged().get("at"))).contains("HttpHandlerTest.java");
        assertThat(context.log()).doesNotContain(SECRET);
    }

    @Test
    void defectInsideALibraryIsLoggedWhereWeCalledIt() {
        call(request -> Response.ok(Map.of("n", Integer.parseInt(SECRET))));

        assertThat(logged()).containsEntry("failure", "java.lang.NumberFormatException");
        assertThat(String.valueOf(logged().get("at")))
                .contains("dev.latchkey.functions.http.HttpHandlerTest")
                .doesNotContain("java.lang.Integer");
        assertThat(context.log()).doesNotContain(SECRET);
    }

    @Test
    void outageOfAServiceSaysWhenToComeAgain() {
        for (RuntimeException outage : new RuntimeException[] {
            SdkClientException.create("connect to " + SECRET + " timed out"),
            ProvisionedThroughputExceededException.builder().message(SECRET).build()
        }) {
            NotedContext noted = new NotedContext();
            Map<String, Object> answer = call(
                    request -> {
                        throw outage;
                    },
                    noted);

            assertThat(answer).containsEntry("statusCode", 503L);
            assertThat((Map<?, ?>) answer.get("headers"))
                    .extracting("retry-after")
                    .isEqualTo("2");
            assertThat(body(answer)).containsEntry("code", "unavailable");
            assertThat(answer.toString()).doesNotContain(SECRET);
            assertThat(Json.readObject(noted.log()))
                    .containsEntry("level", "ERROR")
                    .containsEntry("reason", "unavailable")
                    .containsEntry("failure", outage.getClass().getName());
            assertThat(noted.log()).doesNotContain(SECRET);
        }
    }

    @Test
    void logHoldsNothingOfTheRequestThatCouldBeASecret() {
        call(request -> {
            assertThat(request.content()).contains(SECRET);
            assertThat(request.header("authorization")).contains("Bearer " + SECRET);
            assertThat(request.query("secretKey")).contains(SECRET);
            assertThat(request.path("roomName")).isEqualTo(SECRET);
            assertThat(request.sourceIp()).isEqualTo(SECRET);
            return Response.ok(Map.of("sessionToken", SECRET)).with("x-secret", SECRET);
        });

        assertThat(logged()).containsEntry("status", 200L);
        assertThat(context.log()).doesNotContain(SECRET);
    }

    @Test
    void logIsOneLine() {
        call(request -> Response.ok(Map.of()));

        assertThat(context.log()).endsWith("}\n").containsOnlyOnce("\n");
    }

    @Test
    void bodyOfSixtyFourKibibytesIsRead() {
        Map<String, Object> event = event();
        event.put("body", "\"" + "x".repeat(64 * 1024 - 2) + "\"");

        assertThat(call(request -> Response.ok(Map.of()), event)).containsEntry("statusCode", 200L);
    }

    @Test
    void longerBodyIsTooLarge() {
        Map<String, Object> event = event();
        event.put("body", "\"" + "x".repeat(64 * 1024 - 1) + "\"");

        Map<String, Object> answer = call(request -> Response.ok(Map.of()), event);

        assertThat(answer).containsEntry("statusCode", 413L);
        assertThat(body(answer)).containsEntry("code", "payload_too_large");
    }

    @Test
    void lengthIsCountedInBytes() {
        Map<String, Object> event = event();
        event.put("body", "\"" + "\u00e4".repeat(32 * 1024) + "\"");

        assertThat(call(request -> Response.ok(Map.of()), event)).containsEntry("statusCode", 413L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "Application/JSON",
                "application/json ;q=1",
                "application/merge-patch+json"
            })
    void bodyIsJson(String type) {
        assertThat(call(request -> Response.ok(Map.of()), withType(type))).containsEntry("statusCode", 200L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=application/json",
                "application/jsonp",
                "text/html; a=application/json"
            })
    void otherTypeOfBodyIsRefused(String type) {
        Map<String, Object> answer = call(request -> Response.ok(Map.of()), withType(type));

        assertThat(answer).containsEntry("statusCode", 415L);
        assertThat(body(answer)).containsEntry("code", "unsupported_media_type");
    }

    @Test
    void typeOfNoBodyDoesNotMatter() {
        Map<String, Object> event = withType("text/plain");
        event.remove("body");

        assertThat(call(request -> Response.ok(Map.of()), event)).containsEntry("statusCode", 200L);
    }

    private static Map<String, Object> withType(String type) {
        Map<String, Object> event = event();
        event.put("headers", Map.of("content-type", type));
        return event;
    }

    private static Map<String, Object> event() {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("version", "2.0");
        event.put("routeKey", "POST /api/v1/join/{appName}/{roomName}");
        event.put("rawPath", "/api/v1/join/acme/" + SECRET);
        event.put("rawQueryString", "secretKey=" + SECRET);
        event.put("headers", Map.of("Authorization", "Bearer " + SECRET, "x-api-key", SECRET));
        event.put("queryStringParameters", Map.of("secretKey", SECRET));
        event.put("pathParameters", Map.of("appName", "acme", "roomName", SECRET));
        event.put(
                "requestContext",
                Map.of(
                        "requestId",
                        "req-1",
                        "domainName",
                        SECRET,
                        "http",
                        Map.of("method", "POST", "path", "/" + SECRET, "sourceIp", SECRET, "userAgent", SECRET)));
        event.put("body", "{\"name\":\"" + SECRET + "\"}");
        event.put("isBase64Encoded", false);
        return event;
    }

    private Map<String, Object> call(Function<Request, Response> work) {
        return call(work, context);
    }

    private static Map<String, Object> call(Function<Request, Response> work, NotedContext noted) {
        return call(work, event(), noted);
    }

    private Map<String, Object> call(Function<Request, Response> work, Map<String, Object> event) {
        return call(work, event, context);
    }

    private static Map<String, Object> call(
            Function<Request, Response> work, Map<String, Object> event, NotedContext noted) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            new Doing(work)
                    .handleRequest(
                            new ByteArrayInputStream(Json.write(event).getBytes(StandardCharsets.UTF_8)),
                            answer,
                            noted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Json.readObject(answer.toString(StandardCharsets.UTF_8));
    }

    private Map<String, Object> logged() {
        return Json.readObject(context.log());
    }

    private static Map<String, Object> body(Map<String, Object> answer) {
        return Json.readObject(String.valueOf(answer.get("body")));
    }
}
