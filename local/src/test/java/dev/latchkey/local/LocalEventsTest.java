package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.latchkey.event.EventType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is done over HTTP is told on the bus, from the table's stream, by the functions that are deployed. */
class LocalEventsTest {
    @TempDir
    private Path folder;

    private LatchkeyServer server;
    private Feed feed;

    @BeforeEach
    void start() throws Exception {
        LocalServer.putKeysInto(folder);
        open();
    }

    private void open() throws StartException, IOException, InterruptedException {
        server = LatchkeyServer.start(
                Settings.from(Map.of("PORT", "0", "LATCHKEY_DATA", folder.toString()), Path.of("..")),
                Clock.systemUTC());
        feed = Feed.follow(url(), server.apiKey().reveal());
    }

    @AfterEach
    void stop() {
        feed.close();
        server.close();
    }

    @Test
    void everythingThatHappensInAMeetingIsToldOnceInItsOrder() {
        app().post("/api/v1/room", Map.of("roomName", "hall"));
        app().put("/api/v1/room/hall", Map.of("enableChat", false));
        String token = app().post("/api/v1/token", Map.of("roomName", "hall", "name", "Ada", "externalUserId", "ada"))
                .text("token");
        ApiAnswer inside = anyone().post("/api/v1/join/dev/hall", Map.of("accessToken", token));
        String peer = inside.text("participantSessionId");
        app().patch("/api/v1/room/hall/peers/" + peer, Map.of("role", "speaker"));
        anyone().withBearer(inside.text("sessionToken")).post("/api/v1/session/heartbeat");
        app().put("/api/v1/room/hall/bans/ada", Map.of());
        app().delete("/api/v1/room/hall/bans/ada");
        app().delete("/api/v1/room/hall");

        List<Map<String, Object>> told = feed.upTo(event -> event.get("type").equals("room.archived"));

        assertThat(told)
                .extracting(event -> event.get("type"))
                .containsExactlyInAnyOrder(
                        "room.created",
                        "room.updated",
                        "session.started",
                        "peer.joined",
                        "peer.updated",
                        "ban.created",
                        "peer.left",
                        "session.ended",
                        "ban.removed",
                        "room.archived");
        assertThat(told).flatExtracting(DocumentedSchemas::complaintsOfEvent).isEmpty();
        assertThat(told).extracting(event -> event.get("id")).doesNotHaveDuplicates();
        assertThat(told)
                .extracting(event -> String.valueOf(event.get("sequence")))
                .isSorted();
        assertThat(told).allSatisfy(event -> assertThat(event).containsEntry("roomName", "hall"));
        assertThat(data(told, "room.updated")).containsEntry("changed", List.of("enableChat"));
        assertThat(data(told, "peer.updated")).containsEntry("changed", List.of("role", "permissions"));
        assertThat(data(told, "peer.left")).containsEntry("reason", "banned");
        assertThat(data(told, "session.ended")).containsEntry("participants", 1L);
        assertThat(String.valueOf(data(told, "ban.created").get("by"))).startsWith("key:");
        assertThat(data(told, "ban.removed").get("by"))
                .isEqualTo(data(told, "ban.created").get("by"));
        assertThat(told.toString()).doesNotContain(token).doesNotContain(inside.text("sessionToken"));
    }

    @Test
    void whoComesAndGoesInALargeRoomIsToldOfAndCountedWhereverHeIsKept() {
        app().post("/api/v1/room", Map.of("roomName", "stadium", "large", true));
        List<ApiAnswer> inside = Stream.generate(() -> anyone().post("/api/v1/join/dev/stadium", Map.of("name", "Ada")))
                .limit(20)
                .toList();
        String ejected = inside.get(0).text("participantSessionId");
        app().post("/api/v1/room/stadium/peers/" + ejected + "/eject", Map.of());
        inside.forEach(one -> anyone().withBearer(one.text("sessionToken")).post("/api/v1/session/leave"));

        List<Map<String, Object>> told = feed.upTo(event -> event.get("type").equals("session.ended"));

        assertThat(told).flatExtracting(DocumentedSchemas::complaintsOfEvent).isEmpty();
        assertThat(told)
                .filteredOn(event -> event.get("type").equals("peer.joined"))
                .hasSize(20);
        assertThat(data(told, "session.ended")).containsEntry("participants", 20L);
        assertThat(told)
                .filteredOn(event -> event.get("type").equals("peer.left"))
                .extracting(event -> (Map<?, ?>) event.get("data"))
                .filteredOn(data -> ejected.equals(((Map<?, ?>) data.get("peer")).get("peerId")))
                .singleElement()
                .satisfies(data -> assertThat(data.get("reason")).isEqualTo("ejected"));
    }

