package dev.latchkey.functions.http;

import dev.latchkey.json.Json;
import dev.latchkey.problem.FieldError;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one table from {@link Reason} to {@code application/problem+json} (RFC 9457), with Metered's {@code success} and {@code
 * message} beside it.
 */
public final class Problems {
    /** Where nobody knows better. */
    private static final long RETRY_SECONDS = 2;

    private Problems() {}

    public static Response response(RefusedException refused, String requestId) {
        return response(refused, status(refused.reason()), requestId);
    }

    /** The same under another status than the reason's own. */
    public static Response response(RefusedException refused, int status, String requestId) {
        Reason reason = refused.reason();
        Response response = response(status, json(refused, status, "/requests/" + requestId));
        if (reason == Reason.UNAUTHENTICATED) {
            return response.with("www-authenticate", "Bearer");
        }
        return switch (reason) {
            case UNAVAILABLE, RATE_LIMITED, ROOM_NOT_OPEN -> response.with("retry-after", retryAfter(refused));
            default -> response;
        };
    }

    /** Whole seconds, rounded up: whoever comes back when told to is not to be told again. */
    private static String retryAfter(RefusedException refused) {
        Duration wait = refused.retryAfter();
        return Long.toString(
                wait.isZero() ? RETRY_SECONDS : wait.plusMillis(999).toSeconds());
    }

    /** A problem that has more to say than its kind. */
    public static Response response(Reason reason, String detail, Map<String, ?> more, String requestId) {
        Response plain = response(reason, status(reason), detail, List.of(), requestId);
        Map<String, Object> problem = new LinkedHashMap<>(Json.readObject(plain.body()));
        problem.putAll(more);
        return new Response(plain.status(), plain.headers(), Json.write(problem));
    }

    /** A problem under another status than its own, for the one call that answers every bad token alike. */
    public static Response response(
            Reason reason, int status, String detail, List<FieldError> errors, String requestId) {
        return response(status, json(reason, status, detail, errors, 0, "/requests/" + requestId));
    }

    private static Response response(int status, Map<String, Object> problem) {
        return new Response(
                status,
                Map.of("content-type", "application/problem+json", "cache-control", "no-store"),
                Json.write(problem));
    }

    /**
     * The problem alone, for who is not answered by HTTP.
     *
     * @param instance names what was refused
     */
    public static Map<String, Object> json(RefusedException refused, String instance) {
        return json(refused, status(refused.reason()), instance);
    }

    private static Map<String, Object> json(RefusedException refused, int status, String instance) {
        Map<String, Object> problem =
                json(refused.reason(), status, refused.detail(), refused.errors(), refused.moreErrors(), instance);
        if (!refused.departure().isEmpty()) {
            problem.put("departure", refused.departure());
        }
        return problem;
    }

