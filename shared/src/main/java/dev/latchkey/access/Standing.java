package dev.latchkey.access;

import java.time.Instant;

/**
 * What is held against a token or its holder.
 *
 * @param revoked the token was revoked by its jti
 * @param ejected the token's holder was put out of this room
 * @param banned the user is banned from this room
 * @param tokensNotBefore the app's cut-off: tokens issued before it are revoked
 */
public record Standing(boolean revoked, boolean ejected, boolean banned, Instant tokensNotBefore) {
    /** Nothing is held against it. */
    public static final Standing CLEAR = new Standing(false, false, false, Instant.EPOCH);
}
