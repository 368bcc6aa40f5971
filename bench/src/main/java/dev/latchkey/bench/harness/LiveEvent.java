package dev.latchkey.bench.harness;

import dev.latchkey.json.Json;
import dev.latchkey.live.Push;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What API Gateway hands over of a live connection. */
final class LiveEvent {
    private final String connection;

    /** Of a new connection. */
    LiveEvent() {
        this.connection = UUID.randomUUID().toString();
    }

    String connect(String token) {
        return json("$connect", Map.of("sec-websocket-protocol", "latchkey.v1, latchkey.token." + token), "");
    }

    String ping() {
        return json("$default", Map.of(), "{\"type\":\"ping\",\"id\":\"1\"}");
    }

    String disconnect() {
        return json("$disconnect", Map.of(), "");
    }

    /** A message of a queue: this connection is to be told how everything stands. */
    String state() {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("messageId", UUID.randomUUID().toString());
        message.put("body", new Push.OfState(connection).text());
        message.put("attributes", Map.of("ApproximateReceiveCount", "1"));
        return Json.write(Map.of("Records", List.of(message)));
    }

    private String json(String route, Map<String, String> headers, String body) {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("routeKey", route);
        context.put("requestId", UUID.randomUUID().toString());
        context.put("connectionId", connection);
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("headers", headers);
        event.put("requestContext", context);
        event.put("body", body);
        event.put("isBase64Encoded", false);
        return Json.write(event);
    }
}
