package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.json.Json;
import dev.latchkey.privacy.PersonalData;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does on one machine. */
class OperatorCommandTest {
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    private Path folder;

    @BeforeEach
    void keys() throws IOException {
        LocalServer.putKeysInto(folder);
    }

    @Test
    void aKeyMadeByCommandOpensTheApiAsFarAsItIsMeantTo() throws Exception {
        start().close();
        String made = run("apps", "action=create-key", "app=dev", "label=reader", "scopes=rooms,read-only");
        String key = String.valueOf(Json.readObject(made).get("apiKey"));
        try (LatchkeyServer bundle = start()) {
            ApiClient reader = ApiClient.at(url(bundle)).withKey(key);
            assertThat(reader.get("/api/v1/rooms").status()).isEqualTo(200);
            assertThat(reader.post("/api/v1/room", Map.of()).problem()).isEqualTo("forbidden");
        }
    }

    @Test
    void keysRotateWhileLatchkeyRunsAndTokensOfBeforeStayValid() throws Exception {
        try (LatchkeyServer bundle = start()) {
            ApiClient app = ApiClient.at(url(bundle)).withKey(bundle.apiKey().reveal());
            String token =
                    app.post("/api/v1/token", Map.of("globalToken", true)).text("token");
            assertThat(run("rotate-keys")).contains("moved on");
            assertThat(run("rotate-keys")).contains("moved on");
            assertThat(app.post("/api/v1/token/validate", Map.of("token", token))
                            .status())
                    .isEqualTo(200);
        }
        try (LatchkeyServer bundle = start()) {
            assertThat(ApiClient.at(url(bundle)).get("/.well-known/jwks.json").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aSecondAppIsMadeWhileLatchkeyRunsAndIsThereAtOnce() throws Exception {
        try (LatchkeyServer bundle = start()) {
            String made = run("apps", "action=create-app", "app=two");
            String key = String.valueOf(Json.readObject(made).get("apiKey"));
            ApiClient two = ApiClient.at(url(bundle)).withKey(key);

            assertThat(two.post("/api/v1/room", Map.of("roomName", "hello")).status())
                    .isEqualTo(200);
            assertThat(run("apps", "action=create-app", "app=two")).contains("app_exists");
            assertThat(run("apps", "action=no-such")).contains("malformed_request");
            assertThat(Files.readString(folder.resolve("latchkey.log"))).doesNotContain(key, "lk_");
        }
        assertThat(run("apps", "action=list-keys", "app=two")).contains("\"success\":true");
    }

    @Test
    void nobodyIsTheOperatorWithoutTheSecretOfThisStart() throws Exception {
        String before;
        try (LatchkeyServer bundle = start()) {
            assertThat(bundle.port()).isPositive();
            before = OperatorAddress.read(folder).secret();
        }
        try (LatchkeyServer bundle = start()) {
            OperatorAddress address = OperatorAddress.read(folder);
            ApiClient door = ApiClient.at(URI.create("http://127.0.0.1:" + address.port()));
            Map<String, String> get = Map.of("action", "get-app", "app", "dev");

            assertThat(door.post("/apps", get).problem()).isEqualTo("forbidden");
            assertThat(door.with("authorization", before).post("/apps", get).problem())
                    .isEqualTo("forbidden");
            assertThat(door.with("authorization", bundle.apiKey().reveal())
                            .post("/apps", get)
                            .problem())
                    .isEqualTo("forbidden");
            assertThat(door.with("authorization", address.secret())
                            .post("/apps", get)
                            .status())
                    .isEqualTo(200);
            // And the API's own port knows nothing of it.
            assertThat(ApiClient.at(url(bundle))
                            .with("authorization", address.secret())
                            .post("/apps", get)
                            .problem())
                    .isEqualTo("route_not_found");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("operator"))))
                    .isEqualTo("rw-------");
            assertThat(address.toString()).doesNotContain(address.secret());
            assertThat(Files.readString(folder.resolve("latchkey.log"))).doesNotContain(address.secret(), before);
        }
        assertThat(folder.resolve("operator")).doesNotExist();
    }

    @Test
    void aLatchkeyThatDoesNotListenYetIsOneSentence() throws Exception {
        try (DataFolder data = DataFolder.open(folder)) {
            String message = "The Latchkey that uses " + folder + " is being started or stopped: try again.";
            assertThatThrownBy(() -> run("apps", "action=list-keys", "app=dev")).hasMessage(message);

            // What one that was killed has left behind: nobody listens there, or somebody else.
            new OperatorAddress(1, "gone").write(data);
            assertThatThrownBy(() -> run("apps", "action=list-keys", "app=dev")).hasMessage(message);
            try (LocalServer other = LocalServer.start()) {
                new OperatorAddress(other.url().getPort(), "gone").write(data);
                assertThatThrownBy(() -> run("apps", "action=list-keys", "app=dev"))
                        .hasMessage(message);
            }
        }
        assertThat(run("apps", "action=list-keys", "app=dev")).contains("app_not_found");
    }

    /** An id that looks like a number is a text all the same. More is kept than one export shows. */
    @Test
    void aPersonIsExportedAndErasedInAsManyCallsAsItTakes() throws Exception {
        try (LatchkeyServer bundle = start()) {
            ApiClient app = ApiClient.at(url(bundle)).withKey(bundle.apiKey().reveal());
            for (int i = 0; i <= PersonalData.MOST_SHOWN; i++) {
                app.post("/api/v1/room", Map.of("roomName", "room-" + i));
                app.put("/api/v1/room/room-" + i + "/bans/4711", Map.of());
            }
            Map<String, Object> export =
                    Json.readObject(run("apps", "action=export-person", "app=dev", "externalUserId=4711"));
            assertThat(export).containsEntry("complete", true);
            assertThat((List<?>) export.get("items")).hasSize(PersonalData.MOST_SHOWN + 1);
            assertThat(run("apps", "action=erase-person", "app=dev", "externalUserId=4711"))
                    .contains("\"bans\":" + (PersonalData.MOST_SHOWN + 1));
            assertThat(run("apps", "action=export-person", "app=dev", "externalUserId=4711"))
                    .contains("\"items\":[]");
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

    private LatchkeyServer start() throws StartException {
        return LatchkeyServer.start(settings(), CLOCK);
    }

    private Settings settings() {
        return new Settings(Path.of("..", "template.yaml"), folder, 0, "");
    }

    private static URI url(LatchkeyServer bundle) {
        return URI.create("http://127.0.0.1:" + bundle.port());
    }
}
