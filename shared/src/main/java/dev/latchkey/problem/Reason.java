package dev.latchkey.problem;

import java.util.Locale;

/** Every way Latchkey says no. Closed: a new reason does not compile until the HTTP edge knows its status. */
public enum Reason {
    MALFORMED_REQUEST,
    UNAUTHENTICATED,
    DASHBOARD_SESSION_OVER,
    FORBIDDEN,
    RATE_LIMITED,
    PAYLOAD_TOO_LARGE,
    HEADERS_TOO_LARGE,
    UNSUPPORTED_MEDIA_TYPE,
    TOKEN_REQUIRED,
    TOKEN_INVALID,
    TOKEN_EXPIRED,
    TOKEN_NOT_YET_VALID,
    TOKEN_REVOKED,
    TOKEN_FOR_ANOTHER_ROOM,
    ROOM_NOT_FOUND,
    ROOM_EXISTS,
    ROOM_NOT_OPEN,
    ROOM_EXPIRED,
    ROOM_FULL,
    ALREADY_INSIDE,
    TOKEN_IN_USE,
    BANNED,
    WAITING,
    JOIN_REQUEST_NOT_FOUND,
    JOIN_REQUEST_EXPIRED,
    ALREADY_DECIDED,
    PEER_NOT_FOUND,
    SESSION_NOT_FOUND,
    WEBHOOK_NOT_FOUND,
    DASHBOARD_SESSION_NOT_FOUND,
    ROLE_CHANGE_NOT_ALLOWED,
    IDEMPOTENCY_CONFLICT,
    APP_EXISTS,
    APP_NOT_FOUND,
    KEY_NOT_FOUND,
    ROUTE_NOT_FOUND,
    INTERNAL,
    UNAVAILABLE;

    /** Whether it says that Latchkey failed, whatever the caller asked for. */
    public boolean isFault() {
        return this == INTERNAL || this == UNAVAILABLE;
    }

    /** The stable word for this reason in answers and logs, such as {@code room_not_found}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
