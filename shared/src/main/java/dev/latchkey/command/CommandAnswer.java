package dev.latchkey.command;

import dev.latchkey.app.AppName;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a command was answered. It holds no secret: it is kept, and told to whoever listens.
 *
 * @param id the sender's name for the command; null when it had none that could be read
 * @param type what was asked for, such as {@code eject}; null when that could not be read
 * @param by names the command, as in {@link CommandKey#by}
 * @param succeeded whether it was carried out
 * @param says what came of it, or the problem, as members of a JSON object
 */
public record CommandAnswer(
        AppName app,
        @Nullable String id,
        @Nullable String type,
        String by,
        Instant at,
        boolean succeeded,
        Map<String, Object> says) {
    public CommandAnswer {
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(at, "at");
        says = Collections.unmodifiableMap(new LinkedHashMap<>(says));
    }
}
