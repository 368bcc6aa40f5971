package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.EventType;
import dev.latchkey.json.Json;
import dev.latchkey.template.TemplateYaml;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.event.ruler.Ruler;

/** What media servers have to act on on this machine is what the rule of template.yaml lets through. */
class MediaRuleTest {
    @ParameterizedTest
    @EnumSource(EventType.class)
    void letsThroughWhatTheTemplatesRuleDoes(EventType type) throws Exception {
        Map<?, ?> resources =
                (Map<?, ?>) TemplateYaml.document(Path.of("../template.yaml")).get("Resources");
        Map<?, ?> rule = (Map<?, ?>) ((Map<?, ?>) resources.get("MediaRule")).get("Properties");
        String event = Json.write(Map.of("source", "latchkey", "detail-type", type.wireName()));
        assertThat(MediaRule.isWanted(type)).isEqualTo(Ruler.matchesRule(event, Json.write(rule.get("EventPattern"))));
    }
}
