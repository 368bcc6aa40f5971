package dev.latchkey.meeting;

import dev.latchkey.json.JsonText;
import dev.latchkey.permission.GrantRequest;
import org.jspecify.annotations.Nullable;

/**
 * What is to be changed of somebody inside.
 *
 * @param grant the role and permissions to give; empty to leave them
 * @param metadata {@link JsonText#NULL} for none from now on; null to leave it
 */
public record PeerChange(GrantRequest grant, @Nullable JsonText metadata) {
    public boolean isEmpty() {
        return grant.isEmpty() && metadata == null;
    }
}
