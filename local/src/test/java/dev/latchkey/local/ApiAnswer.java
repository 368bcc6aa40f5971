package dev.latchkey.local;

import dev.latchkey.json.Json;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** An answer of the API, with its JSON at hand. */
public record ApiAnswer(int status, Map<String, List<String>> headers, String body) {
    static ApiAnswer of(HttpResponse<String> response) {
        return new ApiAnswer(response.statusCode(), response.headers().map(), response.body());
    }

    public Map<String, Object> json() {
        return Json.readObject(body);
    }

    /** A member of the answer as text. */
    public String text(String member) {
        return String.valueOf(json().get(member));
    }

    /** A member of the answer that is a list of objects. */
    @SuppressWarnings("unchecked") // Json makes maps of nothing but objects
    public List<Map<String, Object>> list(String member) {
        return (List<Map<String, Object>>) json().get(member);
    }

    /** A member of the answer that is an object. */
    @SuppressWarnings("unchecked") // Json makes maps of nothing but objects
    public Map<String, Object> object(String member) {
        return (Map<String, Object>) json().get(member);
    }

    /** A problem's code, after making sure that it is a whole problem. */
    public String problem() {
        if (!header("content-type").equals("application/problem+json")) {
            throw new AssertionError("not a problem: " + status + " " + body);
        }
        TreeSet<String> members = new TreeSet<>(json().keySet());
        if (!members.containsAll(List.of("type", "title", "status", "detail", "instance", "code", "success", "message"))
                || !json().get("status").equals((long) status)) {
            throw new AssertionError("not a whole problem: " + body);
        }
        return text("code");
    }

    /** The fields that a 400 complains about. */
    public List<String> badFields() {
        return ((List<?>) json().get("errors"))
                .stream()
                        .map(error -> String.valueOf(((Map<?, ?>) error).get("field")))
                        .toList();
    }

    public String header(String name) {
        return String.join(",", headers.getOrDefault(name, List.of()));
    }
}
