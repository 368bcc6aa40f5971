package dev.latchkey.functions.people;

import dev.latchkey.functions.body.Body;

/**
 * What is said with an ejection, by HTTP or by a command.
 *
 * @param ban whether the user is to stay out for good
 */
public record EjectPeerRequest(boolean ban) {
    /** Throws for every bad field at once. */
    public static EjectPeerRequest read(Body body) {
        boolean ban = body.bool("ban", false);
        body.finish();
        return new EjectPeerRequest(ban);
    }
}
