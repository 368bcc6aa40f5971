package dev.latchkey.bench.harness;

import dev.latchkey.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** A call as API Gateway hands it over: HTTP API, payload format 2.0, with as many headers as a browser's call has. */
public final class HttpEvent {
    private final String route;
    private final Map<String, String> path;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String body = "";

    HttpEvent(String route, Map<String, String> path) {
        this.route = route;
        this.path = path;
        headers.put("accept", "application/json");
        headers.put("host", "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com");
        headers.put("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0");
        headers.put("x-amzn-trace-id", "Root=1-6b02bd23-0053b5620f0932487b716c44");
        headers.put("x-forwarded-for", "203.0.113.7");
        headers.put("x-forwarded-port", "443");
        headers.put("x-forwarded-proto", "https");
    }

    HttpEvent header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    HttpEvent bearer(String token) {
        return header("authorization", "Bearer " + token);
    }

    /** Single quotes stand for double ones. */
    HttpEvent body(String json) {
        body = json.replace('\'', '"');
        return header("content-type", "application/json").header("content-length", String.valueOf(body.length()));
    }

    String route() {
        return route;
    }

    String json() {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("version", "2.0");
        event.put("routeKey", route);
        event.put("rawPath", rawPath());
        event.put("rawQueryString", "");
        event.put("headers", headers);
        event.put("requestContext", context());
        if (!path.isEmpty()) {
            event.put("pathParameters", path);
        }
        if (!body.isEmpty()) {
            event.put("body", body);
        }
        event.put("isBase64Encoded", false);
        return Json.write(event);
    }

    private String rawPath() {
        String filled = route.substring(route.indexOf('/'));
        for (Map.Entry<String, String> part : path.entrySet()) {
            filled = filled.replace("{" + part.getKey() + "}", part.getValue());
        }
        return filled;
    }

    private Map<String, ?> context() {
        return Map.of(
                "accountId", "123456789012",
                "apiId", "a1b2c3d4e5",
                "domainName", "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com",
                "requestId", "b83VFYnjOmgqVl=",
                "routeKey", route,
                "stage", "$default",
                "http",
                        Map.of(
                                "method", route.substring(0, route.indexOf(' ')),
                                "path", rawPath(),
                                "protocol", "HTTP/1.1",
                                "sourceIp", "203.0.113.7",
                                "userAgent", "Mozilla/5.0"));
    }
}
