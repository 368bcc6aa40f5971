package dev.latchkey.functions.http;

import dev.latchkey.functions.body.Body;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.RoomName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request, as API Gateway hands it over (HTTP API, payload format 2.0).
 *
 * @param id API Gateway's request id: in the log line and in a problem's {@code instance}
 * @param headers by lower-case name
 * @param query decoded, by name
 * @param path the decoded values of the route's placeholders
 * @param url scheme and host that were called
 * @param cookies each as {@code name=value}
 * @param content the body as it came; empty when there was none; half a pair of surrogates when it was no text
 */
public record Request(
        String id,
        String method,
        String route,
        Map<String, String> headers,
        Map<String, String> query,
        Map<String, String> path,
        String sourceIp,
        String url,
        List<String> cookies,
        String content) {
    private static final String BEARER = "bearer ";

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** The JSON object in the body; an empty one when there is no body. */
    public Body body() {
        return Body.of(content);
    }

    /** The type of the body in lower case without its parameters; empty when none was said. */
    public String mediaType() {
        String type = header("content-type").orElse("");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).trim().toLowerCase(Locale.ROOT);
    }

    /** The value of a placeholder. The route has it, so its absence means another route than this function's. */
    public String path(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new RefusedException(Reason.ROUTE_NOT_FOUND, "there is no such address");
        }
        return value;
    }

    /** The room that the address names. A name that no room can have is a room that is not there. */
    public RoomName roomName() {
        return RoomName.parse(path("roomName")).orElseThrow(Refusal.NO_SUCH_ROOM::toException);
    }

    /** The token in {@code Authorization: Bearer} (RFC 6750 section 2.1), whatever it is a token of. */
    public Optional<String> bearerToken() {
        return header("authorization")
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).trim());
    }

    /** A request may carry keys, tokens and names: it does not print. */
    @Override
    public String toString() {
        return "Request[" + id + "]";
    }
}
