package dev.latchkey.command;

import dev.latchkey.app.AppName;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.text.Sha256;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What tells a command from all others: its app and the name that its sender gave it.
 *
 * @param id the sender's name for it; null for a command without one that can be read
 * @param digest SHA-256 of app and name, in hexadecimal
 * @param contentHash SHA-256 of what the command says; other content under the same name is another command, and refused
 */
public record CommandKey(AppName app, @Nullable String id, String digest, String contentHash) {
    /** How long a command that comes again is recognised: longer than any queue keeps one, its dead letters included. */
    public static final Duration KEPT = Duration.ofDays(15);

    private static final int BY_DIGITS = 26; // 104 bits

    public CommandKey {
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(contentHash, "contentHash");
    }

    public static CommandKey named(AppName app, String id, String content) {
        return new CommandKey(app, id, Sha256.hex(app + "\nid\n" + id), Sha256.hex(content));
    }

    /** That of a command without a name: what it says stands for one. */
    public static CommandKey nameless(AppName app, String content) {
        return new CommandKey(app, null, Sha256.hex(app + "\ncontent\n" + content), Sha256.hex(content));
    }

    /** Who decides when the command does, as events and the audit log have it: the name itself may be anything. */
    public String by() {
        return "command:" + digest.substring(0, BY_DIGITS);
    }

    /** Under which what the command makes is made once. */
    public IdempotencyKey idempotency() {
        return new IdempotencyKey(Sha256.hex("command\n" + digest), contentHash, KEPT);
    }
}
