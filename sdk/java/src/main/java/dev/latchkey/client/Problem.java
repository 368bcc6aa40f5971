package dev.latchkey.client;

import java.util.List;
import java.util.Map;

/** What an answer says of why a call was refused. Whatever it leaves out is empty. */
record Problem(String code, String detail, String requestId, List<FieldError> fieldErrors) {
    private static final String REQUESTS = "/requests/";

    static Problem of(Reply reply) {
        Map<?, ?> body = members(Json.read(reply.body()).orElse(Map.of()));
        String code = text(body, "code");
        String detail = text(body, "detail");
        String instance = text(body, "instance");
        return new Problem(
                code.isEmpty() ? codeOf(reply.status()) : code,
                detail.isEmpty() ? "the service answered " + reply.status() : detail,
                instance.startsWith(REQUESTS) ? instance.substring(REQUESTS.length()) : instance,
                body.get("errors") instanceof List<?> errors
                        ? errors.stream().map(Problem::fieldError).toList()
                        : List.of());
    }

    /** Of an answer that names no code, since it is not a function's. */
    private static String codeOf(int status) {
        return switch (status) {
            case 429 -> "rate_limited";
            case 503 -> "unavailable";
            default -> "";
        };
    }

    private static FieldError fieldError(Object error) {
        return new FieldError(text(members(error), "field"), text(members(error), "message"));
    }

    private static Map<?, ?> members(Object json) {
        return json instanceof Map<?, ?> members ? members : Map.of();
    }

    private static String text(Map<?, ?> members, String name) {
        return members.get(name) instanceof String text ? text : "";
    }
}
