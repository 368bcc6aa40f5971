package dev.latchkey.id;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Makes the identifiers that Latchkey gives out. All are random enough that none can be guessed from another. */
public final class Ids {
    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final Pattern ULID = Pattern.compile("[0-9A-HJKMNP-TV-Z]{26}");
    private static final int MARK = 8;
    private static final long MOST_MILLIS = (1L << 48) - 1;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

    private Ids() {}

    /** A ULID: 26 characters that sort by time (48 bits of milliseconds, 80 random bits). */
    public static String ulid(Instant now) {
        return ulid(now, randomBytes(16));
    }

    /** The first of all ULIDs of that millisecond, as they sort. */
    public static String firstUlid(Instant of) {
        return ulid(of, new byte[16]);
    }

    private static String ulid(Instant at, byte[] rest) {
        char[] text = new char[26];
        long millis = at.toEpochMilli();
        for (int i = 9; i >= 0; i--) {
            text[i] = CROCKFORD.charAt((int) (millis & 31));
            millis >>>= 5;
        }
        for (int i = 0; i < 16; i++) {
            text[10 + i] = CROCKFORD.charAt(rest[i] & 31);
        }
        return new String(text);
    }

    /**
     * The same ULID with a mark: the bit above the 48 of its time, which no other has. What it means is up to who sets it. A
     * marked ULID stays as it is, and so does what is none.
     */
    public static String marked(String ulid) {
        return !isUlid(ulid) ? ulid : CROCKFORD.charAt(CROCKFORD.indexOf(ulid.charAt(0)) | MARK) + ulid.substring(1);
    }

    /** Whether that is a ULID with the mark of {@link #marked}. */
    public static boolean isMarked(String id) {
        return isUlid(id) && (CROCKFORD.indexOf(id.charAt(0)) & MARK) != 0;
    }

    /** When a ULID was made, marked or not, to the millisecond. */
    public static Instant timeOf(String ulid) {
        long millis = 0;
        for (int i = 0; i < 10; i++) {
            millis = millis << 5 | CROCKFORD.indexOf(ulid.charAt(i));
        }
        return Instant.ofEpochMilli(millis & MOST_MILLIS);
    }

    /** Whether the text is of the form that {@link #ulid} gives. */
    public static boolean isUlid(String text) {
        return ULID.matcher(text).matches();
    }

    /** 24 hexadecimal digits, the form of Metered's {@code _id}. */
    public static String hex24() {
        return HexFormat.of().formatHex(randomBytes(12));
    }

    /** A room name that can be read out loud, {@code abc-defg-hij}: Huddle01's form, 47 random bits. */
    public static String roomName() {
        SecureRandom random = new SecureRandom();
        StringBuilder name = new StringBuilder("...-....-...");
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '.') {
                name.setCharAt(i, LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
        }
        return name.toString();
    }

    // A SecureRandom made per use: a generator kept in a static field would be frozen into a SnapStart snapshot.
    private static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
