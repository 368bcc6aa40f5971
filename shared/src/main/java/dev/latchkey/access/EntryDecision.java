package dev.latchkey.access;

import dev.latchkey.permission.Grant;
import dev.latchkey.problem.Refusal;
import dev.latchkey.token.Person;
import java.time.Instant;
import java.util.Locale;

/** What the {@link EntryPolicy} decides about one person at one door. */
public sealed interface EntryDecision {
    /**
     * May come in, if there is a place.
     *
     * @param stayUntil how long the person may stay whatever becomes of the room; {@link Instant#MAX} for no limit
     * @param ejectAt the first instant at which the person is no longer inside; {@link Instant#MAX} for no limit
     */
    record Admit(Grant grant, Person person, Instant stayUntil, Instant ejectAt) implements EntryDecision {}

    /** Has to wait until somebody decides. */
    record Wait(WaitReason why) implements EntryDecision {}

    record Refuse(Refusal refusal) implements EntryDecision {}

    /** Why somebody waits. */
    enum WaitReason {
        /** A private room, and no token. */
        PRIVATE,
        /** A locked room, and no admin. */
        LOCKED;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
