package dev.latchkey.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A table as docs/performance.md has it. Numbers stand right, the first column left. */
public final class Markdown {
    private final StringBuilder text = new StringBuilder();

    private Markdown(String... heads) {
        row(List.of(heads));
        List<String> rule = new ArrayList<>(List.of("---"));
        for (int i = 1; i < heads.length; i++) {
            rule.add("---:");
        }
        row(rule);
    }

    public static Markdown of(String... heads) {
        return new Markdown(heads);
    }

    public Markdown row(Object... cells) {
        return row(Arrays.stream(cells).map(String::valueOf).toList());
    }

    private Markdown row(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
        return this;
    }

    /** Prints it under a heading, with a line about what is to be known of it. */
    public void print(String heading, String note) {
        System.out.println("### " + heading + "\n\n" + note + "\n\n" + text);
        System.out.flush();
    }

    /** A number with so many digits behind the point. */
    public static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
