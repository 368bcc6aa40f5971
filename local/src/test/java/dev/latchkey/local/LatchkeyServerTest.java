package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept in the data folder, and who may use it. */
class LatchkeyServerTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void keys() throws IOException {
        LocalServer.putKeysInto(folder);
    }

    @Test
    void roomsTokensAndTheKeySurviveARestart() throws Exception {
        String key;
        String token;
        try (LatchkeyServer bundle = start()) {
            key = bundle.apiKey().reveal();
            assertThat(app(bundle)
                            .post("/api/v1/room", Map.of("roomName", "daily"))
                            .status())
                    .isEqualTo(200);
            token = app(bundle)
                    .post("/api/v1/token", Map.of("roomName", "daily"))
                    .text("token");
        }
        try (LatchkeyServer bundle = start()) {
            assertThat(bundle.apiKey().reveal()).isEqualTo(key);
            assertThat(app(bundle).get("/api/v1/room/daily").status()).isEqualTo(200);
            assertThat(app(bundle)
                            .post("/api/v1/token/validate", Map.of("token", token))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void everyRequestLeavesOneLineInTheLog() throws Exception {
        try (LatchkeyServer bundle = start()) {
            app(bundle).get("/api/v1/rooms");
            app(bundle).get("/nowhere");
            ApiClient.at(url(bundle)).get("/api/v1/rooms?secretKey=wrong");

            List<String> lines = Files.readAllLines(folder.resolve("latchkey.log"));
            assertThat(lines.stream().filter(line -> line.contains("\"requestId\"") && line.contains("\"level\"")))
                    .hasSize(3);
            assertThat(lines).allSatisfy(line -> assertThat(line).doesNotContain("wrong", "lk_dev_"));
        }
    }

    @Test
    void secretsAreTheirOwnersOnly() throws Exception {
        Files.delete(folder.resolve("signing-keys.json"));
        try (LatchkeyServer bundle = start()) {
            // Both are there before the first call.
            for (String secret : new String[] {"dev-api-key", "signing-keys.json"}) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(secret))))
                        .isEqualTo("rw-------");
            }
            assertThat(app(bundle).get("/.well-known/jwks.json").status()).isEqualTo(200);
        }
    }

    @Test
    void secondStartOnOneFolderIsRefused() throws Exception {
        try (LatchkeyServer bundle = start()) {
            assertThat(bundle.port()).isPositive();
            assertThatThrownBy(this::start)
                    .isInstanceOf(StartException.class)
                    .hasMessage("Another Latchkey is using " + folder
                            + ": stop it, or set LATCHKEY_DATA to another folder.");
        }
    }

    @Test
    void startThatFailsLeavesTheFolderFree() throws Exception {
        try (LatchkeyServer bundle = start()) {
            Path other = folder.resolve("other");
            Settings taken = new Settings(template(), other, bundle.port(), "");
            assertThatThrownBy(() -> LatchkeyServer.start(taken, Clock.systemUTC()))
                    .isInstanceOf(StartException.class);

            LatchkeyServer.start(new Settings(template(), other, 0, ""), Clock.systemUTC())
                    .close();
        }
    }

    @Test
    void folderThatCannotBeMadeIsOneSentence() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> LatchkeyServer.start(new Settings(template(), file, 0, ""), Clock.systemUTC()))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("The data folder " + file + " cannot be used");
    }

    @Test
    void pagesOfTheOriginsThatWereNamedMayCall() throws Exception {
        Settings settings = new Settings(template(), folder, 0, "http://localhost:5173");
        try (LatchkeyServer bundle = LatchkeyServer.start(settings, Clock.systemUTC())) {
            ApiAnswer preflight = ApiClient.at(url(bundle))
                    .with("origin", "http://localhost:5173")
                    .with("access-control-request-method", "POST")
                    .send("OPTIONS", "/api/v1/join/dev/daily", BodyPublishers.noBody());

            assertThat(preflight.status()).isEqualTo(204);
            assertThat(preflight.header("access-control-allow-origin")).isEqualTo("http://localhost:5173");
            assertThat(preflight.header("access-control-allow-methods")).contains("POST");
        }
    }

    @Test
    void lostKeyFileIsMadeGood() throws Exception {
        try (LatchkeyServer bundle = start()) {
            app(bundle).post("/api/v1/room", Map.of("roomName", "daily"));
        }
        Files.delete(folder.resolve("dev-api-key"));
        try (LatchkeyServer bundle = start()) {
            assertThat(app(bundle).get("/api/v1/room/daily").status()).isEqualTo(200);
        }
    }

    @Test
    void tableOfAnotherTemplateIsOneSentence() throws Exception {
        start().close();
        Path changed = Files.writeString(
                folder.resolve("template.yaml"),
                Files.readString(template()).replace("gsi1pk", "gsi2pk").replace("gsi1sk", "gsi2sk"));

        assertThatThrownBy(() -> LatchkeyServer.start(new Settings(changed, folder, 0, ""), Clock.systemUTC()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("template.yaml now has another table");
    }

    private LatchkeyServer start() throws StartException {
        return LatchkeyServer.start(new Settings(template(), folder, 0, ""), Clock.systemUTC());
    }

    private static Path template() {
        return Path.of("..", "template.yaml");
    }

    private static URI url(LatchkeyServer bundle) {
        return URI.create("http://127.0.0.1:" + bundle.port());
    }

    private static ApiClient app(LatchkeyServer bundle) {
        return ApiClient.at(url(bundle)).withKey(bundle.apiKey().reveal());
    }
}
