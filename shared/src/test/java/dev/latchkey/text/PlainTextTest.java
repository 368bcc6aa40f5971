package dev.latchkey.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {
    private static final String UNSEEN = "must not hold control or format characters";
    private static final String BLANK = "must have a visible character";

    // Texts are written as JSON has them.

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    Ada
                    Ada Lovelace
                    \\u00c5sa
                    \\u05d0\\u05d3\\u05d4
                    \\u674e
                    .
                    e\\u0301
                    7
                    \\ud83d\\ude00
                    \\u2764\\ufe0f\\u200d\\ud83d\\udd25
                    \\ud83d\\udc68\\u200d\\ud83d\\udc69\\u200d\\ud83d\\udc67
                    \\u0645\\u06cc\\u200c\\u062e\\u0648\\u0627\\u0647\\u0645
                    \\u0915\\u094d\\u200d\\u0937
                    \\ud83e\\udee8
                    """)
    void namesOfAllScriptsAndSmilesAreTexts(String text) {
        assertThat(PlainText.flaw(unescaped(text))).isEmpty();
        assertThat(PlainText.shown(unescaped(text))).isEqualTo(unescaped(text));
    }

    /** What is wrong with the text, and what is left of one that an earlier release took. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    A\\u0000da     | must not hold control or format characters | Ada
                    A\\nda         | must not hold control or format characters | Ada
                    A\\tda         | must not hold control or format characters | Ada
                    A\\u007fda     | must not hold control or format characters | Ada
                    A\\u0085da     | must not hold control or format characters | Ada
                    A\\u00adda     | must not hold control or format characters | Ada
                    A\\u200bda     | must not hold control or format characters | Ada
                    A\\u200eda     | must not hold control or format characters | Ada
                    A\\u202eda     | must not hold control or format characters | Ada
                    A\\u2028da     | must not hold control or format characters | Ada
                    A\\u2029da     | must not hold control or format characters | Ada
                    A\\u2060da     | must not hold control or format characters | Ada
                    A\\u2066da     | must not hold control or format characters | Ada
                    \\ufeffAda     | must not hold control or format characters | Ada
                    A\\udb40\\udc41da | must not hold control or format characters | Ada
                    A\\u200dda     | must not hold control or format characters | Ada
                    A\\u200cda     | must not hold control or format characters | Ada
                    \\u200d\\u0645 | must not hold control or format characters | \\u0645
                    \\u0645\\u200d | must not hold control or format characters | \\u0645
                    \\u0645\\u200d\\u200d\\u0645 | must not hold control or format characters | \\u0645\\u0645
                    \\u0645\\u200c \\u0645 | must not hold control or format characters | \\u0645 \\u0645
                    a\\u200d\\u0645 | must not hold control or format characters | a\\u0645
                    \\u0645\\u200da | must not hold control or format characters | \\u0645a
                    ``              | must have a visible character | ``
                    \\u0301        | must have a visible character | \\u0301
                    \\u3164        | must have a visible character | \\u3164
                    \\u2800\\u2800 | must have a visible character | \\u2800\\u2800
                    \\ufe0f        | must have a visible character | \\ufe0f
                    """)
    void whatIsNotSeenIsNoText(String text, String flaw, String shown) {
        assertThat(PlainText.flaw(unescaped(text))).contains(flaw);
        assertThat(PlainText.shown(unescaped(text))).isEqualTo(unescaped(shown));
    }

    /** Hebrew, which ends before U+0600, does not join; Arabic letters do. */
    @Test
    void joinersStandBetweenCharactersOfScriptsThatJoin() {
        assertThat(PlainText.flaw("\u0620\u200d\u0620")).isEmpty();
        assertThat(PlainText.flaw("\u05ea\u200d\u0620")).contains(UNSEEN);
        assertThat(PlainText.flaw("\u0620\u200d\u05ea")).contains(UNSEEN);
        assertThat(PlainText.flaw("a\u0606\u200d\u0606")).isEmpty();
        assertThat(PlainText.flaw("a\u05ff\u200d\u0606")).contains(UNSEEN);
    }

    @Test
    void spacesAroundATextAreCutOffAndLineBreaksAreNoSpaces() {
        assertThat(PlainText.trim("  Ada \u00a0\u3000")).isEqualTo("Ada");
        assertThat(PlainText.trim("Ada Lovelace")).isEqualTo("Ada Lovelace");
        assertThat(PlainText.trim(" \u00a0 ")).isEmpty();
        assertThat(PlainText.trim("\nAda\t")).isEqualTo("\nAda\t");
        assertThat(PlainText.trim("Ada\u2028")).isEqualTo("Ada\u2028");
        assertThat(PlainText.flaw("  ")).contains(BLANK);
    }

    @Test
    void everyCharacterIsHiddenExactlyWhenUnicodeSaysSo() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            int type = Character.getType(c);
            if (type != Character.SURROGATE) {
                String text = "a" + Character.toString(c);
                boolean hidden = type == Character.CONTROL
                        || type == Character.FORMAT
                        || type == Character.LINE_SEPARATOR
                        || type == Character.PARAGRAPH_SEPARATOR;
                assertThat(PlainText.flaw(text).isPresent()).isEqualTo(hidden);
                assertThat(PlainText.shown(text).equals(text)).isEqualTo(!hidden && type != Character.SPACE_SEPARATOR);
            }
        }
    }

    private static String unescaped(String text) {
        return String.valueOf(Json.read("\"" + text + "\""));
    }
}
