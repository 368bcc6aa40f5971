package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An app looks after its keys and its media server over HTTP, and nobody after more than is his. */
class SettingsByHttpTest {
    private static final String SECRET = "a-test-secret-of-at-least-32-characters!";

    @TempDir
    private Path folder;

    private LatchkeyServer server;
    private ApiClient owner;

    @BeforeEach
    void start() throws Exception {
        LocalServer.putKeysInto(folder);
        server = LatchkeyServer.start(new Settings(Path.of("../template.yaml"), folder, 0, ""), Clock.systemUTC());
        owner = with(server.apiKey().reveal());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void keyIsMadeNarrowedReplacedAndEndedAndEachHoldsFromTheNextCallOn() throws Exception {
        ApiAnswer made =
                owner.post("/api/v1/api-keys", Map.of("label", "of a story", "scopes", List.of("rooms", "settings")));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("cache-control")).isEqualTo("no-store");
        String id = made.text("keyId");
        ApiClient desk = with(made.text("apiKey"));
        assertThat(desk.post("/api/v1/room", Map.of("roomName", "made-by-it")).status())
                .isEqualTo(200);
        assertThat(desk.post("/api/v1/token", Map.of("roomName", "made-by-it")).problem())
                .isEqualTo("forbidden");
        assertThat(desk.post("/api/v1/api-keys", Map.of("scopes", List.of("tokens")))
                        .problem())
                .isEqualTo("forbidden");
        assertThat(desk.delete("/api/v1/api-keys/" + owners()).problem()).isEqualTo("forbidden");

        Map<String, Object> narrower = Map.of("scopes", List.of("rooms", "read-only"));
        assertThat(owner.patch("/api/v1/api-keys/" + id, narrower).status()).isEqualTo(200);
        assertThat(desk.get("/api/v1/room/made-by-it").status()).isEqualTo(200);
        assertThat(desk.delete("/api/v1/room/made-by-it").problem()).isEqualTo("forbidden");

        ApiAnswer next = owner.post("/api/v1/api-keys/" + id + "/rotate", Map.of("overlapSec", 0));
        assertThat(desk.get("/api/v1/room/made-by-it").problem()).isEqualTo("unauthenticated");
        ApiClient after = with(next.text("apiKey"));
        assertThat(after.get("/api/v1/room/made-by-it").status()).isEqualTo(200);

        assertThat(owner.delete("/api/v1/api-keys/" + next.text("keyId")).status())
                .isEqualTo(200);
        assertThat(after.get("/api/v1/room/made-by-it").problem()).isEqualTo("unauthenticated");
        assertThat(owner.delete("/api/v1/api-keys/" + owners()).problem()).isEqualTo("forbidden");
        nothingIsLogged("lk_dev_", "of a story");
    }

    @Test
    void mediaServerIsSetShownWithoutItsSecretAndTakenAway() throws Exception {
        assertThat(owner.get("/api/v1/media").json()).containsEntry("media", null);
        Map<String, Object> shown = Map.of(
                "kind", "livekit",
                "url", "ws://127.0.0.1:9",
                "apiUrl", "http://127.0.0.1:9",
                "apiKey", "devkey",
                "companions", List.of("egress"));
        assertThat(owner.put("/api/v1/media", shown).badFields()).containsExactly("apiSecret");

        Map<String, Object> whole = new HashMap<>(shown);
        whole.put("apiSecret", SECRET);
        assertThat(owner.put("/api/v1/media", whole).object("media")).isEqualTo(shown);
        assertThat(owner.put("/api/v1/media", shown).status())
                .as("the secret is known")
                .isEqualTo(200);
        assertThat(owner.get("/api/v1/media").object("media")).isEqualTo(shown);

        owner.post("/api/v1/room", Map.of("roomName", "served"));
        ApiAnswer admission = ApiClient.at(url()).post("/api/v1/join/dev/served", Map.of("name", "Ada"));
        assertThat(admission.object("media")).containsEntry("url", "ws://127.0.0.1:9");

        assertThat(owner.delete("/api/v1/media").json()).containsEntry("media", null);
        assertThat(ApiClient.at(url())
                        .post("/api/v1/join/dev/served", Map.of("name", "Grace"))
                        .json())
                .doesNotContainKey("media");
        nothingIsLogged(SECRET);
    }

    private void nothingIsLogged(String... texts) throws Exception {
        assertThat(Files.readString(folder.resolve("latchkey.log")))
                .contains("\"what\":\"operation\"")
                .doesNotContain(texts);
    }

    private String owners() {
        return owner.get("/api/v1/api-keys").list("keys").stream()
                .filter(key -> key.get("label").equals("local development"))
                .map(key -> key.get("keyId").toString())
                .findFirst()
                .orElseThrow();
    }

    private ApiClient with(String key) {
        return ApiClient.at(url()).withKey(key);
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.port());
    }
}
