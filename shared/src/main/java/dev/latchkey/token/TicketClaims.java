package dev.latchkey.token;

import dev.latchkey.app.AppName;
import dev.latchkey.room.RoomName;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a join ticket says: which join request its holder may look at, withdraw, and enter by once it is approved.
 *
 * @param roomId the very room
 * @param subject who was at the door, so that a ban finds the ticket; empty without a token
 * @param accessJti the access token that was shown, so that its revocation finds the ticket; empty without one
 */
public record TicketClaims(
        AppName app,
        RoomName roomName,
        String roomId,
        String requestId,
        String subject,
        String accessJti,
        Instant issuedAt,
        Instant expires) {
    /** Outlives the longest wait and the longest approval by a little. */
    public static final Duration LIFETIME = Duration.ofMinutes(15);

    public TicketClaims {
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(roomName, "roomName");
        Objects.requireNonNull(roomId, "roomId");
        Objects.requireNonNull(requestId, "requestId");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(accessJti, "accessJti");
        Objects.requireNonNull(issuedAt, "issuedAt");
        Objects.requireNonNull(expires, "expires");
    }

    public boolean isExpiredAt(Instant instant) {
        return !instant.isBefore(expires);
    }

    public Map<String, Object> toPayload() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("appName", app.value());
        data.put("roomName", roomName.value());
        data.put("roomId", roomId);
        if (!accessJti.isEmpty()) {
            data.put("subject", subject);
            data.put("accessJti", accessJti);
        }
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("iss", Claims.ISSUER);
        payload.put("aud", audience(app));
        payload.put("sub", requestId);
        payload.put("jti", requestId);
        payload.put("iat", issuedAt.getEpochSecond());
        payload.put("exp", expires.getEpochSecond());
        payload.put("data", data);
        return payload;
    }

    private static String audience(AppName app) {
        return app + ":ticket";
    }

    /**
     * Reads {@link #toPayload} back.
     *
     * @throws dev.latchkey.problem.RefusedException token_invalid when the payload is not as we write it
     */
    public static TicketClaims fromPayload(Map<String, Object> payload) {
        Claims claims = new Claims(payload);
        Claims data = claims.object("data");
        AppName app = data.parsed("appName", AppName::parse);
        claims.requireIssuedFor(audience(app));
        return new TicketClaims(
                app,
                data.parsed("roomName", RoomName::parse),
                data.id("roomId", Claims.LONGEST_OWN_ID),
                claims.id("sub", Claims.LONGEST_OWN_ID),
                data.idOrEmpty("subject", Person.LONGEST_USER_ID),
                data.idOrEmpty("accessJti", Claims.LONGEST_OWN_ID),
                Instant.ofEpochSecond(claims.number("iat")),
                Instant.ofEpochSecond(claims.number("exp")));
    }

    /** It names a user: it does not print. */
    @Override
    public String toString() {
        return "TicketClaims[" + requestId + "]";
    }
}
