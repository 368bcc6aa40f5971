package dev.latchkey.text;

import java.util.Optional;

/**
 * What a text may hold that people read: names, labels, messages. One that looks like another, or like nothing, is none.
 *
 * <p>The joiners U+200C and U+200D are the only format characters that are needed to write: Persian and Indic words and emoji of
 * several parts are spelled with them. They stand between two characters of scripts that join, which begin with Arabic; between
 * Latin letters they would make one name look like another.
 */
public final class PlainText {
    /** What {@link #flaw} says of a text with characters that nobody sees. */
    public static final String UNSEEN = "must not hold control or format characters";

    /** What {@link #flaw} says of a text of which nothing is seen. */
    public static final String BLANK = "must have a visible character";

    private static final int FIRST_THAT_JOINS = 0x600;

    private PlainText() {}

    /** The text without the spaces around it. Line breaks and tabs are no spaces but control characters. */
    public static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && Character.isSpaceChar(text.charAt(start)) && !breaksLine(text.charAt(start))) {
            start++;
        }
        while (start < end && Character.isSpaceChar(text.charAt(end - 1)) && !breaksLine(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** What is wrong with the text as something that people read; empty when nothing is. */
    public static Optional<String> flaw(String text) {
        boolean seen = false;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (isUnseen(text, i)) {
                return Optional.of(UNSEEN);
            }
            seen |= isVisible(text.codePointAt(i));
        }
        return seen ? Optional.empty() : Optional.of(BLANK);
    }

    /** The text as people may read it: trimmed, and without what they do not see. */
    public static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!isUnseen(text, i)) {
                shown.appendCodePoint(text.codePointAt(i));
            }
        }
        return trim(shown.toString());
    }

    /** Whether the text has no control characters, line breaks or overrides of direction: as an id must not. */
    public static boolean isClean(String text) {
        // No character that is looked for has a surrogate in it.
        for (int i = 0; i < text.length(); i++) {
            if (isUnclean(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the text is Unicode: half a pair of surrogates could be neither stored nor signed. */
    public static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    /** A control character, a line break, or an override of direction. */
    public static boolean isUnclean(int c) {
        boolean overridesDirection = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        return Character.getType(c) == Character.CONTROL || breaksLine(c) || overridesDirection;
    }

    private static boolean breaksLine(int c) {
        int type = Character.getType(c);
        return type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static boolean isUnseen(String text, int at) {
        int c = text.codePointAt(at);
        return isJoiner(c)
                ? !joins(at == 0 ? 0 : text.codePointBefore(at))
                        || !joins(at + 1 == text.length() ? 0 : text.codePointAt(at + 1))
                : isUnclean(c) || Character.getType(c) == Character.FORMAT;
    }

    private static boolean isJoiner(int c) {
        return c == 0x200C || c == 0x200D;
    }

    private static boolean joins(int neighbour) {
        return neighbour >= FIRST_THAT_JOINS && !Character.isSpaceChar(neighbour) && !isJoiner(neighbour);
    }

    /** A mark needs something to stand on, and a few letters and symbols are blanks. A character too new to be known is seen. */
    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK -> false;
            default -> !isBlank(c);
        };
    }

    /** Hangul fillers and the empty Braille pattern. */
    private static boolean isBlank(int c) {
        return c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 || c == 0x2800;
    }
}
