package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.latchkey.local.LatchkeyServer;
import dev.latchkey.local.Settings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every method against the whole service, as it runs on one machine. */
class WholeServiceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static LatchkeyServer server;
    private static Latchkey latchkey;

    @BeforeAll
    static void start() throws Exception {
        server = LatchkeyServer.start(
                new Settings(Path.of("..", "..", "template.yaml"), folder, 0, ""), Clock.systemUTC());
        latchkey = Latchkey.builder(url(), server.apiKey().reveal())
                .timeout(PATIENCE)
                .build();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** What a visitor's browser does, which is no part of this client. */
    private static Map<String, Object> join(String roomName, Map<String, String> body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/api/v1/join/dev/" + roomName))
                .header("content-type", "application/json")
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString(Json.write(body)))
                .build();
        return JsonObject.parse(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body())
                .members();
    }

    private static ErrorCode codeOf(Runnable call) {
        return catchThrowableOfType(LatchkeyException.class, call::run).code();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("in time").isBefore(end);
            Thread.sleep(50);
        }
    }

    @Test
    void roomsAreMadeReadChangedListedAndArchived() {
        Room room = latchkey.createRoom(RoomSettings.defaults()
                .roomName("weekly-sync")
                .privacy(Privacy.PRIVATE)
                .enableRequestToJoin(true)
                .roomLocked(false)
                .notBefore(Instant.ofEpochSecond(1_700_000_000))
                .expiresAt(Instant.ofEpochSecond(4_102_444_800L))
                .maxParticipants(12)
                .ejectAfter(Duration.ofHours(1))
                .metadata(Map.of("team", List.of("engines", 7, 0.5, true)))
                .set("lang", "de"));
        assertThat(room.app()).isEqualTo("dev");
        assertThat(room.created()).isBetween(Instant.now().minus(PATIENCE), Instant.now());
        assertThat(room.settings())
                .containsEntry("enableRequestToJoin", true)
                .containsEntry("notBeforeUnixSec", 1_700_000_000L)
                .containsEntry("expireUnixSec", 4_102_444_800L)
                .containsEntry("maxParticipants", 12L)
                .containsEntry("ejectAfterElapsedTimeInSec", 3600L)
                .containsEntry("metadata", Map.of("team", List.of("engines", 7L, 0.5, true)))
                .containsEntry("lang", "de");
        assertThat(latchkey.getRoom("weekly-sync")).isEqualTo(room);
        assertThat(codeOf(() -> latchkey.createRoom(RoomSettings.defaults().roomName("weekly-sync"))))
                .isEqualTo(ErrorCode.ROOM_EXISTS);

        Room changed = latchkey.updateRoom(
                "weekly-sync", RoomSettings.defaults().privacy(Privacy.PUBLIC).clear("maxParticipants"));
        assertThat(changed.privacy()).isEqualTo(Privacy.PUBLIC);
        assertThat(changed.settings()).doesNotContainKey("maxParticipants").containsEntry("lang", "de");

        Room another = latchkey.createRoom(RoomSettings.defaults());
        assertThat(latchkey.listRooms().pageSize(1).stream().map(Room::roomName))
                .contains("weekly-sync", another.roomName());
        latchkey.archiveRoom("weekly-sync");
        assertThat(codeOf(() -> latchkey.getRoom("weekly-sync"))).isEqualTo(ErrorCode.ROOM_NOT_FOUND);
    }

    @Test
    void tokensAreMadeValidatedAndTakenBack() {
        String room = latchkey.createRoom(RoomSettings.defaults()).roomName();
        Instant before = Instant.now();
        TokenPayload payload = latchkey.validateToken(latchkey.createToken(AccessToken.forRoom(room)
                .role("dj")
                .permissions(PermissionOverlay.none()
                        .admin(false)
                        .canConsume(true)
                        .canProduce(true)
                        .cam(false)
                        .mic(true)
                        .screen(false)
                        .canSendData(false)
                        .canRecvData(true)
                        .canUpdateMetadata(true))
                .name("Ada")
                .email("ada@example.com")
                .externalUserId("user-42")
                .metadata(Map.of("seat", 7))
                .maxPeers(2)
                .notBefore(Instant.ofEpochSecond(1_700_000_000))
                .ejectAfter(Duration.ofMinutes(30))));
        assertThat(payload.app()).isEqualTo("dev");
        assertThat(payload.subject()).isEqualTo("user-42");
        assertThat(payload.roomName()).isEqualTo(room);
        assertThat(payload.name()).isEqualTo("Ada");
        assertThat(payload.email()).isEqualTo("ada@example.com");
        assertThat(payload.externalUserId()).isEqualTo("user-42");
        assertThat(payload.role()).isEqualTo("dj");
        assertThat(payload.permissions())
                .isEqualTo(new Permissions(
                        false, true, true, new Permissions.Sources(false, true, false), false, true, true));
        assertThat(payload.metadata()).isEqualTo(Map.of("seat", 7L));
        assertThat(Duration.between(before, payload.expiresAt()))
                .isBetween(
                        Duration.ofHours(4).minusSeconds(2), Duration.ofHours(4).plus(PATIENCE));

        TokenPayload forEver = latchkey.validateToken(
                latchkey.createToken(AccessToken.forEveryRoom().neverExpires()));
        assertThat(forEver.expiresAt()).isNull();
        assertThat(forEver.roomName()).isNull();
        assertThat(forEver.role()).isEqualTo(Role.GUEST);

        String byText =
                latchkey.createToken(AccessToken.forRoom(room).role(Role.HOST).ttl(Duration.ofMinutes(5)));
        latchkey.revokeToken(byText);
        assertThat(codeOf(() -> latchkey.validateToken(byText))).isEqualTo(ErrorCode.TOKEN_REVOKED);
        String byId = latchkey.createToken(AccessToken.forRoom(room));
        latchkey.revokeTokenById(latchkey.validateToken(byId).jti());
        assertThat(codeOf(() -> latchkey.validateToken(byId))).isEqualTo(ErrorCode.TOKEN_REVOKED);
        latchkey.revokeTokensIssuedBefore(Instant.now().minusSeconds(3600), room);
        latchkey.revokeTokensIssuedBefore(Instant.now().minusSeconds(3600));
        assertThat(codeOf(() -> latchkey.validateToken("no token"))).isEqualTo(ErrorCode.TOKEN_INVALID);
    }

    @Test
    void somebodyWaitsIsLetInChangedPutOutAndBanned() throws Exception {
        String room = latchkey.createRoom(
                        RoomSettings.defaults().privacy(Privacy.PRIVATE).enableRequestToJoin(true))
                .roomName();
        WaitingRoom door = latchkey.waitingRoom("dev", room);
        Map<String, Object> waiting = join(room, Map.of("name", "Grace"));
        join(room, Map.of("name", "Mallory"));
        join(room, Map.of("name", "Trudy"));
        List<JoinRequest> requests = door.joinRequests().stream().toList();
        assertThat(requests).extracting(JoinRequest::name).containsExactly("Grace", "Mallory", "Trudy");
        assertThat(requests.get(0).requestId()).isEqualTo(waiting.get("requestId"));
        assertThat(requests.get(0).reason()).isEqualTo("private");
        assertThat(requests.get(0).expiresAt()).isAfter(requests.get(0).requestedAt());

        door.approve(
                requests.get(0).requestId(),
                Grant.asIs()
                        .role(Role.SPEAKER)
                        .permissions(PermissionOverlay.none().canSendData(false))
                        .message("Welcome"));
        door.deny(requests.get(1).requestId(), "This meeting is for the team");
        door.deny(requests.get(2).requestId());
        assertThat(door.joinRequests()).isEmpty();
        assertThat(codeOf(() -> door.deny(requests.get(0).requestId()))).isEqualTo(ErrorCode.ALREADY_DECIDED);
        join(room, Map.of("ticket", (String) waiting.get("ticket")));

        List<EndedJoinRequest> ended = door.ended().pageSize(2).stream().toList();
        assertThat(ended).extracting(EndedJoinRequest::name).containsExactly("Trudy", "Mallory", "Grace");
        assertThat(ended).extracting(EndedJoinRequest::status).containsExactly("denied", "denied", "admitted");
        assertThat(ended)
                .extracting(EndedJoinRequest::message)
                .containsExactly(null, "This meeting is for the team", "Welcome");
        assertThat(ended.get(2).role()).isEqualTo("speaker");
        assertThat(ended).allSatisfy(request -> assertThat(request.by()).startsWith("key:"));

        Peer grace = latchkey.listPeers(room).iterator().next();
        assertThat(grace.name()).isEqualTo("Grace");
        assertThat(grace.peerId()).isEqualTo(ended.get(2).peerId());
        assertThat(grace.role()).isEqualTo(Role.SPEAKER);
        assertThat(grace.permissions().canSendData()).isFalse();
        assertThat(grace.ejectAt()).isNull();
        Peer changed = latchkey.updatePeer(
                room,
                grace.peerId(),
                PeerChange.toRole(Role.GUEST)
                        .and(PeerChange.toPermissions(PermissionOverlay.none().screen(false)))
                        .and(PeerChange.toMetadata(Map.of("hand", "raised"))));
        assertThat(changed.role()).isEqualTo(Role.GUEST);
        assertThat(changed.permissions().canProduceSources()).isEqualTo(new Permissions.Sources(true, true, false));
        assertThat(changed.metadata()).isEqualTo(Map.of("hand", "raised"));
        assertThat(latchkey.updatePeer(room, grace.peerId(), PeerChange.toNoMetadata())
                        .metadata())
                .isNull();

        LiveSession live = latchkey.listActiveSessions().stream()
                .filter(session -> session.roomName().equals(room))
                .findFirst()
                .orElseThrow();
        assertThat(live.onlineCount()).isEqualTo(1);
        assertThat(live.session().endedAt()).isNull();
        latchkey.ejectPeer(room, grace.peerId());
        assertThat(latchkey.listPeers(room)).isEmpty();
        assertThat(codeOf(() -> latchkey.ejectPeer(room, grace.peerId()))).isEqualTo(ErrorCode.PEER_NOT_FOUND);

        String token =
                latchkey.createToken(AccessToken.forRoom(room).name("Eve").externalUserId("user-6"));
        join(room, Map.of("accessToken", token));
        latchkey.ejectAndBanPeer(
                room, latchkey.listPeers(room).iterator().next().peerId());
        latchkey.ban(room, "user 7/é");
        assertThat(latchkey.listBans(room))
                .extracting(Ban::externalUserId)
                .containsExactlyInAnyOrder("user-6", "user 7/é");
        latchkey.unban(room, "user 7/é");
        assertThat(latchkey.listBans(room)).extracting(Ban::externalUserId).containsExactly("user-6");

        Session session = latchkey.listSessions(room).stream()
                .reduce((newer, older) -> older)
                .orElseThrow();
        assertThat(session.meetingSessionId()).isEqualTo(live.session().meetingSessionId());
        Participation left = latchkey.listParticipants(room, session.meetingSessionId()).stream()
                .filter(participation -> participation.peerId().equals(grace.peerId()))
                .findFirst()
                .orElseThrow();
        assertThat(left.reason()).isEqualTo("ejected");
        assertThat(left.leftAt()).isNotNull();
        assertThat(codeOf(() -> latchkey.listParticipants(room, "01M81J18G0KTG2FJZBHRET7DN6")
                        .firstPage()))
                .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    }

    private record Got(Map<String, String> headers, byte[] body) {}

    @Test
    void apiKeysAreMadeListedChangedReplacedAndEnded() {
        NewApiKey made = latchkey.apiKeys()
                .create(ApiKeyLimits.scopes("rooms", "read-only")
                        .label("of a test")
                        .room("somewhere"));
        String id = made.key().keyId();
        assertThat(latchkey.apiKeys().list()).contains(made.key());
        Latchkey own = Latchkey.of(url(), made.apiKey());
        assertThat(codeOf(() -> own.listRooms().firstPage())).isEqualTo(ErrorCode.FORBIDDEN);

        ApiKey changed = latchkey.apiKeys()
                .change(id, ApiKeyLimits.unchanged().everyRoom().neverExpires().label("renamed"));
        assertThat(changed.label()).isEqualTo("renamed");
        assertThat(changed.room()).isNull();
        own.listRooms().firstPage();

        NewApiKey next = latchkey.apiKeys().rotate(id, Duration.ofMinutes(1));
        assertThat(next.previous().keyId()).isEqualTo(id);
        assertThat(next.previous().expiresAt()).isNotNull();
        assertThat(next.toString()).doesNotContain(next.apiKey());
        latchkey.apiKeys().revoke(id);
        assertThat(codeOf(() -> own.listRooms().firstPage())).isEqualTo(ErrorCode.UNAUTHENTICATED);
        latchkey.apiKeys().revoke(next.key().keyId());
        assertThat(codeOf(() -> latchkey.apiKeys().revoke(id))).isEqualTo(ErrorCode.KEY_NOT_FOUND);
    }

    @Test
    void mediaServerIsNamedShownAndTakenAway() {
        MediaServerSettings settings = MediaServerSettings.liveKit("ws://127.0.0.1:9", "http://127.0.0.1:9", "devkey")
                .companions("sip");
        MediaServer shown =
                new MediaServer("livekit", "ws://127.0.0.1:9", "http://127.0.0.1:9", "devkey", List.of("sip"));
        assertThat(latchkey.media().set(settings.apiSecret("secret".repeat(6)))).isEqualTo(shown);
        assertThat(latchkey.media().set(settings)).isEqualTo(shown);
        assertThat(latchkey.media().get()).contains(shown);
        latchkey.media().unset();
        assertThat(latchkey.media().get()).isEmpty();
    }

    @Test
    void webhooksAreMadeCalledVerifiedChangedReplayedAndDeleted() throws Exception {
        BlockingQueue<Got> received = new LinkedBlockingQueue<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            Got got = new Got(headers, exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
            received.add(got);
        });
        receiver.start();
        try {
            String address = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hooks";
            WebhookWithSecret made = latchkey.createWebhook(WebhookSettings.to(address)
                    .types(List.of("room.created"))
                    .rooms(List.of("told"))
                    .description("of a test"));
            String id = made.webhook().webhookId();
            assertThat(latchkey.getWebhook(id)).isEqualTo(made.webhook());
            assertThat(latchkey.listWebhooks()).contains(made.webhook());

            assertThat(latchkey.testWebhook(id).delivered()).isTrue();
            WebhookEvent test = verified(received.poll(60, TimeUnit.SECONDS), made.secret());
            assertThat(test.type()).isEqualTo("webhook.test");

            latchkey.createRoom(RoomSettings.defaults().roomName("told"));
            WebhookEvent event = verified(received.poll(60, TimeUnit.SECONDS), made.secret());
            assertThat(event.type()).isEqualTo("room.created");
            assertThat(event.roomName()).isEqualTo("told");
            assertThat(event.data()).containsKey("room");

            await(() -> latchkey.listDeliveries(id).pageSize(1).stream()
                    .anyMatch(delivery -> delivery.state().equals("delivered")));
            Delivery delivery = latchkey.listDeliveries(id).iterator().next();
            assertThat(delivery.eventId()).isEqualTo(event.id());
            assertThat(delivery.attempts()).isEqualTo(1);
            assertThat(delivery.lastAttempt().status()).isEqualTo(204);
            assertThat(delivery.lastAttempt().fault()).isNull();

            WebhookWithSecret rotated = latchkey.rotateWebhookSecret(id);
            assertThat(latchkey.replayDeliveries(id, List.of(delivery.deliveryId())))
                    .isEqualTo(new Replayed(1, false));
            Got again = received.poll(60, TimeUnit.SECONDS);
            assertThat(verified(again, made.secret()).id()).isEqualTo(event.id());
            assertThat(verified(again, rotated.secret()).id()).isEqualTo(event.id());
            assertThat(latchkey.replayFailed(id).replayed()).isZero();
            assertThat(latchkey.replayFailedSince(id, Instant.EPOCH).replayed()).isZero();

            Webhook changed = latchkey.changeWebhook(
                    id, WebhookSettings.unchanged().enabled(false).description(""));
            assertThat(changed.enabled()).isFalse();
            assertThat(changed.switchedOff()).isNull();
            assertThat(changed.url()).isEqualTo(address);
            latchkey.deleteWebhook(id);
            assertThat(codeOf(() -> latchkey.getWebhook(id))).isEqualTo(ErrorCode.WEBHOOK_NOT_FOUND);
        } finally {
            receiver.stop(0);
        }
    }

    private static WebhookEvent verified(Got got, String secret) {
        assertThat(got).as("within a minute").isNotNull();
        return new WebhookVerifier(secret).verify(got.body(), got.headers()::get);
    }

    @Test
    void aWrongKeyAndBadFieldsAreRefusedByTheirCodes() {
        assertThat(codeOf(() -> Latchkey.of(url() + "/", "no-key").listRooms().firstPage()))
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
        LatchkeyException refused = catchThrowableOfType(
                LatchkeyException.class,
                () -> latchkey.createRoom(
                        RoomSettings.defaults().set("privacy", "secret").maxParticipants(-1)));
        assertThat(refused.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST);
        assertThat(refused.fieldErrors()).extracting(FieldError::field).contains("privacy", "maxParticipants");
        assertThat(refused.requestId()).isNotEmpty();
    }

    /** The listing of README.md, compiled and run as it stands there. */
    @Test
    void theListingOfTheReadmeRuns() throws Exception {
        String readme = Files.readString(Path.of("README.md"), StandardCharsets.UTF_8);
        String listing = readme.substring(
                readme.indexOf("```java\n") + 8, readme.indexOf("\n```\n", readme.indexOf("```java\n")));
        String token = new Listed(listing, folder).run(url(), server.apiKey().reveal());
        assertThat(latchkey.validateToken(token).role()).isEqualTo(Role.HOST);
    }
}
