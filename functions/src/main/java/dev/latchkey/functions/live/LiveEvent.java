package dev.latchkey.functions.live;

import dev.latchkey.json.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What API Gateway hands over of a live connection: the event of a WebSocket API.
 *
 * @param requestId API Gateway's
 * @param connectionId names the connection for as long as it lasts
 * @param route {@code $connect}, {@code $disconnect} or {@code $default}
 * @param headers of the handshake, by lower-case name; none after it
 * @param body the message as it came; in Base64 when it was binary
 * @param binary whether the message was no text
 */
record LiveEvent(
        String requestId, String connectionId, String route, Map<String, String> headers, String body, boolean binary) {
    /** @throws RuntimeException when it is another kind of event */
    static LiveEvent read(String event) {
        Map<String, Object> json = Json.readObject(event);
        Map<?, ?> context = members(json.get("requestContext"));
        Map<String, String> headers = new LinkedHashMap<>();
        if (json.get("headers") instanceof Map<?, ?> sent) {
            sent.forEach((name, value) -> headers.put(String.valueOf(name).toLowerCase(Locale.ROOT), text(value)));
        }
        return new LiveEvent(
                text(context.get("requestId")),
                text(context.get("connectionId")),
                text(context.get("routeKey")),
                headers,
                text(json.get("body")),
                Boolean.TRUE.equals(json.get("isBase64Encoded")));
    }

    private static Map<?, ?> members(@Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            return members;
        }
        throw new IllegalArgumentException("an event of a WebSocket API has a requestContext");
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** It may carry tokens and names: it does not print. */
    @Override
    public String toString() {
        return "LiveEvent[" + requestId + "]";
    }
}
