package dev.latchkey.token;

import dev.latchkey.json.JsonText;
import dev.latchkey.text.PlainText;
import java.util.Map;
import java.util.regex.Pattern;
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
    /** In characters, as are the limits of the other texts. */
    public static final int LONGEST_NAME = 100;

    public static final int LONGEST_EMAIL = 254;
    public static final int LONGEST_META = 1000;
    public static final int LONGEST_USER_ID = 128;

    /** In bytes of JSON. */
    public static final int MOST_METADATA = 5 * 1024;

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");

    public static final Person NOBODY = new Person(null, null, null, null, null, Map.of());

    public Person {
        options = Map.copyOf(options);
    }

    public static Person named(String name) {
        return new Person(name, null, null, null, null, Map.of());
    }

    /** The same person under its own name; under the other's where it has none. */
    public Person orNamed(Person other) {
        return name == null ? new Person(other.name, email, meta, externalUserId, metadata, options) : this;
    }

    /** @param changed takes the place of the metadata; {@link JsonText#NULL} for none from now on */
    public Person withMetadata(JsonText changed) {
        return new Person(name, email, meta, externalUserId, changed.equals(JsonText.NULL) ? null : changed, options);
    }

    /** Whether the text has the form of an e-mail address, and no more than that. */
    public static boolean isEmail(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_EMAIL
                && EMAIL.matcher(text).matches()
                && PlainText.isClean(text);
    }

    @Override
    public String toString() {
        return "Person(redacted)";
    }
}
