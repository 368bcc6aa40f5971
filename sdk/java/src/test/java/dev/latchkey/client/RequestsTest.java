package dev.latchkey.client;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.client.FakeService.Request;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the client asks is what openapi.yaml describes. */
class RequestsTest {
    private static final String ROOM = "weekly-sync";
    private static final String ID = "01M81J18G0CWYQ9MTFT8EFP8N9";
    private static final Instant NOON = Instant.ofEpochSecond(1_795_348_800);
    private static final Instant LATER = Instant.ofEpochSecond(4_102_444_800L);

    private static final PermissionOverlay PERMISSIONS = PermissionOverlay.none()
            .admin(false)
            .canConsume(true)
            .canProduce(true)
            .cam(true)
            .mic(true)
            .screen(false)
            .canSendData(true)
            .canRecvData(true)
            .canUpdateMetadata(true);
    private static final RoomSettings SETTINGS = RoomSettings.defaults()
            .roomName(ROOM)
            .privacy(Privacy.PRIVATE)
            .enableRequestToJoin(true)
            .roomLocked(false)
            .notBefore(NOON)
            .expiresAt(LATER)
            .maxParticipants(12)
            .ejectAfter(Duration.ofHours(1))
            .metadata(Map.of("team", List.of("engines")))
            .set("enableChat", false);
    private static final AccessToken TOKEN = AccessToken.forRoom(ROOM)
            .role(Role.SPEAKER)
            .permissions(PERMISSIONS)
            .name("Ada")
            .email("ada@example.com")
            .externalUserId("user-42")
            .metadata(Map.of("seat", 7))
            .maxPeers(2)
            .notBefore(NOON)
            .ejectAfter(Duration.ofHours(1))
            .ttl(Duration.ofDays(1));
    private static final PeerChange CHANGE = PeerChange.toRole(Role.SPEAKER)
            .and(PeerChange.toPermissions(PERMISSIONS))
            .and(PeerChange.toMetadata(Map.of("seat", 7)));
    private static final Grant GRANT =
            Grant.asIs().role(Role.SPEAKER).permissions(PERMISSIONS).message("Welcome");
    private static final ApiKeyLimits LIMITS =
            ApiKeyLimits.scopes("people").label("support").room(ROOM).expiresAt(LATER);
    private static final WebhookSettings WEBHOOK = WebhookSettings.to("https://example.com/hooks")
            .types(List.of("peer.joined"))
            .rooms(List.of(ROOM))
            .description("for the tests")
            .signature("huddle01")
            .enabled(true);
    private static final MediaServerSettings LIVE_KIT =
            MediaServerSettings.liveKit("wss://media.example.com", "https://media.example.com", "APIx7");

    private interface Ask {
        void of(Latchkey latchkey);
    }

    /** A method, and calls of it: with nothing that may be left out, and with everything. */
    record Row(Class<?> type, String method, List<Ask> calls) {
        @Override
        public String toString() {
            return type.getSimpleName() + "." + method;
        }
    }

