package dev.latchkey.functions.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a command may ask for, and what of it HTTP would have in the path. */
enum CommandType {
    CREATE_ROOM,
    CREATE_TOKEN,
    REVOKE,
    EJECT,
    APPROVE,
    DENY;

    static final String EXPECTED = "must be one of "
            + Arrays.stream(values()).map(CommandType::wireName).collect(Collectors.joining(", "));

    /** The members of a command that stand for the placeholders of a path: the room, and who or what it is about in it. */
    List<String> names() {
        return switch (this) {
            case CREATE_ROOM, CREATE_TOKEN, REVOKE -> List.of();
            case EJECT -> List.of("roomName", "peerId");
            case APPROVE, DENY -> List.of("roomName", "requestId");
        };
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<CommandType> parse(String text) {
        return Arrays.stream(values())
                .filter(type -> type.wireName().equals(text))
                .findFirst();
    }
}
