package dev.latchkey.functions.http;

import dev.latchkey.apikey.ApiKeySecret;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What is asked of every request before anybody reads it. */
final class Preconditions {
    /** Longest body, in bytes; API Gateway would let 10 MB through. */
    private static final int MAX_BODY = 64 * 1024;

    /** Longest part of an address, in characters: an externalUserId of 128 pairs of surrogates. */
    private static final int LONGEST_NAME = 256;

    private Preconditions() {}

    static void check(Request request) {
        if (request.content().getBytes(StandardCharsets.UTF_8).length > MAX_BODY) {
            throw new RefusedException(Reason.PAYLOAD_TOO_LARGE, "the body is longer than 64 KiB");
        }
        for (String name : request.path().values()) {
            // Nothing that we name has so long a name, and the table would take it for a broken call.
            if (name.length() > LONGEST_NAME) {
                throw new RefusedException(Reason.ROUTE_NOT_FOUND, "there is no such address");
            }
            if (ApiKeySecret.isIn(name)) {
                throw RefusedException.malformed(
                        "path", "holds an API key, which belongs into the header x-api-key alone");
            }
        }
        String type = request.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        if (!request.content().isEmpty() && !type.isEmpty() && !isJson(type)) {
            throw new RefusedException(
                    Reason.UNSUPPORTED_MEDIA_TYPE, "the body must be JSON: send Content-Type: application/json");
        }
    }

    private static boolean isJson(String type) {
        int end = type.indexOf(';');
        String bare = (end < 0 ? type : type.substring(0, end)).trim();
        return bare.equals("application/json") || bare.endsWith("+json");
    }
}
