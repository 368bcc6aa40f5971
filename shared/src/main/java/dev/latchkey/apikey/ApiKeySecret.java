package dev.latchkey.apikey;

import dev.latchkey.app.AppName;
import dev.latchkey.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The text of an API key, {@code lk_<app>_<32 random letters and digits><6 of checksum>}: 190 random bits behind a prefix that
 * secret scanners find and a checksum that lets them tell a key from a look-alike. It names its app, so that key and app are
 * read in one round trip. Stored only as its SHA-256: a digest without salt is enough for a secret that nobody could guess.
 */
public final class ApiKeySecret {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM = 32;
    private static final int CHECKSUM = 6;
    private static final Pattern SHAPE =
            Pattern.compile("lk_([a-z0-9-]{1,40})_[0-9A-Za-z]{" + (RANDOM + CHECKSUM) + "}");

    private final AppName app;
    private final String text;

    private ApiKeySecret(AppName app, String text) {
        this.app = app;
        this.text = text;
    }

    public static ApiKeySecret generate(AppName app) {
        SecureRandom random = new SecureRandom();
        StringBuilder text = new StringBuilder("lk_").append(app).append('_');
        for (int i = 0; i < RANDOM; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new ApiKeySecret(app, text.append(checksum(text)).toString());
    }

    /** Empty for anything that cannot be a key of ours, so that a look-alike costs no read. */
    public static Optional<ApiKeySecret> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int end = text.length() - CHECKSUM;
        if (!text.substring(end).equals(checksum(text.substring(0, end)))) {
            return Optional.empty();
        }
        return AppName.parse(matcher.group(1)).map(app -> new ApiKeySecret(app, text));
    }

    /** Whether a key of ours stands anywhere in the text: by its form and checksum, so that nothing else is taken for one. */
    public static boolean isIn(String text) {
        Matcher found = SHAPE.matcher(text);
        while (found.find()) {
            if (parse(found.group()).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static String checksum(CharSequence text) {
        CRC32 crc = new CRC32();
        crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
        long rest = crc.getValue();
        char[] digits = new char[CHECKSUM];
        for (int i = CHECKSUM - 1; i >= 0; i--) {
            digits[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
            rest /= ALPHABET.length();
        }
        return new String(digits);
    }

    public AppName app() {
        return app;
    }

    /** The lower-case hexadecimal SHA-256 under which the key is stored and found. */
    public String sha256() {
        return Sha256.hex(text);
    }

    /** The key itself, for the one time that it is shown to the operator who made it. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "ApiKeySecret(redacted)";
    }
}
