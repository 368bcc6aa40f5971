package dev.latchkey.local.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.template.TemplateFunction;
import dev.latchkey.template.TemplateYaml;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What wakes the publisher, by the patterns of template.yaml. */
class ChangeFilterTest {
    private static final ChangeFilter PUBLISHER =
            new ChangeFilter(TemplateYaml.read(Path.of("..", "template.yaml"), Map.of()).functions().stream()
                    .filter(function -> function.name().equals("PublishEventsFunction"))
                    .findFirst()
                    .map(TemplateFunction::changePatterns)
                    .orElseThrow());

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            INSERT, ROOM#dev#hall,  ROOM,           -,         true
            MODIFY, ROOM#dev#hall,  ROOM,           -,         true
            MODIFY, APP#dev,        APP,            -,         true
            INSERT, APP#dev,        JTI#1,          -,         true
            INSERT, ROOM#dev#hall,  SESSION#1,      -,         true
            MODIFY, ROOM#dev#hall,  SESSION#1,      -,         true
            REMOVE, ROOM#dev#hall,  SESSION#1,      -,         false
            INSERT, ROOM#dev#hall,  PEER#1,         -,         true
            MODIFY, ROOM#dev#hall,  PEER#1,         change,    true
            MODIFY, ROOM#dev#hall,  PEER#1,         heartbeat, false
            MODIFY, ROOM#dev#hall,  PEER#1,         -,         true
            REMOVE, ROOM#dev#hall,  PEER#1,         -,         false
            INSERT, TOKEN#dev#1,    PEER#1,         -,         false
            INSERT, ROOM#dev#hall,  PAST#1#1,       -,         true
            REMOVE, ROOM#dev#hall,  PAST#1#1,       -,         false
            INSERT, ROOM#dev#hall,  JOIN#1,         -,         true
            INSERT, ROOM#dev#hall,  DONE#1,         -,         true
            INSERT, ROOM#dev#hall,  BAN#ada,        -,         true
            REMOVE, ROOM#dev#hall,  BAN#ada,        -,         true
            INSERT, ROOM#dev#hall,  BANNED#1,       -,         false
            MODIFY, ROOM#dev#hall,  SEATS#1#0,      -,         false
            INSERT, ROOM#dev#hall,  LIVE,           -,         false
            INSERT, ROOM#dev#hall,  PARKED#1,       -,         false
            MODIFY, IN#1,           1,              -,         false
            MODIFY, KEY#1,          KEY,            -,         false
            """)
    void whatIsToldWakesThePublisherAndNothingElse(
            String what, String partition, String sort, String lastWrite, boolean wakes) {
        Map<String, Object> keys = Map.of("pk", Map.of("S", partition), "sk", Map.of("S", sort));
        Map<String, Object> image = new LinkedHashMap<>(keys);
        if (lastWrite != null) {
            image.put("lastWrite", Map.of("S", lastWrite));
        }
        Map<String, Object> change = Map.of("eventName", what, "dynamodb", Map.of("Keys", keys, "NewImage", image));
        assertThat(PUBLISHER.matches(change)).isEqualTo(wakes);
    }

    /** Before and after, of the health of an endpoint: whether it was switched off. */
    @ParameterizedTest
    @CsvSource({
        "INSERT, false, false, false",
        "INSERT, false, true, true",
        "MODIFY, false, false, false",
        "MODIFY, false, true, true",
        "MODIFY, true, true, false",
        "MODIFY, true, false, false",
        "REMOVE, true, false, false"
    })
    void anEndpointThatIsSwitchedOffWakesThePublisherOnce(String what, boolean before, boolean after, boolean wakes) {
        Map<String, Object> keys = Map.of("pk", Map.of("S", "HOOKHEALTH#dev"), "sk", Map.of("S", "wh_1"));
        Map<String, Object> images = new LinkedHashMap<>(Map.of("Keys", keys));
        if (!what.equals("REMOVE")) {
            images.put("NewImage", health(keys, after));
        }
        if (!what.equals("INSERT")) {
            images.put("OldImage", health(keys, before));
        }
        assertThat(PUBLISHER.matches(Map.of("eventName", what, "dynamodb", images)))
                .isEqualTo(wakes);
    }

    private static Map<String, Object> health(Map<String, Object> keys, boolean off) {
        Map<String, Object> image = new LinkedHashMap<>(keys);
        image.put("failures", Map.of("N", "1"));
        if (off) {
            image.put("switchedOff", Map.of("S", "gone"));
        }
        return image;
    }

    @Test
    void withoutAPatternEverythingIsWanted() {
        assertThat(new ChangeFilter(List.of()).matches(Map.of("eventName", "INSERT")))
                .isTrue();
    }
}
