package dev.latchkey.local.gateway;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The events of a WebSocket API, as API Gateway sends them. */
final class LiveEvents {
    private LiveEvents() {}

    static Map<String, Object> connect(String connection, HttpCall call, Instant now) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("headers", call.headers());
        Map<String, Object> context = context(connection, "CONNECT", "$connect", now);
        context.put("identity", Map.of("sourceIp", call.sourceIp()));
        event.put("requestContext", context);
        event.put("isBase64Encoded", false);
        return event;
    }

    static Map<String, Object> message(String connection, String body, boolean binary, Instant now) {
        Map<String, Object> event = new LinkedHashMap<>();
        Map<String, Object> context = context(connection, "MESSAGE", "$default", now);
        context.put("messageId", UUID.randomUUID().toString());
        event.put("requestContext", context);
        event.put("body", body);
        event.put("isBase64Encoded", binary);
        return event;
    }

    static Map<String, Object> disconnect(String connection, Instant now) {
        Map<String, Object> event = new LinkedHashMap<>();
        Map<String, Object> context = context(connection, "DISCONNECT", "$disconnect", now);
        context.put("disconnectStatusCode", 1005);
        context.put("disconnectReason", "");
        event.put("requestContext", context);
        event.put("isBase64Encoded", false);
        return event;
    }

    private static Map<String, Object> context(String connection, String type, String route, Instant now) {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("routeKey", route);
        context.put("eventType", type);
        context.put("messageDirection", "IN");
        context.put("requestId", UUID.randomUUID().toString());
        context.put("requestTimeEpoch", now.toEpochMilli());
        context.put("stage", "live");
        context.put("connectionId", connection);
        context.put("domainName", "localhost");
        context.put("apiId", "local");
        return context;
    }
}
