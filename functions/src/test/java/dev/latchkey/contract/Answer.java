package dev.latchkey.contract;

import dev.latchkey.json.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a function answered.
 *
 * @param status 0 from a function without a route
 * @param cookies each as a {@code Set-Cookie} has it
 */
record Answer(int status, Map<?, ?> headers, List<String> cookies, String body) {
    static Answer read(String output) {
        if (output.isBlank()) {
            return withoutStatus("{}");
        }
        Map<String, Object> json = Json.readObject(output);
        if (json.get("statusCode") instanceof Long status && json.get("headers") instanceof Map<?, ?> headers) {
            return new Answer(
                    status.intValue(),
                    headers,
                    json.get("cookies") instanceof List<?> cookies
                            ? cookies.stream().map(String::valueOf).toList()
                            : List.of(),
                    String.valueOf(json.getOrDefault("body", "")));
        }
        return withoutStatus(output);
    }

    private static Answer withoutStatus(String body) {
        return new Answer(0, Map.of(), List.of(), body);
    }

    /** A function that fails reports the class of what it threw. */
    static Answer failed(String thrown) {
        return withoutStatus(Json.write(Map.of("code", thrown.replaceAll(".*\\.", ""))));
    }

    Map<String, Object> json() {
        return body.isEmpty() || isToken() ? Map.of() : Json.readObject(body);
    }

    boolean isToken() {
        return contentType().endsWith("+jwt");
    }

    /** Why it was refused; null when it was not. */
    @Nullable
    String code() {
        Object code = json().get("code");
        return code == null ? null : code.toString();
    }

    /** Passes when what was asked for was done, so that what is looked at afterwards is not the traces of a refusal. */
    Answer succeeded() {
        if (status < 200 || status > 299) {
            throw new AssertionError("refused: " + status + " " + body);
        }
        return this;
    }

    /** A field of the answer. */
    String text(String field) {
        Object value = json().get(field);
        if (value == null) {
            throw new AssertionError("no " + field + " in " + body);
        }
        return value.toString();
    }

    /** A field of the answer that is a list of objects. */
    @SuppressWarnings("unchecked") // Json makes maps of nothing but objects
    List<Map<String, Object>> list(String field) {
        return (List<Map<String, Object>>) json().get(field);
    }

    /** A field of the answer that is an object. */
    @SuppressWarnings("unchecked") // Json makes maps of nothing but objects
    Map<String, Object> object(String field) {
        return (Map<String, Object>) json().get(field);
    }

    /** What the browser sends from now on as the cookie of its dashboard session. */
    String dashboardCookie() {
        return cookies.stream()
                .filter(cookie -> cookie.startsWith("__Host-latchkey="))
                .map(cookie -> cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';')))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no dashboard session: " + body));
    }

    String contentType() {
        return String.valueOf(headers.get("content-type"));
    }
}
