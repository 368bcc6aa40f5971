package dev.latchkey.claims;

import dev.latchkey.json.JsonText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an app says of the user behind a token. All of it is the app's own and personal: it does not print.
 *
 * @param name shown to others; at most 100 characters
 * @param email at most 254 characters
 * @param meta any text of the app's; at most 1000 characters
 * @param externalUserId the app's own id of the user; at most 128 characters
 * @param metadata any JSON; at most 5 KiB
 * @param options Metered's switches for its iframe, by wire name
 */
public record Person(
        @Nullable String name,
        @Nullable String email,
        @Nullable String meta,
        @Nullable String externalUserId,
        @Nullable JsonText metadata,
        Map<String, Boolean> options) {
    public static final Person NOBODY = named(null);

    public Person {
        options = Map.copyOf(options);
    }

    public static Person named(@Nullable String name) {
        return new Person(name, null, null, null, null, Map.of());
    }

    /** The same person under its own name; under the other where it has none. */
    public Person orNamed(@Nullable String other) {
        return name == null ? new Person(other, email, meta, externalUserId, metadata, options) : this;
    }

    public Person withMetadata(JsonText changed) {
        return new Person(name, email, meta, externalUserId, changed, options);
    }

    @Override
    public String toString() {
        return "Person(redacted)";
    }
}
