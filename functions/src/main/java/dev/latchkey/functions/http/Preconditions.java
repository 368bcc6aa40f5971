package dev.latchkey.functions.http;

import dev.latchkey.apikey.ApiKeySecret;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.text.PlainText;
import dev.latchkey.token.Person;
import java.nio.charset.StandardCharsets;

/** What is asked of every request before anybody reads it. */
public final class Preconditions {
    /** Longest body, in bytes; API Gateway would let 10 MB through. */
    public static final int MAX_BODY = 64 * 1024;

    /** Longest value in a path, in characters: the longest of the names that we give or take. */
    private static final int LONGEST_NAME = Person.LONGEST_USER_ID;

    private static final String PLAIN_TEXT = "text/plain";

    private Preconditions() {}

    /** @param takesPlainText whether the function reads a body that is not declared as JSON */
    static void check(Request request, boolean takesPlainText) {
        if (!PlainText.isWellFormed(request.content())) {
            throw RefusedException.malformed("body", "is not UTF-8");
        }
        if (request.content().getBytes(StandardCharsets.UTF_8).length > MAX_BODY) {
            throw new RefusedException(Reason.PAYLOAD_TOO_LARGE, "the body is longer than 64 KiB");
        }
        request.path().forEach(Preconditions::checkName);
        String type = request.mediaType();
        boolean readable = isJson(type) || (takesPlainText && type.equals(PLAIN_TEXT));
        if (!request.content().isEmpty() && !type.isEmpty() && !readable) {
            throw new RefusedException(
                    Reason.UNSUPPORTED_MEDIA_TYPE, "the body must be JSON: send Content-Type: application/json");
        }
    }

    /** One rule for every placeholder, and for what a command has in its place. A value that passes and names nothing is a 404 of its kind. */
    public static void checkName(String placeholder, String value) {
        if (value.isEmpty() || value.codePointCount(0, value.length()) > LONGEST_NAME) {
            throw RefusedException.malformed(placeholder, "must be 1 to " + LONGEST_NAME + " characters");
        }
        if (!PlainText.isClean(value) || !PlainText.isWellFormed(value)) {
            throw RefusedException.malformed(placeholder, "must not hold control characters");
        }
        if (ApiKeySecret.isIn(value)) {
            throw RefusedException.malformed(
                    placeholder, "holds an API key, which belongs into the header x-api-key alone");
        }
    }

    private static boolean isJson(String type) {
        return type.equals("application/json") || type.endsWith("+json");
    }
}
