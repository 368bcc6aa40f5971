package dev.latchkey.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** The events are to be those of API Gateway's documentation, "payload format version 2.0". */
class GatewayEventTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:05:07Z");
    private static final Route ROUTE = new Route("POST", "/room/{name}");

    @Test
    void everythingIsWhereApiGatewayPutsIt() {
        HttpCall call = call(
                "/room/a%20b?x=1&x=2",
                "{\"a\":1}",
                Map.entry("Content-Type", "application/json; charset=utf-8"),
                Map.entry("X-Twice", "one"),
                Map.entry("x-twice", "two"),
                Map.entry("Cookie", "a=1; b=2"),
                Map.entry("User-Agent", "curl/8"),
                Map.entry("Host", "localhost:3000"),
                Map.entry("Connection", "keep-alive"));

        assertThat(event(call)).isEqualTo(Json.readObject("""
                {"version":"2.0","routeKey":"POST /room/{name}","rawPath":"/room/a%20b","rawQueryString":"x=1&x=2",
                 "cookies":["a=1","b=2"],
                 "headers":{"content-type":"application/json; charset=utf-8","x-twice":"one,two","user-agent":"curl/8",
                   "host":"localhost:3000","x-forwarded-for":"127.0.0.1","x-forwarded-port":"3000","x-forwarded-proto":"http"},
                 "queryStringParameters":{"x":"1,2"},
                 "requestContext":{"accountId":"000000000000","apiId":"local","domainName":"localhost:3000",
                   "domainPrefix":"local",
                   "http":{"method":"POST","path":"/room/a%20b","protocol":"HTTP/1.1","sourceIp":"127.0.0.1",
                     "userAgent":"curl/8"},
                   "requestId":"id-1","routeKey":"POST /room/{name}","stage":"$default",
                   "time":"01/Mar/2026:09:05:07 +0000","timeEpoch":1772355907000},
                 "pathParameters":{"name":"a b"},"body":"{\\"a\\":1}","isBase64Encoded":false}
                """));
    }

    @Test
    void whatIsNotThereIsLeftOut() {
        assertThat(event(call("/room/a", "")))
                .doesNotContainKeys("cookies", "queryStringParameters", "body")
                .containsEntry("rawQueryString", "")
                .containsEntry("isBase64Encoded", false);
    }

    @Test
    void bodyThatIsNotDeclaredAsTextIsBase64() {
        assertThat(event(call("/room/a", "a=1", Map.entry("content-type", "application/x-www-form-urlencoded"))))
                .containsEntry("body", "YT0x")
                .containsEntry("isBase64Encoded", true);
        assertThat(event(call("/room/a", "a=1"))).containsEntry("isBase64Encoded", true);
    }

    @Test
    void clientsOwnForwardingIsContinued() {
        assertThat(event(call("/room/a", "", Map.entry("X-Forwarded-For", "203.0.113.9"))))
                .extracting("headers")
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("x-forwarded-for", "203.0.113.9, 127.0.0.1");
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    private static HttpCall call(String target, String body, Map.Entry<String, String>... fields) {
        return new HttpCall(
                "POST", target, "HTTP/1.1", List.of(fields), body.getBytes(StandardCharsets.UTF_8), "127.0.0.1", 3000);
    }

    private static Map<String, Object> event(HttpCall call) {
        Target target = Target.parse(call.target());
        Map<String, String> path = ROUTE.match("POST", target.segments()).orElseThrow();
        return Json.readObject(
                new String(GatewayEvent.of(call, target, ROUTE, path, "id-1", NOW), StandardCharsets.UTF_8));
    }
}
