package dev.latchkey.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that is asked of the service. Immutable; may hold a token, and does not print. */
final class Call {
    private final String method;
    private final String path;
    private final Members query;
    /** Null for none. */
    private final @Nullable String body;
    /** Null for none. */
    private final @Nullable String idempotencyKey;

    private final boolean repeatable;
    private final Duration least;

    private Call(
            String method,
            String path,
            Members query,
            @Nullable String body,
            @Nullable String idempotencyKey,
            boolean repeatable,
            Duration least) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.body = body;
        this.idempotencyKey = idempotencyKey;
        this.repeatable = repeatable;
        this.least = least;
    }

    /** Changes nothing, so it may be repeated. */
    static Call get(String... path) {
        return of("GET", path).repeatable();
    }

    static Call post(String... path) {
        return of("POST", path);
    }

    /** Sets what is to hold from now on, so it may be repeated. */
    static Call put(String... path) {
        return of("PUT", path).repeatable();
    }

    static Call patch(String... path) {
        return of("PATCH", path);
    }

    /** Not repeatable: what was made meanwhile under the same name would go too, and a second answer denies the first. */
    static Call delete(String... path) {
        return of("DELETE", path);
    }

    private static Call of(String method, String... path) {
        StringBuilder text = new StringBuilder();
        for (String segment : path) {
            text.append('/').append(segment(segment));
        }
        return new Call(method, text.toString(), Members.NONE, null, null, false, Duration.ZERO);
    }

    /** A value as a part of a path, which leads nowhere else. */
    private static String segment(String value) {
        if (value.isEmpty() || value.equals(".") || value.equals("..")) {
            throw new IllegalArgumentException("a name or an id is empty or made of dots");
        }
        return encoded(value);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    Call query(String name, Object value) {
        return new Call(method, path, query.with(name, value), body, idempotencyKey, repeatable, least);
    }

    Call body(Map<String, ?> json) {
        return new Call(method, path, query, Json.write(json), idempotencyKey, repeatable, least);
    }

    /** Counts once however often it has to be sent. */
    Call once() {
        return new Call(method, path, query, body, UUID.randomUUID().toString(), true, least);
    }

    /** May be sent again when nobody knows whether it has arrived. */
    Call repeatable() {
        return new Call(method, path, query, body, idempotencyKey, true, least);
    }

    /** Has at least this long to be answered. */
    Call takesUpTo(Duration duration) {
        return new Call(method, path, query, body, idempotencyKey, repeatable, duration);
    }

    String method() {
        return method;
    }

    /** Path and query, with every value in it encoded. */
    String target() {
        StringBuilder target = new StringBuilder(path);
        char separator = '?';
        for (Map.Entry<String, ?> parameter : query.json().entrySet()) {
            target.append(separator)
                    .append(parameter.getKey())
                    .append('=')
                    .append(encoded(String.valueOf(parameter.getValue())));
            separator = '&';
        }
        return target.toString();
    }

    Optional<String> body() {
        return Optional.ofNullable(body);
    }

    Optional<String> idempotencyKey() {
        return Optional.ofNullable(idempotencyKey);
    }

    boolean isRepeatable() {
        return repeatable;
    }

    /** @param usual how long a call may take that asks for no more */
    Duration timeout(Duration usual) {
        return usual.compareTo(least) < 0 ? least : usual;
    }
}
