package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.template.Template;
import dev.latchkey.template.TemplateFunction;
import dev.latchkey.template.TemplateYaml;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FunctionsTest {
    @Test
    void projectsOwnTemplateNamesClassesThatExist() throws ClassNotFoundException {
        Template template = TemplateYaml.read(Path.of("..", "template.yaml"), Map.of());

        assertThat(template.functions()).hasSizeGreaterThanOrEqualTo(10);
        for (TemplateFunction function : template.functions()) {
            assertThat(Class.forName(function.handler()).getSimpleName())
                    .isEqualTo(function.name().replaceAll("Function$", "Handler"));
        }
    }
}
