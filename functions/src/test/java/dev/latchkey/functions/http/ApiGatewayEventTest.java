package dev.latchkey.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import dev.latchkey.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiGatewayEventTest {
    /** AWS' own classes, which read by reflection, are the second opinion. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "create-room.json",
                "create-room.no-body.json",
                "create-room.base64-body.json",
                "create-room.bearer-key.json",
                "create-room.secret-key-in-query.json",
                "get-room.json",
                "join-request.json",
                "session-jwks.json"
            })
    void eventIsReadAsAwsReadsIt(String file) throws IOException {
        APIGatewayV2HTTPEvent typed = EventLoader.loadApiGatewayHttpEvent("events/" + file);
        try (InputStream event = open(file)) {
            Request request = ApiGatewayEvent.read(event);

            assertThat(request.id()).isEqualTo(typed.getRequestContext().getRequestId());
            assertThat(request.method())
                    .isEqualTo(typed.getRequestContext().getHttp().getMethod());
            assertThat(request.route()).isEqualTo(typed.getRouteKey());
            assertThat(request.sourceIp())
                    .isEqualTo(typed.getRequestContext().getHttp().getSourceIp());
            assertThat(request.headers()).isEqualTo(lowerCase(typed.getHeaders()));
            assertThat(request.query()).isEqualTo(orEmpty(typed.getQueryStringParameters()));
            assertThat(request.path()).isEqualTo(orEmpty(typed.getPathParameters()));
            assertThat(request.url())
                    .isEqualTo("https://" + typed.getRequestContext().getDomainName());
            assertThat(request.content()).isEqualTo(content(typed));
        }
    }

    private static InputStream open(String file) {
        return Objects.requireNonNull(ApiGatewayEventTest.class.getResourceAsStream("/events/" + file), file);
    }

    private static Map<String, String> orEmpty(Map<String, String> map) {
        return map == null ? Map.of() : map;
    }

    private static Map<String, String> lowerCase(Map<String, String> headers) {
        Map<String, String> lower = new HashMap<>();
        orEmpty(headers).forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return lower;
    }

    private static String content(APIGatewayV2HTTPEvent event) {
        String body = event.getBody() == null ? "" : event.getBody();
        return event.getIsBase64Encoded() ? new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8) : body;
    }

    @Test
    void whatIsMissingIsEmpty() throws IOException {
        Request request = read("{}");

        assertThat(request).isEqualTo(new Request("", "", "", Map.of(), Map.of(), Map.of(), "", "", List.of(), ""));
    }

    @Test
    void whatIsNullIsEmpty() throws IOException {
        Request request = read("{\"body\":null,\"headers\":null,\"queryStringParameters\":null,\"pathParameters\":null,"
                + "\"routeKey\":null,\"requestContext\":{\"requestId\":null,\"http\":{\"method\":null}}}");

        assertThat(request).isEqualTo(new Request("", "", "", Map.of(), Map.of(), Map.of(), "", "", List.of(), ""));
    }

    @Test
    void whatNobodyAsksForIsSkipped() throws IOException {
        Request request = read("{\"other\":[\"a=b\"],\"stageVariables\":{\"body\":\"x\"},"
                + "\"requestContext\":{\"authorizer\":{\"jwt\":{\"claims\":{\"requestId\":\"x\"}}},\"requestId\":\"req-1\","
                + "\"http\":{\"other\":{\"method\":\"x\"},\"method\":\"GET\"},\"timeEpoch\":1},\"body\":\"{}\"}");

        assertThat(request.id()).isEqualTo("req-1");
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.content()).isEqualTo("{}");
    }

    @Test
    void namesOfHeadersAreLowerCaseAndOthersKeepTheirs() throws IOException {
        Request request =
                read("{\"headers\":{\"X-Api-Key\":\"Abc\"},\"queryStringParameters\":{\"secretKey\":\"Abc\"}}");

        assertThat(request.header("x-api-key")).contains("Abc");
        assertThat(request.query("secretKey")).contains("Abc");
        assertThat(request.query("secretkey")).isEmpty();
    }

    @Test
    void answerIsWrittenAsApiGatewayReadsIt() throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ApiGatewayEvent.write(new Response(404, Map.of("content-type", "text/plain"), "\u00e4\"\n"), answer);

        assertThat(answer.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"statusCode\":404,\"headers\":{\"content-type\":\"text/plain\","
                        + "\"x-content-type-options\":\"nosniff\"},\"body\":\"\u00e4\\\"\\n\"}");
    }

    @Test
    void cookiesComeAndGoBesideTheHeaders() throws IOException {
        assertThat(read("{\"cookies\":[\"a=1\",\"b=2\"],\"body\":\"{}\"}").cookies())
                .containsExactly("a=1", "b=2");
        assertThat(read("{\"cookies\":null}").cookies()).isEmpty();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ApiGatewayEvent.write(new Response(200, Map.of(), "").withCookie("a=1; Path=/"), answer);

        assertThat(Json.readObject(answer.toString(StandardCharsets.UTF_8)))
                .containsEntry("cookies", List.of("a=1; Path=/"));
    }

    @Test
    void neitherRequestNorResponseEverPrintsItself() throws IOException {
        Request request = read(Json.write(Map.of(
                "body",
                "sesame",
                "headers",
                Map.of("x-api-key", "sesame"),
                "requestContext",
                Map.of("requestId", "r1"))));

        assertThat(request).hasToString("Request[r1]");
        assertThat(Response.ok(Map.of("token", "sesame"))).hasToString("Response[200]");
    }

    private static Request read(String event) throws IOException {
        return ApiGatewayEvent.read(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)));
    }
}