    private static Map<String, Object> json(
            Reason reason, int status, String detail, List<FieldError> errors, int moreErrors, String instance) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "/problems/" + reason.code().replace('_', '-'));
        problem.put("title", title(reason));
        problem.put("status", status);
        problem.put("detail", detail);
        problem.put("instance", instance);
        problem.put("code", reason.code());
        problem.put("success", false);
        problem.put("message", detail);
        if (!errors.isEmpty()) {
            List<Map<String, Object>> fields = new ArrayList<>();
            for (FieldError error : errors) {
                Map<String, Object> field = new LinkedHashMap<>();
                field.put("field", error.field());
                field.put("message", error.message());
                fields.add(field);
            }
            problem.put("errors", fields);
        }
        if (moreErrors > 0) {
            problem.put("moreErrors", moreErrors);
        }
        return problem;
    }

    public static int status(Reason reason) {
        return switch (reason) {
            case MALFORMED_REQUEST -> 400;
            case UNAUTHENTICATED,
                    DASHBOARD_SESSION_OVER,
                    TOKEN_REQUIRED,
                    TOKEN_INVALID,
                    TOKEN_EXPIRED,
                    TOKEN_NOT_YET_VALID,
                    TOKEN_REVOKED -> 401;
            case FORBIDDEN, TOKEN_FOR_ANOTHER_ROOM, ROOM_NOT_OPEN, BANNED, ROLE_CHANGE_NOT_ALLOWED, WAITING -> 403;
            case ROOM_NOT_FOUND,
                    JOIN_REQUEST_NOT_FOUND,
                    PEER_NOT_FOUND,
                    SESSION_NOT_FOUND,
                    WEBHOOK_NOT_FOUND,
                    DASHBOARD_SESSION_NOT_FOUND,
                    APP_NOT_FOUND,
                    KEY_NOT_FOUND,
                    ROUTE_NOT_FOUND -> 404;
            case ROOM_EXISTS,
                    ROOM_FULL,
                    ALREADY_INSIDE,
                    TOKEN_IN_USE,
                    ALREADY_DECIDED,
                    IDEMPOTENCY_CONFLICT,
                    APP_EXISTS -> 409;
            case ROOM_EXPIRED, JOIN_REQUEST_EXPIRED -> 410;
            case PAYLOAD_TOO_LARGE -> 413;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
            case RATE_LIMITED -> 429;
            case HEADERS_TOO_LARGE -> 431;
            case INTERNAL -> 500;
            case UNAVAILABLE -> 503;
        };
    }

    private static String title(Reason reason) {
        return switch (reason) {
            case MALFORMED_REQUEST -> "The request is not well formed";
            case UNAUTHENTICATED -> "An API key is needed";
            case DASHBOARD_SESSION_OVER -> "The dashboard session is over";
            case FORBIDDEN -> "You may not do that";
            case RATE_LIMITED -> "Too many requests";
            case PAYLOAD_TOO_LARGE -> "The request is too large";
            case HEADERS_TOO_LARGE -> "The headers are too large";
            case UNSUPPORTED_MEDIA_TYPE -> "The body is not JSON";
            case TOKEN_REQUIRED -> "A token is needed";
            case TOKEN_INVALID -> "The token is not valid";
            case TOKEN_EXPIRED -> "The token has expired";
            case TOKEN_NOT_YET_VALID -> "The token is not valid yet";
            case TOKEN_REVOKED -> "The token has been revoked";
            case TOKEN_FOR_ANOTHER_ROOM -> "The token is for another room";
            case ROOM_NOT_FOUND -> "There is no such room";
            case ROOM_EXISTS -> "The room name is taken";
            case ROOM_NOT_OPEN -> "The room is not open yet";
            case ROOM_EXPIRED -> "The room has expired";
            case ROOM_FULL -> "The room is full";
            case ALREADY_INSIDE -> "This user is inside already";
            case TOKEN_IN_USE -> "As many as the token admits are inside";
            case BANNED -> "This user is banned from the room";
            case WAITING -> "Somebody inside has to decide first";
            case JOIN_REQUEST_NOT_FOUND -> "There is no such join request";
            case JOIN_REQUEST_EXPIRED -> "The join request has expired";
            case ALREADY_DECIDED -> "The join request has been decided";
            case PEER_NOT_FOUND -> "There is no such peer in the room";
            case SESSION_NOT_FOUND -> "There is no such meeting in the room";
            case WEBHOOK_NOT_FOUND -> "There is no such webhook";
            case DASHBOARD_SESSION_NOT_FOUND -> "There is no such dashboard session";
            case ROLE_CHANGE_NOT_ALLOWED -> "You may not change that role";
            case IDEMPOTENCY_CONFLICT -> "The idempotency key came with another request";
            case APP_EXISTS -> "The app name is taken";
            case APP_NOT_FOUND -> "There is no such app";
            case KEY_NOT_FOUND -> "There is no such API key";
            case ROUTE_NOT_FOUND -> "There is no such address";
            case INTERNAL -> "Something went wrong on our side";
            case UNAVAILABLE -> "Latchkey cannot answer right now";
        };
    }
}
