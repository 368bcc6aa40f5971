package dev.latchkey.access;

import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Rank;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is held against a token or its holder.
 *
 * @param revoked the token was revoked by its jti
 * @param ejected the token's holder was put out of this room
 * @param ban the rank of who banned the user from this room; null when nobody did
 * @param tokensNotBefore the app's cut-off: tokens issued before it are revoked
 */
public record Restrictions(
        boolean revoked, boolean ejected, @Nullable Rank ban, Instant tokensNotBefore) {
    /** Nothing is held against it. */
    public static final Restrictions CLEAR = new Restrictions(false, false, null, Instant.EPOCH);

    /** Whether a ban keeps the user out who comes in, or is in, with that grant: it binds nobody above its maker. */
    public boolean bans(Grant grant) {
        return ban != null && ban.binds(grant);
    }
}
