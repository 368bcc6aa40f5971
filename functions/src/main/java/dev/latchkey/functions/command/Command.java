package dev.latchkey.functions.command;

import dev.latchkey.functions.body.Body;
import dev.latchkey.problem.Refusal;
import dev.latchkey.room.RoomName;
import java.util.List;

/**
 * A command that is well formed up to its body, which whoever carries it out judges as HTTP's.
 *
 * @param names the values of {@link CommandType#names}
 */
record Command(CommandType type, List<String> names, Body body) {
    /** A name that no room can have is a room that is not there. */
    RoomName roomName() {
        return RoomName.parse(names.get(0)).orElseThrow(Refusal.NO_SUCH_ROOM::toException);
    }

    /** The id of whom or what it is about in the room. */
    String subject() {
        return names.get(1);
    }

    /** It may carry names: it does not print. */
    @Override
    public String toString() {
        return "Command[" + type.wireName() + "]";
    }
}
