package dev.latchkey.token;

import dev.latchkey.app.AppName;
import dev.latchkey.permission.Grant;
import dev.latchkey.room.RoomName;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a session token says: who this peer is in which meeting, with which permissions, until when. Media servers verify it
 * offline; the peer's own calls present it.
 *
 * @param peerId Metered's {@code participantSessionId}
 * @param peerVersion the state of the peer that the permissions were taken from; an older one is no longer believed
 * @param expires the first instant at which it is no longer valid
 * @param accessJti the access token that let the peer in, so that its revocation reaches the peer; empty without one
 * @param subject who that token was for, so that a ban reaches the peer; empty without one
 */
public record SessionClaims(
        AppName app,
        RoomName roomName,
        String roomId,
        String sessionId,
        String peerId,
        long peerVersion,
        String jti,
        Instant issuedAt,
        Instant expires,
        Grant grant,
        String accessJti,
        String subject,
        @Nullable String name) {
    /** How long a session token lasts unless its peer is ejected sooner. Each heartbeat brings a new one. */
    public static final Duration LIFETIME = Duration.ofMinutes(5);

    public SessionClaims {
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(roomName, "roomName");
        Objects.requireNonNull(roomId, "roomId");
        Objects.requireNonNull(sessionId, "sessionId");
        Objects.requireNonNull(peerId, "peerId");
        Objects.requireNonNull(jti, "jti");
        Objects.requireNonNull(issuedAt, "issuedAt");
        Objects.requireNonNull(expires, "expires");
        Objects.requireNonNull(grant, "grant");
        Objects.requireNonNull(accessJti, "accessJti");
        Objects.requireNonNull(subject, "subject");
    }

    /**
     * Whether the token's whole lifetime is over. One whose end was brought forward to its peer's ejection is not too old for our
     * own calls, which ask the peer: that end may have been moved since.
     */
    public boolean isTooOldAt(Instant instant) {
        return !instant.isBefore(issuedAt.plus(LIFETIME));
    }

    public Map<String, Object> toPayload() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("appName", app.value());
        data.put("roomName", roomName.value());
        data.put("roomId", roomId);
        data.put("meetingSessionId", sessionId);
        data.put("participantSessionId", peerId);
        data.put("version", peerVersion);
        data.put("isAdmin", grant.permissions().admin());
        if (!accessJti.isEmpty()) {
            data.put("accessJti", accessJti);
        }
        if (!subject.isEmpty()) {
            data.put("subject", subject);
        }
        if (name != null) {
            data.put("name", name);
        }
        data.put("role", grant.role().name());
        data.put("permissions", grant.permissions().toJson());
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("iss", Claims.ISSUER);
        payload.put("aud", audience(app));
        payload.put("sub", peerId);
        payload.put("jti", jti);
        payload.put("iat", issuedAt.getEpochSecond());
        payload.put("exp", expires.getEpochSecond());
        payload.put("data", data);
        return payload;
    }

    // Another audience than an access token's (RFC 8725 section 3.12), so that the two cannot stand in for each other.
    private static String audience(AppName app) {
        return app + ":session";
    }

    /**
     * Reads {@link #toPayload} back.
     *
     * @throws dev.latchkey.problem.RefusedException token_invalid when the payload is not as we write it
     */
    public static SessionClaims fromPayload(Map<String, Object> payload) {
        Claims claims = new Claims(payload);
        Claims data = claims.object("data");
        AppName app = data.parsed("appName", AppName::parse);
        claims.requireIssuedFor(audience(app));
        return new SessionClaims(
                app,
                data.parsed("roomName", RoomName::parse),
                data.id("roomId", Claims.LONGEST_OWN_ID),
                data.id("meetingSessionId", Claims.LONGEST_OWN_ID),
                data.id("participantSessionId", Claims.LONGEST_OWN_ID),
                data.number("version"),
                claims.id("jti", Claims.LONGEST_OWN_ID),
                Instant.ofEpochSecond(claims.number("iat")),
                Instant.ofEpochSecond(claims.number("exp")),
                data.grant(),
                data.idOrEmpty("accessJti", Claims.LONGEST_OWN_ID),
                data.idOrEmpty("subject", Person.LONGEST_USER_ID),
                data.optionalName("name", Person.LONGEST_NAME).orElse(null));
    }

    /** It names a person: it does not print. */
    @Override
    public String toString() {
        return "SessionClaims[" + jti + "]";
    }
}
