package dev.latchkey.functions.http;

import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request, as API Gateway hands it over (HTTP API, payload format 2.0).
 *
 * @param id API Gateway's request id: in the log line and in a problem's {@code instance}
 * @param headers by lower-case name
 * @param query decoded, by name
 * @param path the decoded values of the route's placeholders
 * @param content the body as it came; empty when there was none
 */
public record Request(
        String id,
        String method,
        String route,
        Map<String, String> headers,
        Map<String, String> query,
        Map<String, String> path,
        String sourceIp,
        String content) {
    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** The value of a placeholder. The route has it, so its absence means another route than this function's. */
    public String path(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new RefusedException(Reason.ROUTE_NOT_FOUND, "there is no such address");
        }
        return value;
    }

    /** A request may carry keys, tokens and names: it does not print. */
    @Override
    public String toString() {
        return "Request[" + id + "]";
    }
}
