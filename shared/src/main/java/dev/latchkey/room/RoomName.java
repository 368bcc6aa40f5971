package dev.latchkey.room;

import java.util.Optional;
import java.util.regex.Pattern;

/** Names a room within its app: 1 to 64 of {@code A-Z a-z 0-9 _ -}, letter case counting. Huddle01 calls it roomId. */
public record RoomName(String value) {
    public static final String EXPECTED = "must be 1 to 64 letters, digits, '_' or '-'";

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public RoomName {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("a room name " + EXPECTED);
        }
    }

    public static Optional<RoomName> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new RoomName(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
