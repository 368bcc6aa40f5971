package dev.latchkey.meeting;

import dev.latchkey.app.AppName;
import dev.latchkey.joinrequest.SourceAddress;
import dev.latchkey.room.RoomName;
import dev.latchkey.token.Person;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who comes to a door, with what is shown there.
 *
 * @param accessToken null when none was shown
 * @param sessionToken that of an earlier entry, whose place is taken over if it is still there; null when none was shown
 * @param person who the visitor says to be, where no token says so
 * @param address where the visitor comes from
 */
public record EntryRequest(
        AppName app,
        RoomName room,
        @Nullable String accessToken,
        @Nullable String sessionToken,
        Person person,
        SourceAddress address) {
    /** It carries tokens and a name: it does not print. */
    @Override
    public String toString() {
        return "EntryRequest(redacted)";
    }
}
