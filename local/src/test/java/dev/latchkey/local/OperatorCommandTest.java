package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.json.Json;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does on one machine. */
class OperatorCommandTest {
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    private Path folder;

    @Test
    void aKeyMadeByCommandOpensTheApiAsFarAsItIsMeantTo() throws Exception {
        start().close();
        String made = run("apps", "action=create-key", "app=dev", "label=reader", "scopes=rooms,read-only");
        String key = String.valueOf(Json.readObject(made).get("apiKey"));
        try (Bundle bundle = start()) {
            ApiClient reader = ApiClient.at(url(bundle)).withKey(key);
            assertThat(reader.get("/api/v1/rooms").status()).isEqualTo(200);
            assertThat(reader.post("/api/v1/room", Map.of()).problem()).isEqualTo("forbidden");
        }
    }

    @Test
    void keysRotateWhileLatchkeyRunsAndTokensOfBeforeStayValid() throws Exception {
        try (Bundle bundle = start()) {
            ApiClient app = ApiClient.at(url(bundle)).withKey(bundle.apiKey().reveal());
            String token =
                    app.post("/api/v1/token", Map.of("globalToken", true)).text("token");
            assertThat(run("rotate-keys")).contains("moved on");
            assertThat(run("rotate-keys")).contains("moved on");
            assertThat(app.post("/api/v1/token/validate", Map.of("token", token))
                            .status())
                    .isEqualTo(200);
        }
        try (Bundle bundle = start()) {
            assertThat(ApiClient.at(url(bundle)).get("/.well-known/jwks.json").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void appsAreNotChangedBehindTheBackOfARunningLatchkey() throws Exception {
        try (Bundle bundle = start()) {
            assertThat(bundle.port()).isPositive();
            assertThatThrownBy(() -> run("apps", "action=list-keys", "app=dev"))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("Another Latchkey is using");
        }
    }

    @Test
    void aCommandThatIsNoneIsOneSentence() {
        assertThatThrownBy(() -> run("format-disk"))
                .hasMessage("Unknown command: it is apps or rotate-keys, or none to start.");
        assertThatThrownBy(() -> run("apps", "list-keys")).hasMessageContaining("action=list-keys app=dev");
    }

    private String run(String... arguments) throws StartException {
        return OperatorCommand.run(List.of(arguments), settings(), CLOCK);
    }

    private Bundle start() throws StartException {
        return Bundle.start(settings(), CLOCK);
    }

    private Settings settings() {
        return new Settings(Path.of("..", "template.yaml"), folder, 0, "");
    }

    private static URI url(Bundle bundle) {
        return URI.create("http://127.0.0.1:" + bundle.port());
    }
}
