package dev.latchkey.functions.http;

import dev.latchkey.problem.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The query parameters of a list: {@code limit} and an opaque {@code cursor}. A cursor is a position and no permission: it
 * says nothing of whose list it is, and reads nothing but the caller's own.
 */
public final class Paging {
    private static final Pattern POSITION = Pattern.compile("[A-Za-z0-9_#-]{1,100}");
    private static final int USUAL = 25;
    private static final int MOST = 100;

    private Paging() {}

    public static int limit(Request request) {
        Optional<String> asked = request.query("limit");
        if (asked.isEmpty()) {
            return USUAL;
        }
        String text = asked.get();
        int limit = text.matches("\\d{1,3}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MOST) {
            throw RefusedException.malformed("limit", "must be 1 to " + MOST);
        }
        return limit;
    }

    /** The parts that the cursor was made of; empty for the first page. */
    public static Optional<List<String>> cursor(Request request) {
        return request.query("cursor").map(cursor -> {
            try {
                return List.of(
                        new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split("\n", -1));
            } catch (IllegalArgumentException e) {
                throw RefusedException.malformed("cursor", "is not one that a list gave");
            }
        });
    }

    /** The one part of the cursor that was made by {@link #cursorAt}; empty for the first page. */
    public static Optional<String> position(Request request) {
        return cursor(request).map(parts -> {
            if (parts.size() != 1 || !POSITION.matcher(parts.get(0)).matches()) {
                throw RefusedException.malformed("cursor", "is not one that a list gave");
            }
            return parts.get(0);
        });
    }

    /** The cursor of a list whose position is one id. */
    public static String cursorAt(String position) {
        return cursor(List.of(position));
    }

    /** @param parts texts without line breaks */
    public static String cursor(List<String> parts) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
    }
}
