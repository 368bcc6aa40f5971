package dev.latchkey.media;

import dev.latchkey.app.App;
import dev.latchkey.app.Companion;
import dev.latchkey.app.MediaSettings;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in a room of a media server.
 *
 * @param entry names this very entry, since one identity may enter again
 * @param companion what it is, if it is a program that the server's own API brought in; null for whoever came with a token
 * @param roomName what its attributes say; empty when they do not
 * @param grants what it may do, as {@link MediaServer#grants} has it
 */
public record Participant(
        String identity, String entry, @Nullable Companion companion, String roomName, List<String> grants) {
    public Participant {
        grants = List.copyOf(grants);
    }

    /** Whether it is a program that the app lets in. */
    boolean isCompanionOf(App app) {
        MediaSettings settings = Objects.requireNonNull(app.media());
        return companion != null && settings.companions().contains(companion);
    }
}
