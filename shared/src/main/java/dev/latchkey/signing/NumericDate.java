package dev.latchkey.signing;

/** A time in a token: whole seconds since 1970, and never more than every reader of JSON can hold exactly. */
final class NumericDate {
    static final long MAX = 1L << 53;

    private NumericDate() {}

    static boolean isOne(Object value) {
        return value instanceof Long seconds && seconds >= 0 && seconds <= MAX;
    }
}
