package dev.latchkey.functions.http;

import dev.latchkey.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One HTTP answer.
 *
 * @param cookies each as a {@code Set-Cookie} has it
 */
public record Response(int status, Map<String, String> headers, List<String> cookies, String body) {
    private static final String JSON = "application/json";

    public Response {
        headers = Map.copyOf(headers);
        cookies = List.copyOf(cookies);
    }

    /** An answer that sets no cookie. */
    public Response(int status, Map<String, String> headers, String body) {
        this(status, headers, List.of(), body);
    }

    /** An answer that says nothing but that it is good. */
    public static final Response EMPTY = new Response(200, Map.of(), "");

    public static Response ok(Map<String, ?> json) {
        return json(200, json);
    }

    public static Response created(Map<String, ?> json) {
        return json(201, json);
    }

    public static Response accepted(Map<String, ?> json) {
        return json(202, json);
    }

    /** Done, and there is nothing to say. */
    public static Response noContent() {
        return new Response(204, Map.of("cache-control", "no-store"), "");
    }

    /** An answer that nothing on the way may keep, since answers here hold tokens and names. */
    private static Response json(int status, Map<String, ?> json) {
        return new Response(status, Map.of("content-type", JSON, "cache-control", "no-store"), Json.write(json));
    }

    public Response with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Response(status, more, cookies, body);
    }

    public Response withCookie(String cookie) {
        return new Response(status, headers, List.of(cookie), body);
    }

    /** An answer may carry tokens and names: it does not print. */
    @Override
    public String toString() {
        return "Response[" + status + "]";
    }
}