    @Test
    void whoWaitsIsToldOfFromTheKnockToTheEnd() {
        app().post("/api/v1/room", Map.of("roomName", "lobby", "privacy", "private", "enableRequestToJoin", true));
        String admitted = knock();
        decide(admitted, "approve", Map.of("role", "speaker", "message", "Welcome"));
        String denied = knock();
        decide(denied, "deny", Map.of());
        app().delete("/api/v1/room/lobby");

        List<Map<String, Object>> told = feed.upTo(event -> event.get("type").equals("room.archived"));

        assertThat(told)
                .extracting(event -> event.get("type"))
                .containsSubsequence(
                        "join_request.created",
                        "join_request.approved",
                        "join_request.created",
                        "join_request.denied",
                        "room.archived");
        assertThat(told).flatExtracting(DocumentedSchemas::complaintsOfEvent).isEmpty();
        assertThat(data(told, "join_request.approved"))
                .containsEntry("role", "speaker")
                .containsEntry("message", "Welcome");
        assertThat(String.valueOf(data(told, "join_request.denied").get("by"))).startsWith("key:");
    }

    @Test
    void whatIsTakenBackOfTheWholeAppIsOfNoRoom() {
        String token = app().post("/api/v1/token", Map.of("name", "Ada")).text("token");
        ApiAnswer done = app().post("/api/v1/token/revoke", Map.of("token", token));
        assertThat(done.status()).describedAs(done.body()).isEqualTo(200);

        Map<String, Object> revoked =
                feed.upTo(event -> event.get("type").equals("token.revoked")).get(0);

        assertThat(DocumentedSchemas.complaintsOfEvent(revoked)).isEmpty();
        assertThat(new TreeSet<>(revoked.keySet())).doesNotContain("roomName", "roomId");
        assertThat(revoked.get("data").toString()).contains("jti=", "by=key:").doesNotContain(token);
    }

    @Test
    void aWebhookThatIsGoneIsToldOfAndOneThatItsOwnerSwitchesOffIsNot() throws Exception {
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            exchange.sendResponseHeaders(410, -1);
            exchange.close();
        });
        receiver.start();
        String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
        String byHand = webhook(url, "room.archived");
        assertThat(app().patch("/api/v1/webhooks/" + byHand, Map.of("enabled", false))
                        .status())
                .isEqualTo(200);
        String gone = webhook(url, "room.created");
        app().post("/api/v1/room", Map.of("roomName", "hall"));

        List<Map<String, Object>> told = feed.upTo(event -> event.get("type").equals("webhook.disabled"));
        receiver.stop(0);

        assertThat(told).extracting(event -> event.get("type")).containsExactly("room.created", "webhook.disabled");
        Map<String, Object> disabled = told.get(1);
        assertThat(DocumentedSchemas.complaintsOfEvent(disabled)).isEmpty();
        assertThat(disabled.get("data")).isEqualTo(Map.of("webhookId", gone, "reason", "gone"));
        assertThat(disabled).doesNotContainKey("roomName");
        assertThat(app().get("/api/v1/webhooks/" + gone).text("switchedOff")).isEqualTo("gone");
    }

    private String webhook(String url, String type) {
        return app().post("/api/v1/webhooks", Map.of("url", url, "types", List.of(type)))
                .text("webhookId");
    }

    @Test
    void whatHappenedWhileNobodyWasThereToTellIsToldAfterARestart() throws Exception {
        app().post("/api/v1/room", Map.of("roomName", "first"));
        feed.upTo(event -> event.get("type").equals("room.created"));
        stop();
        open();
        app().post("/api/v1/room", Map.of("roomName", "second"));

        List<Map<String, Object>> told =
                new ArrayList<>(feed.upTo(event -> Objects.equals(event.get("roomName"), "second")));

        assertThat(told).extracting(event -> event.get("roomName")).containsExactly("second");
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeHasASchema(EventType type) {
        assertThat(DocumentedSchemas.hasEvent(type.wireName())).isTrue();
    }

    @Test
    void nobodyFollowsWithoutAKey() {
        assertThat(anyone().get("/local/events").problem()).isEqualTo("unauthenticated");
    }

    private String knock() {
        return anyone().post("/api/v1/join/dev/lobby", Map.of("name", "Grace")).text("requestId");
    }

    private void decide(String request, String how, Map<String, ?> body) {
        ApiAnswer answer = app().post("/api/v1/join/dev/lobby/" + request + "/" + how, body);
        assertThat(answer.status()).describedAs(answer.body()).isEqualTo(200);
    }

    @SuppressWarnings("unchecked") // Json makes maps of nothing but objects
    private static Map<String, Object> data(List<Map<String, Object>> told, String type) {
        return (Map<String, Object>) told.stream()
                .filter(event -> event.get("type").equals(type))
                .findFirst()
                .orElseThrow()
                .get("data");
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    private ApiClient anyone() {
        return ApiClient.at(url());
    }

    private ApiClient app() {
        return anyone().withKey(server.apiKey().reveal());
    }
}
