package dev.latchkey.local.gateway;

import dev.latchkey.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes a call as the event that API Gateway would send: HTTP API, payload format 2.0. */
final class GatewayEvent {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** Between this server and its client only, or, like the cookies, told elsewhere in the event. */
    private static final Set<String> LEFT_OUT =
            Set.of("connection", "keep-alive", "transfer-encoding", "upgrade", "cookie");

    private GatewayEvent() {}

    static byte[] of(HttpCall call, Target target, Route route, Map<String, String> path, String id, Instant now) {
        Map<String, String> headers = call.headers();
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("version", "2.0");
        event.put("routeKey", route.key());
        event.put("rawPath", target.rawPath());
        event.put("rawQueryString", target.rawQuery());
        if (headers.containsKey("cookie")) {
            event.put("cookies", cookies(headers.get("cookie")));
        }
        event.put("headers", forwarded(call, headers));
        if (!target.query().isEmpty()) {
            event.put("queryStringParameters", target.query());
        }
        event.put("requestContext", context(call, target, route, headers, id, now));
        if (!path.isEmpty()) {
            event.put("pathParameters", path);
        }
        putBody(event, call.body(), headers.getOrDefault("content-type", ""));
        return Json.write(event).getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> cookies(String header) {
        return Arrays.stream(header.split("[;,]"))
                .map(String::trim)
                .filter(cookie -> !cookie.isEmpty())
                .toList();
    }

    private static Map<String, String> forwarded(HttpCall call, Map<String, String> headers) {
        Map<String, String> forwarded = new LinkedHashMap<>(headers);
        forwarded.keySet().removeAll(LEFT_OUT);
        forwarded.merge("x-forwarded-for", call.sourceIp(), (before, here) -> before + ", " + here);
        forwarded.put("x-forwarded-port", String.valueOf(call.port()));
        forwarded.put("x-forwarded-proto", "http");
        return forwarded;
    }

    private static Map<String, Object> context(
            HttpCall call, Target target, Route route, Map<String, String> headers, String id, Instant now) {
        Map<String, Object> http = new LinkedHashMap<>();
        http.put("method", call.method());
        http.put("path", target.rawPath());
        http.put("protocol", call.protocol());
        http.put("sourceIp", call.sourceIp());
        http.put("userAgent", headers.getOrDefault("user-agent", ""));
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("accountId", "000000000000");
        context.put("apiId", "local");
        context.put("domainName", headers.getOrDefault("host", "localhost"));
        context.put("domainPrefix", "local");
        context.put("http", http);
        context.put("requestId", id);
        context.put("routeKey", route.key());
        context.put("stage", "$default");
        context.put("time", TIME.format(now));
        context.put("timeEpoch", now.toEpochMilli());
        return context;
    }

    private static void putBody(Map<String, Object> event, byte[] body, String contentType) {
        Optional<String> text = isText(contentType) ? utf8(body) : Optional.empty();
        if (body.length > 0) {
            event.put("body", text.orElseGet(() -> Base64.getEncoder().encodeToString(body)));
        }
        event.put("isBase64Encoded", body.length > 0 && text.isEmpty());
    }

    private static boolean isText(String contentType) {
        String type =
                contentType.toLowerCase(Locale.ROOT).replaceFirst(";.*", "").trim();
        return type.startsWith("text/")
                || type.equals("application/json")
                || type.equals("application/javascript")
                || type.equals("application/xml")
                || type.endsWith("+json")
                || type.endsWith("+xml");
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
