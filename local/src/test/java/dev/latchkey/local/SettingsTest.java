package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @TempDir
    private Path empty;

    @Test
    void everythingHasADefault() throws StartException {
        Settings settings = Settings.from(Map.of(), "..");

        assertThat(settings.port()).isEqualTo(3000);
        assertThat(settings.template()).isEqualTo(Path.of("..", "template.yaml"));
        assertThat(settings.data()).isEqualTo(Path.of("..", ".latchkey"));
        assertThat(settings.origins()).isEmpty();
    }

    @Test
    void projectIsLookedForUpwards() throws StartException {
        assertThat(Settings.from(Map.of(), null).template())
                .isEqualTo(Path.of("").toAbsolutePath().getParent().resolve("template.yaml"));
    }

    @Test
    void environmentChangesPortFolderAndOrigins() throws StartException {
        Settings settings = Settings.from(
                Map.of("PORT", "8080", "LATCHKEY_DATA", empty.toString(), "LATCHKEY_ORIGINS", "http://app"), "..");

        assertThat(settings).isEqualTo(new Settings(Path.of("..", "template.yaml"), empty, 8080, "http://app"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "-1", "65536", "30 00"})
    void portThatIsNoneIsRefused(String port) {
        assertThatThrownBy(() -> Settings.from(Map.of("PORT", port), ".."))
                .isInstanceOf(StartException.class)
                .hasMessage("PORT must be a number from 0 to 65535.");
    }

    @Test
    void folderWithoutATemplateIsRefused() {
        assertThatThrownBy(() -> Settings.from(Map.of(), empty.toString()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("template.yaml");
    }
}
