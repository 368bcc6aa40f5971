package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.signing.KeySet;
import java.util.List;
import java.util.regex.Pattern;

/** What deployed functions may print: nothing that opens a door, and nothing about a person of the scenarios. */
final class PrintedText {
    /** API keys and tokens. */
    private static final Pattern SECRET =
            Pattern.compile("lk_[a-z0-9-]+_[0-9A-Za-z]{38}|(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,}");

    private static final Pattern KEY_MATERIAL = Pattern.compile("\"(?:k|d|p|q|dp|dq|qi)\":\"([^\"]+)\"");

    private static final List<String> KEYS = keyMaterial(ScenarioFixture.KEYS);

    private static final List<String> PERSONAL = List.of("Ada", "Grace", "@example.com", ScenarioFixture.ADDRESS);

    private PrintedText() {}

    /** The private parts of signing keys. */
    static List<String> keyMaterial(KeySet keys) {
        return KEY_MATERIAL
                .matcher(keys.secretText())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    static void holdsNothingSecret(String line) {
        assertThat(line).doesNotContainPattern(SECRET);
        assertThat(line).doesNotContain(KEYS);
        assertThat(line).doesNotContain(PERSONAL);
        assertThat(line).doesNotContain("of-the-emulator");
    }
}
