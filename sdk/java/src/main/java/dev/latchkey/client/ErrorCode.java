package dev.latchkey.client;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why a call was refused or failed. The service's own codes do not change; README.md of the service says what each means. */
public enum ErrorCode {
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
    /** At LiveKit's endpoint alone: somebody has to decide first. */
    WAITING,
    BANNED,
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
    UNAVAILABLE,

    /** Not the service's: it was not reached, or its answer was not. What was asked may have been done. */
    NETWORK,

    /** Not the service's: an answer that this version does not know, see {@link LatchkeyException#serverCode()}. */
    UNKNOWN;

    private static final Map<String, ErrorCode> BY_NAME = Stream.of(values())
            .filter(ErrorCode::isOfTheService)
            .collect(Collectors.toMap(code -> code.name().toLowerCase(Locale.ROOT), Function.identity()));

    /** Whether the service answers with it. */
    private boolean isOfTheService() {
        return this != NETWORK && this != UNKNOWN;
    }

    /** @param name as the service writes it, such as {@code room_full} */
    static ErrorCode of(String name) {
        return BY_NAME.getOrDefault(name, UNKNOWN);
    }
}
