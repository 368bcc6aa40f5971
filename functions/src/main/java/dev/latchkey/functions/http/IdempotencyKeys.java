package dev.latchkey.functions.http;

import dev.latchkey.apikey.Caller;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.problem.RefusedException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the header {@code Idempotency-Key}: 1 to 255 visible ASCII characters of the caller's choice. */
public final class IdempotencyKeys {
    private static final Pattern SHAPE = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private IdempotencyKeys() {}

    /** @param operation keeps the keys of one operation apart from another's; the app keeps them apart from other apps' */
    public static Optional<IdempotencyKey> of(Request request, Caller caller, String operation) {
        return request.header("idempotency-key").map(key -> {
            if (!SHAPE.matcher(key).matches()) {
                throw RefusedException.malformed("Idempotency-Key", "must be 1 to 255 visible ASCII characters");
            }
            return new IdempotencyKey(
                    sha256(caller.app().name() + "\n" + operation + "\n" + key), sha256(request.content()));
        });
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }
}
