package dev.latchkey.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.Arbitrary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void isTheCompactTextOfAnyValue() {
        assertThat(JsonText.of(Map.of("a", List.of(1L, true))).compact()).isEqualTo("{\"a\":[1,true]}");
        assertThat(JsonText.of("a").compact()).isEqualTo("\"a\"");
        assertThat(JsonText.NULL.value()).isNull();
    }

    @Test
    void keepsItsValue() {
        Arbitrary.forAll(1000, arbitrary -> {
            Object value = arbitrary.json(4);

            assertThat(JsonText.of(value).value()).isEqualTo(value);
        });
    }

    @Test
    void isAsLongAsItsUtf8() {
        assertThat(JsonText.of("a").bytes()).isEqualTo(3);
        assertThat(JsonText.of("\u00e4").bytes()).isEqualTo(4);
        assertThat(JsonText.of("\uD83D\uDE00").bytes()).isEqualTo(6);
    }

    @Test
    void neverPrintsItself() {
        assertThat(JsonText.of(Map.of("diagnosis", "flu"))).hasToString("JsonText[19 bytes]");
    }
}
