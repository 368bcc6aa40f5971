package dev.latchkey.problem;

import dev.latchkey.text.PlainText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The bad fields of one request: the first {@value #MOST_NAMED} by name, and how many more there are. Each costs the same
 * however many came before, and what is said of all of them is short whatever was sent.
 */
public final class FieldErrors {
    /** How many bad fields a refusal names. */
    public static final int MOST_NAMED = 20;

    /** How much is repeated of a field's path, which the caller may have made up: in bytes as JSON has it. */
    private static final int LONGEST_PATH = 120;

    private static final int NOT_SHOWN = 0xFFFD;

    private final Set<String> paths = new HashSet<>();
    private final List<FieldError> named = new ArrayList<>();

    /** Of each field the first complaint counts: what is said of a value that was misread would only mislead. */
    public void add(String path, String message) {
        if (paths.add(path) && named.size() < MOST_NAMED) {
            named.add(new FieldError(shortened(path), message));
        }
    }

    public boolean isEmpty() {
        return paths.isEmpty();
    }

    /** A 400 that says all this. */
    public RefusedException toException() {
        return RefusedException.malformed(named, paths.size() - named.size());
    }

    private static String shortened(String path) {
        StringBuilder shown = new StringBuilder();
        int bytes = 0;
        for (int i = 0; i < path.length(); i += Character.charCount(path.codePointAt(i))) {
            int c = path.codePointAt(i);
            int safe = PlainText.isUnclean(c) ? NOT_SHOWN : c;
            bytes += bytes(safe);
            if (bytes > LONGEST_PATH) {
                return shown.append('\u2026').toString();
            }
            shown.appendCodePoint(safe);
        }
        return shown.toString();
    }

    private static int bytes(int c) {
        if (c < 0x80) {
            return c == '"' || c == '\\' ? 2 : 1;
        }
        return c < 0x800 ? 2 : Character.isBmpCodePoint(c) ? 3 : 4;
    }
}
