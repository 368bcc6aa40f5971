package dev.latchkey.media;

import dev.latchkey.app.Companion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in a room of a media server.
 *
 * @param connection names this very entry, since one identity may enter again
 * @param companion what it is, if it is a program that the server's own API brought in; null for whoever came with a token
 * @param roomName what its attributes say; empty when they do not
 * @param grants what it may do, as {@link MediaServer#grants} has it
 */
public record Participant(
        String identity, String connection, @Nullable Companion companion, String roomName, List<String> grants) {
    public Participant {
        grants = List.copyOf(grants);
    }
}
