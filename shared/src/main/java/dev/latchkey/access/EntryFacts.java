package dev.latchkey.access;

import dev.latchkey.room.Room;
import dev.latchkey.token.Person;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one person at one door.
 *
 * @param room null when there is none of that name
 * @param person who the visitor claims to be, as far as no token says so
 * @param approval what an admin has said to this very request
 * @param enteredAt when the token first came into the meeting that goes on; the present instant for one that was never in it
 */
public record EntryFacts(
        @Nullable Room room,
        Presented presented,
        Restrictions restrictions,
        Person person,
        Approval approval,
        Instant enteredAt) {}
