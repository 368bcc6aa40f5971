package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a command on one machine: in by HTTP, through the queue of the bus, out as an event, and as a reply. */
class LocalCommandsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private LatchkeyServer server;
    private Feed feed;

    @BeforeEach
    void start() throws Exception {
        LocalServer.putKeysInto(folder);
        open();
    }

    private void open() throws Exception {
        server = LatchkeyServer.start(settings(), Clock.systemUTC());
        feed = Feed.follow(url(), server.apiKey().reveal());
    }

    private Settings settings() throws StartException {
        return Settings.from(Map.of("PORT", "0", "LATCHKEY_DATA", folder.toString()), Path.of(".."));
    }

    @AfterEach
    void stop() {
        feed.close();
        server.close();
    }

    @Test
    void commandIsAnsweredByAnEvent() {
        send(Map.of("id", "first", "type", "create-room", "body", Map.of("roomName", "monday")));

        Map<String, Object> event = next("command.succeeded");
        assertThat(DocumentedSchemas.complaintsOfEvent(event)).isEmpty();
        assertThat(event).containsEntry("app", "dev").doesNotContainKeys("roomName", "roomId");
        assertThat(data(event)).containsEntry("commandId", "first").containsEntry("command", "create-room");
        assertThat((Map<?, ?>) data(event).get("result")).extracting("roomName").isEqualTo("monday");
        assertThat(app().get("/api/v1/room/monday").status()).isEqualTo(200);
    }

    @Test
    void refusalNamesEveryBadField() {
        send(Map.of("id", "bad", "type", "create-room", "body", Map.of("roomName", "no name", "privacy", "secret")));

        Map<String, Object> event = next("command.refused");
        assertThat(DocumentedSchemas.complaintsOfEvent(event)).isEmpty();
        assertThat(data(event)).containsEntry("commandId", "bad");
        assertThat(String.valueOf(data(event).get("problem")))
                .contains("malformed_request", "field=roomName", "field=privacy");
    }

    @Test
    void commandSentTwiceIsToldOnce() {
        Map<String, Object> command =
                Map.of("id", "twice", "type", "create-room", "body", Map.of("roomName", "monday"));
        send(command);
        Map<String, Object> event = next("command.succeeded");
        send(command);
        send(Map.of("id", "twice", "type", "create-room", "body", Map.of("roomName", "tuesday")));

        Map<String, Object> conflict = next("command.refused");
        assertThat(String.valueOf(data(conflict).get("problem"))).contains("idempotency_conflict");
        send(Map.of("id", "last", "type", "create-room", "body", Map.of("roomName", "wednesday")));
        List<Map<String, Object>> told = feed.upTo(next -> next.get("type").equals("command.succeeded"));
        assertThat(data(told.get(told.size() - 1))).containsEntry("commandId", "last");
        assertThat(told).extracting(next -> next.get("id")).doesNotContain(event.get("id"));
    }

    @Test
    void tokenComesAsAReplyAndInNoEvent() throws Exception {
        operator("apps", "action=update-app", "app=dev", "replyQueue=replies");
        send(Map.of("id", "ada", "type", "create-token", "body", Map.of("globalToken", true, "name", "Ada")));

        Map<String, Object> event = next("command.succeeded");
        List<String> lines = lines(folder.resolve("replies/replies.jsonl"));
        Map<String, Object> reply = Json.readObject(lines.get(0));
        assertThat(reply).containsEntry("commandId", "ada");
        assertThat(data(event).get("result")).isEqualTo(Map.of("jti", String.valueOf(reply.get("jti"))));
        assertThat(event.toString()).doesNotContain(String.valueOf(reply.get("token")));
        app().post("/api/v1/room", Map.of("roomName", "hall"));
        assertThat(ApiClient.at(url())
                        .post("/api/v1/join/dev/hall", Map.of("accessToken", String.valueOf(reply.get("token"))))
                        .status())
                .isEqualTo(201);

        send(Map.of("id", "eject", "type", "revoke", "body", Map.of("jti", String.valueOf(reply.get("jti")))));
        assertThat(data(next("peer.left"))).containsEntry("reason", "revoked");
    }

    @Test
    void whatWasTakenIsCarriedOutByTheNextProcess() throws Exception {
        feed.close();
        server.close();
        Path queue = Files.createDirectories(folder.resolve("queues").resolve(CommandRule.QUEUE));
        String event = Json.write(Map.of(
                "source",
                "latchkey.commands.dev",
                "detail",
                Map.of("id", "left", "type", "create-room", "body", Map.of("roomName", "monday"))));
        Files.writeString(
                queue.resolve(String.format("%015d-left", Instant.now().toEpochMilli())), "\n" + event);
        server = LatchkeyServer.start(settings(), Clock.systemUTC());

        Instant end = Instant.now().plus(PATIENCE);
        while (app().get("/api/v1/room/monday").status() != 200) {
            assertThat(Instant.now()).as("carried out within a minute").isBefore(end);
            Thread.sleep(50);
        }
        feed = Feed.follow(url(), server.apiKey().reveal());
    }

    @Test
    void onlyAKeyThatMayDoEverythingCommands() throws Exception {
        assertThat(ApiClient.at(url())
                        .post("/local/commands", Map.of("id", "a", "type", "create-room"))
                        .status())
                .isEqualTo(401);
        for (String scopes : List.of("rooms", "rooms,tokens,people,read-only", "tokens,people")) {
            String limited =
                    String.valueOf(Json.readObject(operator("apps", "action=create-key", "app=dev", "scopes=" + scopes))
                            .get("apiKey"));
            assertThat(ApiClient.at(url())
                            .withKey(limited)
                            .post("/local/commands", Map.of("id", "a", "type", "create-room"))
                            .status())
                    .as(scopes)
                    .isEqualTo(403);
        }
    }

    private List<String> lines(Path file) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!Files.exists(file)) {
            assertThat(Instant.now()).as("a reply within a minute").isBefore(end);
            Thread.sleep(50);
        }
        return Files.readAllLines(file);
    }

    private String operator(String... arguments) throws StartException {
        return OperatorCommand.run(List.of(arguments), settings(), Clock.systemUTC());
    }

    private void send(Map<String, Object> command) {
        assertThat(app().post("/local/commands", command).status()).isEqualTo(202);
    }

    private Map<String, Object> next(String type) {
        List<Map<String, Object>> heard = feed.upTo(event -> event.get("type").equals(type));
        return heard.get(heard.size() - 1);
    }

    @SuppressWarnings("unchecked") // an event's data is an object
    private static Map<String, Object> data(Map<String, Object> event) {
        return (Map<String, Object>) event.get("data");
    }

    private ApiClient app() {
        return ApiClient.at(url()).withKey(server.apiKey().reveal());
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.port());
    }
}
