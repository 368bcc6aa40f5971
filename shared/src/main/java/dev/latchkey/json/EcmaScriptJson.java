package dev.latchkey.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JSON as JavaScript writes what it has read, {@code JSON.stringify(JSON.parse(text))} (ECMA-262, section 25.5): for whoever
 * checks what was signed in that form and not as it came.
 */
public final class EcmaScriptJson {
    /** Members that JavaScript takes for an index come first, in the order of their numbers. */
    private static final Pattern INDEX = Pattern.compile("0|[1-9]\\d{0,9}");

    private static final long LARGEST_INDEX = (1L << 32) - 2;

    /** With so many digits a number is always itself again. */
    private static final int MOST_DIGITS = 17;

    private EcmaScriptJson() {}

    /** @throws JsonException when the text is anything but one JSON value */
    public static String rewritten(String json) {
        StringBuilder text = new StringBuilder(json.length());
        write(text, Json.read(json));
        return text.toString();
    }

    private static void write(StringBuilder text, @Nullable Object value) {
        if (value instanceof String string) {
            write(text, string);
        } else if (value instanceof Number number) {
            text.append(number(number.doubleValue()));
        } else if (value instanceof List<?> elements) {
            String before = "[";
            for (Object element : elements) {
                text.append(before);
                write(text, element);
                before = ",";
            }
            text.append(elements.isEmpty() ? "[]" : "]");
        } else if (value instanceof Map<?, ?> members) {
            String before = "{";
            for (String name : names(members)) {
                text.append(before);
                write(text, name);
                text.append(':');
                write(text, members.get(name));
                before = ",";
            }
            text.append(members.isEmpty() ? "{}" : "}");
        } else {
            text.append(value);
        }
    }

    private static List<String> names(Map<?, ?> members) {
        List<String> names = new ArrayList<>();
        members.keySet().forEach(name -> names.add((String) name));
        // A stable sort: the others stay as they came.
        names.sort(Comparator.comparingLong(EcmaScriptJson::index));
        return names;
    }

    private static long index(String name) {
        long index = INDEX.matcher(name).matches() ? Long.parseLong(name) : Long.MAX_VALUE;
        return index <= LARGEST_INDEX ? index : Long.MAX_VALUE;
    }

    private static void write(StringBuilder text, String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"', '\\' -> text.append('\\').append(c);
                case '\b' -> text.append("\\b");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\f' -> text.append("\\f");
                case '\r' -> text.append("\\r");
                default -> {
                    if (c < ' ') {
                        text.append(String.format("\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }

    /** Number::toString (ECMA-262, section 6.1.6.1.20), whose words n and k these are. */
    private static String number(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal shortest = shortest(Math.abs(value)).stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        int k = digits.length();
        int n = k - shortest.scale();
        String sign = value < 0 ? "-" : "";
        if (n >= k && n <= 21) {
            return sign + digits + "0".repeat(n - k);
        }
        if (n > 0 && n <= 21) {
            return sign + digits.substring(0, n) + "." + digits.substring(n);
        }
        if (n > -6 && n <= 0) {
            return sign + "0." + "0".repeat(-n) + digits;
        }
        String fraction = k == 1 ? "" : "." + digits.substring(1);
        return sign + digits.charAt(0) + fraction + "e" + (n > 0 ? "+" : "-") + Math.abs(n - 1);
    }

    /** The fewest digits that are this number and no other; Java before 19 may write more. */
    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < MOST_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits));
            if (rounded.doubleValue() == value) {
                return rounded;
            }
        }
        return exact.round(new MathContext(MOST_DIGITS));
    }
}
