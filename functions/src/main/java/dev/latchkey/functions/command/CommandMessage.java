package dev.latchkey.functions.command;

import dev.latchkey.app.AppName;
import dev.latchkey.command.CommandKey;
import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.http.Preconditions;
import dev.latchkey.json.Json;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a command: {@code {"id", "type", "body"}}, and beside them what HTTP has in the path. What is no command is answered too, so
 * reading never fails.
 *
 * @param type null when it cannot be read
 * @param command null when it is refused as it stands
 * @param refusal null when it is not
 */
record CommandMessage(
        CommandKey key,
        @Nullable CommandType type,
        @Nullable Command command,
        @Nullable RefusedException refusal) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private static final String ROOM = "roomName";

    static CommandMessage read(AppName app, String text) {
        try {
            check(text);
            Body message = Body.of(text);
            if (message.members().isEmpty()) {
                // Of a text that is no object nothing is missing.
                message.finish();
            }
            return read(app, text, message);
        } catch (RefusedException e) {
            return new CommandMessage(CommandKey.nameless(app, text), null, null, e);
        }
    }

    private static void check(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > Preconditions.MAX_BODY) {
            throw new RefusedException(Reason.PAYLOAD_TOO_LARGE, "the command is longer than 64 KiB");
        }
    }

    private static CommandMessage read(AppName app, String text, Body message) {
        Optional<String> id = message.parsed(
                "id",
                given -> ID.matcher(given).matches() ? Optional.of(given) : Optional.empty(),
                "must be 1 to 64 letters, digits, hyphens and underscores");
        CommandKey key = id.map(name -> CommandKey.named(app, name, Json.write(message.members())))
                .orElseGet(() -> CommandKey.nameless(app, text));
        CommandType type =
                message.parsed("type", CommandType::parse, CommandType.EXPECTED).orElse(null);
        try {
            return new CommandMessage(key, type, command(message, type), null);
        } catch (RefusedException e) {
            return new CommandMessage(key, type, null, e);
        }
    }

    /** Throws for every bad member at once. Those of the body are judged by whoever carries the command out. */
    private static Command command(Body message, @Nullable CommandType type) {
        requireMember(message, "id");
        requireMember(message, "type");
        List<String> names = new ArrayList<>();
        for (String name : type == null ? List.of(ROOM, "peerId", "requestId") : type.names()) {
            message.freeText(name, Preconditions.MAX_BODY).ifPresent(names::add);
            if (type != null) {
                requireMember(message, name);
            }
        }
        Map<?, ?> body = body(message);
        message.finish();
        if (type == null) {
            throw new IllegalStateException("a command without a type is refused");
        }
        for (int i = 0; i < names.size(); i++) {
            Preconditions.checkName(type.names().get(i), names.get(i));
        }
        return new Command(type, List.copyOf(names), Body.of(Json.write(body)));
    }

    private static Map<?, ?> body(Body message) {
        if (!message.has("body")) {
            return Map.of();
        }
        if (message.members().get("body") instanceof Map<?, ?> body) {
            return body;
        }
        message.refuse("body", "must be an object");
        return Map.of();
    }

    private static void requireMember(Body message, String name) {
        if (!message.has(name)) {
            message.refuse(name, "is needed");
        }
    }

    /** It may carry names: it does not print. */
    @Override
    public String toString() {
        return "CommandMessage[" + key.by() + "]";
    }
}