    static final List<Row> ROWS = List.of(
            row("createRoom", of -> of.createRoom(RoomSettings.defaults()), of -> of.createRoom(SETTINGS)),
            row("getRoom", of -> of.getRoom(ROOM)),
            row(
                    "updateRoom",
                    of -> of.updateRoom(ROOM, RoomSettings.defaults()),
                    of -> of.updateRoom(ROOM, SETTINGS.clear("maxParticipants"))),
            row("archiveRoom", of -> of.archiveRoom(ROOM)),
            sized("listRooms", Latchkey::listRooms),
            row(
                    "createToken",
                    of -> of.createToken(AccessToken.forEveryRoom().neverExpires()),
                    of -> of.createToken(TOKEN)),
            row("validateToken", of -> of.validateToken("access-token")),
            row("revokeToken", of -> of.revokeToken("access-token")),
            row("revokeTokenById", of -> of.revokeTokenById(ID)),
            row(
                    "revokeTokensIssuedBefore",
                    of -> of.revokeTokensIssuedBefore(NOON),
                    of -> of.revokeTokensIssuedBefore(NOON, ROOM)),
            sized("listPeers", of -> of.listPeers(ROOM)),
            row(
                    "updatePeer",
                    of -> of.updatePeer(ROOM, ID, PeerChange.toNoMetadata()),
                    of -> of.updatePeer(ROOM, ID, CHANGE)),
            row("ejectPeer", of -> of.ejectPeer(ROOM, ID)),
            row("ejectAndBanPeer", of -> of.ejectAndBanPeer(ROOM, ID)),
            list(Latchkey.class, "listBans", of -> of.listBans(ROOM)),
            row("ban", of -> of.ban(ROOM, "user/42")),
            row("unban", of -> of.unban(ROOM, "user/42")),
            sized("listSessions", of -> of.listSessions(ROOM)),
            sized("listParticipants", of -> of.listParticipants(ROOM, ID)),
            sized("listActiveSessions", Latchkey::listActiveSessions),
            row(
                    "createWebhook",
                    of -> of.createWebhook(WebhookSettings.to("https://example.com/hooks")),
                    of -> of.createWebhook(WEBHOOK)),
            list(Latchkey.class, "listWebhooks", Latchkey::listWebhooks),
            row("getWebhook", of -> of.getWebhook(ID)),
            row(
                    "changeWebhook",
                    of -> of.changeWebhook(ID, WebhookSettings.unchanged()),
                    of -> of.changeWebhook(ID, WEBHOOK)),
            row("deleteWebhook", of -> of.deleteWebhook(ID)),
            row("testWebhook", of -> of.testWebhook(ID)),
            row("rotateWebhookSecret", of -> of.rotateWebhookSecret(ID)),
            sized("listDeliveries", of -> of.listDeliveries(ID)),
            row("replayFailed", of -> of.replayFailed(ID)),
            row("replayFailedSince", of -> of.replayFailedSince(ID, NOON)),
            row("replayDeliveries", of -> of.replayDeliveries(ID, List.of("001795348800000-evt_" + ID))),
            list(ApiKeys.class, "list", of -> of.apiKeys().list()),
            row(
                    ApiKeys.class,
                    "create",
                    of -> of.apiKeys().create(ApiKeyLimits.scopes("people", "read-only")),
                    of -> of.apiKeys().create(LIMITS)),
            row(
                    ApiKeys.class,
                    "change",
                    of -> of.apiKeys().change(ID, ApiKeyLimits.unchanged()),
                    of -> of.apiKeys().change(ID, LIMITS),
                    of -> of.apiKeys().change(ID, LIMITS.everyRoom().neverExpires())),
            row(ApiKeys.class, "revoke", of -> of.apiKeys().revoke(ID)),
            row(ApiKeys.class, "rotate", of -> of.apiKeys().rotate(ID, Duration.ofDays(1))),
            row(MediaSetting.class, "get", of -> of.media().get()),
            row(
                    MediaSetting.class,
                    "set",
                    of -> of.media().set(LIVE_KIT),
                    of -> of.media().set(LIVE_KIT.apiSecret("s".repeat(32)).companions("agent"))),
            row(MediaSetting.class, "unset", of -> of.media().unset()),
            list(WaitingRoom.class, "joinRequests", of -> door(of).joinRequests()),
            list(WaitingRoom.class, "ended", of -> door(of).ended().pageSize(100)),
            row(
                    WaitingRoom.class,
                    "approve",
                    of -> door(of).approve(ID, Grant.asIs()),
                    of -> door(of).approve(ID, GRANT)),
            row(WaitingRoom.class, "deny", of -> door(of).deny(ID), of -> door(of).deny(ID, "Not today")));

    /** Whose calls are none of this client's: methods and paths, and who makes them. */
    private static final Map<String, String> OTHERS = Map.of(
            "POST /api/v1/join/\\{appName}/\\{roomName}", "a visitor: sdk/js",
            "(GET|DELETE) /api/v1/join/.*/\\{requestId}", "who waits: sdk/js",
            "POST /api/v1/session/.*", "who is inside: sdk/js",
            "(GET|HEAD) /\\.well-known/.*", "what verifies tokens without the service: docs/offline.md",
            "\\w+ /api/v1/livekit/.*", "LiveKit, its own clients, and the proxy in front of it: docs/media.md",
            "\\w+ /api/v1/dashboard/.*", "the dashboard's page",
            "\\w+ /api/v2/sdk/.*", "Huddle01's server SDK: docs/migrating.md");

    private static WaitingRoom door(Latchkey latchkey) {
        return latchkey.waitingRoom("dev", ROOM);
    }

