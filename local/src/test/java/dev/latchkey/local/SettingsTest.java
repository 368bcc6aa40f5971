package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @TempDir
    private Path empty;

    @Test
    void everythingHasADefault() throws StartException {
        Settings settings = Settings.from(Map.of(), Path.of(".."));

        assertThat(settings.port()).isEqualTo(3000);
        assertThat(settings.template()).isEqualTo(Path.of("..", "template.yaml"));
        assertThat(settings.data()).isEqualTo(Path.of("..", ".latchkey"));
        assertThat(settings.origins()).isEmpty();
    }

    @Test
    void projectIsLookedForUpwards() throws StartException {
        assertThat(Settings.from(Map.of()).template())
                .isEqualTo(Path.of("").toAbsolutePath().getParent().resolve("template.yaml"));
    }

    @Test
    void environmentChangesPortFolderAndOrigins() throws StartException {
        Settings settings = Settings.from(
                Map.of("PORT", "8080", "LATCHKEY_DATA", empty.toString(), "LATCHKEY_ORIGINS", "http://app"),
                Path.of(".."));

        assertThat(settings).isEqualTo(new Settings(Path.of("..", "template.yaml"), empty, 8080, "http://app"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "-1", "65536", "30 00"})
    void portThatIsNoneIsRefused(String port) {
        assertThatThrownBy(() -> Settings.from(Map.of("PORT", port), Path.of("..")))
                .isInstanceOf(StartException.class)
                .hasMessage("PORT must be a number from 0 to 65535.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "http://localhost:5173",
                "https://meet.example.com",
                "http://[::1]:5173",
                "http://localhost:5173,https://meet.example.com:8443"
            })
    void originsThatABrowserSendsAreTaken(String origins) throws StartException {
        assertThat(Settings.from(Map.of("LATCHKEY_ORIGINS", origins), Path.of(".."))
                        .origins())
                .isEqualTo(origins);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "localhost:5173                      | needs http:// or https:// before \"localhost:5173\"",
                "//localhost:5173                    | needs http:// or https:// before \"//localhost:5173\"",
                "ftp://localhost                     | needs http:// or https:// before \"ftp://localhost\"",
                "null                                | needs http:// or https:// before \"null\"",
                "http://localhost:5173/              | must say \"http://localhost:5173\"",
                "http://localhost:5173/app           | must say \"http://localhost:5173\"",
                "http://localhost:5173?a=b           | must say \"http://localhost:5173\"",
                "http://me@localhost:5173            | must say \"http://localhost:5173\"",
                "HTTP://Localhost:5173               | must say \"http://localhost:5173\"",
                "http://localhost:80                 | must say \"http://localhost\"",
                "https://localhost:443               | must say \"https://localhost\"",
                "http://                             | which is no origin",
                "http://a b                          | which is no origin",
                "http://:5173                        | has no host in \"http://:5173\"",
                "http://a,                           | has an empty part",
                "http://a,,http://b                  | has an empty part",
                "http://a,*                          | has the star beside others",
                "http://a, http://b                  | before \" http://b\"",
                "http://a,localhost                  | before \"localhost\""
            })
    void originThatNoBrowserSendsIsRefusedByName(String origins, String message) {
        assertThatThrownBy(() -> Settings.from(Map.of("LATCHKEY_ORIGINS", origins), Path.of("..")))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("LATCHKEY_ORIGINS ")
                .hasMessageContaining(message);
    }

    @Test
    void folderWithoutATemplateIsRefused() {
        assertThatThrownBy(() -> Settings.from(Map.of(), empty))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("template.yaml");
    }
}
