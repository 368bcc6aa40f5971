package dev.latchkey.local.gateway;

import dev.latchkey.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what a function answered as API Gateway does (payload format 2.0). */
final class LambdaAnswer {
    private LambdaAnswer() {}

    /** @throws RuntimeException when it is no answer at all */
    static HttpAnswer parse(byte[] answer) {
        String text = new String(answer, StandardCharsets.UTF_8);
        Object json = Json.read(text);
        if (!(json instanceof Map<?, ?> members) || !members.containsKey("statusCode")) {
            // Without a status, the whole answer is the body of a 200.
            return HttpAnswer.of(200, Map.of("content-type", "application/json"), text);
        }
        int status = Math.toIntExact((Long) members.get("statusCode"));
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("not a final HTTP status: " + status);
        }
        String content = text(members, "body");
        byte[] body = Boolean.TRUE.equals(members.get("isBase64Encoded"))
                ? Base64.getDecoder().decode(content)
                : content.getBytes(StandardCharsets.UTF_8);
        return new HttpAnswer(status, headers(members), cookies(members), body);
    }

    private static String text(Map<?, ?> members, String name) {
        return members.get(name) instanceof String text ? text : "";
    }

    private static Map<String, String> headers(Map<?, ?> members) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (members.get("headers") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> headers.put(String.valueOf(name), String.valueOf(value)));
        }
        headers.putIfAbsent("content-type", "text/plain; charset=utf-8");
        return headers;
    }

    private static List<String> cookies(Map<?, ?> members) {
        return members.get("cookies") instanceof List<?> given
                ? given.stream().map(String::valueOf).toList()
                : List.of();
    }
}