    private static Row row(String method, Ask... calls) {
        return row(Latchkey.class, method, calls);
    }

    private static Row row(Class<?> type, String method, Ask... calls) {
        return new Row(type, method, List.of(calls));
    }

    private static Row list(Class<?> type, String method, Function<Latchkey, Listing<?>> list) {
        return row(
                type,
                method,
                of -> list.apply(of).firstPage(),
                of -> list.apply(of).pageAt("next"));
    }

    private static Row sized(String method, Function<Latchkey, SizedListing<?>> list) {
        return row(
                method,
                of -> list.apply(of).firstPage(),
                of -> list.apply(of).pageSize(100).pageAt("next"));
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void whatAMethodAsksIsDescribed(Row row) {
        assertThat(requestsOf(row).stream().flatMap(request -> faults(request).stream()))
                .isEmpty();
    }

    @Test
    void everyMethodIsCalled() {
        assertThat(ROWS.stream().map(Row::toString).collect(toSet()))
                .isEqualTo(Stream.of(Latchkey.class, ApiKeys.class, MediaSetting.class, WaitingRoom.class)
                        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .filter(method -> !Modifier.isStatic(method.getModifiers()))
                        .filter(method ->
                                !Set.of("apiKeys", "media", "waitingRoom").contains(method.getName()))
                        .map(RequestsTest::nameOf)
                        .collect(toSet()));
    }

    private static String nameOf(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    @Test
    void everyOperationIsCalledOrForOthersToCall() {
        Set<String> called = new HashSet<>();
        ROWS.forEach(row ->
                requestsOf(row).forEach(request -> Operation.of(request).ifPresent(one -> called.add(one.toString()))));
        Set<String> others = Operation.all().stream()
                .map(Operation::toString)
                .filter(operation -> OTHERS.keySet().stream().anyMatch(operation::matches))
                .collect(toSet());
        assertThat(called).doesNotContainAnyElementsOf(others);
        called.addAll(others);
        assertThat(new TreeSet<>(called))
                .isEqualTo(Operation.all().stream().map(Operation::toString).collect(toCollection(TreeSet::new)));
    }

    private static List<Request> requestsOf(Row row) {
        try (FakeService service = new FakeService().otherwise(RequestsTest::answer)) {
            row.calls().forEach(call -> call.of(service.client()));
            assertThat(service.requests()).hasSameSizeAs(row.calls());
            return List.copyOf(service.requests());
        }
    }

    private static String answer(Request request) {
        return Operation.of(request).map(Operation::answer).orElse("{}");
    }

    private static List<String> faults(Request request) {
        return Operation.of(request)
                .map(operation -> operation.faults(request))
                .orElseGet(() -> List.of("is no operation"));
    }

    static Stream<Arguments> wrong() {
        String body = "{\"roomName\": \"weekly-sync\"}";
        Map<String, String> headers =
                Map.of("x-api-key", FakeService.KEY, "content-type", "application/json", "idempotency-key", "k");
        return Stream.of(
                Arguments.of("/api/v1/roms", body, headers, "is no operation"),
                Arguments.of("/api/v1/room", body.replace("roomName", "roomname"), headers, "roomname"),
                Arguments.of("/api/v1/room", "{\"maxParticipants\": \"12\"}", headers, "the body/maxParticipants: "),
                Arguments.of("/api/v1/room?page=2", body, headers, "page is unknown"),
                Arguments.of("/api/v1/room", body, without(headers, "idempotency-key"), "Idempotency-Key is missing"),
                Arguments.of("/api/v1/room", body, without(headers, "x-api-key"), "the credential is missing"),
                Arguments.of("/api/v1/room", body, without(headers, "content-type"), "takes no body of the type \"\""),
                Arguments.of("/api/v1/webhooks", "", headers, "a body is missing"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aRequestThatIsNotDescribedIsNoticed(String target, String body, Map<String, String> headers, String fault) {
        Map<String, List<String>> sent =
                headers.entrySet().stream().collect(toMap(Map.Entry::getKey, one -> List.of(one.getValue())));
        assertThat(faults(new Request("POST", target, body, sent)))
                .anySatisfy(one -> assertThat(one).contains(fault));
    }

    private static Map<String, String> without(Map<String, String> headers, String name) {
        Map<String, String> others = new HashMap<>(headers);
        others.remove(name);
        return others;
    }
}
