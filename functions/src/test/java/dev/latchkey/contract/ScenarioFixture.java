package dev.latchkey.contract;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.latchkey.access.AuditLog;
import dev.latchkey.app.AppName;
import dev.latchkey.aws.DynamoDbPublicKeys;
import dev.latchkey.aws.FakeSecretsManager;
import dev.latchkey.aws.NamedSecrets;
import dev.latchkey.aws.SecretsManagerMediaSecrets;
import dev.latchkey.aws.Table;
import dev.latchkey.event.EventBus;
import dev.latchkey.functions.keys.RotateSigningKeyHandler;
import dev.latchkey.functions.platform.DynamoDbStores;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Stores;
import dev.latchkey.joinrequest.OriginSecret;
import dev.latchkey.json.Json;
import dev.latchkey.live.ConnectionPost;
import dev.latchkey.media.MediaSecrets;
import dev.latchkey.outbound.ApiClient;
import dev.latchkey.outbound.Outbound;
import dev.latchkey.page.PageRequest;
import dev.latchkey.queue.MessageQueue;
import dev.latchkey.queue.QueueName;
import dev.latchkey.queue.ReplyQueues;
import dev.latchkey.room.NewRooms;
import dev.latchkey.signing.CachedSigningKeys;
import dev.latchkey.signing.KeyPublication;
import dev.latchkey.signing.KeySet;
import dev.latchkey.signing.QuickKeys;
import dev.latchkey.signing.RotationException;
import dev.latchkey.signing.SharedSecret;
import dev.latchkey.signing.SigningKeys;
import dev.latchkey.statuslist.ServiceAddress;
import dev.latchkey.testing.FakeLiveKit;
import dev.latchkey.testing.FakeOutbound;
import dev.latchkey.testing.memory.InMemoryStores;
import dev.latchkey.text.Sha256;
import dev.latchkey.webhook.DeliveryLog;
import dev.latchkey.webhook.EndpointHealth;
import dev.latchkey.webhook.MasterKey;
import dev.latchkey.webhook.WebhookEndpoint;
import dev.latchkey.webhook.WebhookSignature;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * A bundle of its own for one scenario: the deployed handlers over an empty table as template.yaml defines it, or over the twins of
 * its stores. Whatever the scenario needs is made by the handlers themselves.
 */
final class ScenarioFixture implements Platform {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    /** The rotation that events/rotate-signing-key.*.json are about, and the secret that they name. */
    static final String ROTATION = "3a1c9d52-7e44-4a0b-8f6d-2b9b6f0a7c11";

    /** What the names of the secrets of media servers begin with, where the stack is called latchkey. */
    static final String MEDIA_SECRETS = "latchkey/media/";

    /** What CloudFront shows in the events that come by it. */
    static final String ORIGIN_SECRET = "ORIGIN_SECRET_HERE";

    static final String SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:SigningKeys-a1B2c3D4e5F6-gH7iJ8";

    static final KeySet KEYS = QuickKeys.rotation().fresh(NOON.minus(Duration.ofDays(30)));
    private static final KeySet OTHER_KEYS = QuickKeys.rotation().fresh(NOON.minus(Duration.ofDays(30)));

    /** The queue that events/command.*.json name as the one that the bus fills. */
    static final String BUS_COMMANDS = "arn:aws:sqs:us-east-1:123456789012:latchkey-BusCommands-1A2B3C4D5E6F";

    /** The queue for the app's replies. */
    static final String REPLY_QUEUE = "latchkey-replies-dev";
    /** Where a function finds the service that hears it from no call. */
    static final String SERVICE_URL = "https://api.example.com";

    /** The live connection that events/ are about. */
    private static final String CONNECTION = "UH9y5cMDDoECEzQ=";

    /** Where every event of events/ comes from. */
    static final String ADDRESS = "203.0.113.7";

    private static final String JOIN = "POST /api/v1/join/{appName}/{roomName}";

    /** A moment of the files, as Unix time: within some months of noon, as no other number there is. */
    private static final Pattern TIME = Pattern.compile("\\b179\\d{7}\\b");

    private final Surroundings surroundings;
    private final TestClock clock;
    private final Set<String> calls;
    private final Set<String> settings = new TreeSet<>();
    private final Kept kept;
    private final SecretsManagerClient secretsManager;
    private final Map<String, String> placeholders = new HashMap<>();
    private KeySet keys = KEYS;
    private final FakeOutbound outbound = new FakeOutbound();
    private String liveKitApi = FakeLiveKit.API;
    private final FakeLiveKit liveKit;
    private boolean busRefuses;
    private boolean connectionsGone;

    /** Everything in this process, where it is noon and stays it, over a table. */
    ScenarioFixture() {
        this(hereAtNoon(), LocalDynamoDb.CLIENT, "Latchkey-" + UUID.randomUUID());
    }

    /** @param table is made */
    ScenarioFixture(Surroundings surroundings, DynamoDbClient dynamoDb, String table) {
        // Some requests are under way beside others.
        this(surroundings, dynamoDb, table, new ConcurrentSkipListSet<>());
    }

    private ScenarioFixture(Surroundings surroundings, DynamoDbClient dynamoDb, String table, Set<String> calls) {
        this(surroundings, Kept.on(dynamoDb, table, calls::add), calls);
    }

    private ScenarioFixture(Surroundings surroundings, Kept kept, Set<String> calls) {
        this.surroundings = surroundings;
        this.kept = kept;
        this.calls = calls;
        clock = new TestClock(surroundings.now());
        liveKit = new FakeLiveKit(clock);
        secretsManager = RecordedCalls.secretsManager(surroundings.secretsManager(), "SigningKeys", calls::add);
        placeholders.put(SECRET, surroundings.rotatedSecret());
        Answer app = invoke("apps", Json.write(Map.of("action", "create-app", "app", "dev")));
        placeholders.put("API_KEY_HERE", String.valueOf(app.json().get("apiKey")));
        placeholders.put("KEY_ID_HERE", String.valueOf(app.json().get("keyId")));
    }

    /** Over the twins of the stores: for whoever asks what the answers are, and not what the table holds then. */
    static ScenarioFixture inMemory() {
        InMemoryStores twins = new InMemoryStores(decision -> {});
        return new ScenarioFixture(
                hereAtNoon(),
                new Kept(new TwinStores(twins, TwinStores::unwatched), twins.publicKeys(), () -> {
                    throw new UnsupportedOperationException("twins have no items");
                }),
                new ConcurrentSkipListSet<>());
    }

    private static Surroundings hereAtNoon() {
        return new Surroundings(
                NOON,
                Duration.ofSeconds(1),
                new FakeSecretsManager().withValue("{\"keys\":[]}").withRotationOf(ROTATION),
                SECRET,
                new NamedSecrets());
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Stores stores() {
        settings.add("TABLE_NAME");
        return kept.stores();
    }

    @Override
    public NewRooms newRooms() {
        settings.addAll(List.of("LARGE_ROOMS", "RESTRICTION_MARKS"));
        return Platform.super.newRooms();
    }

    @Override
    public int joinAttemptsPerMinute() {
        settings.add("JOIN_ATTEMPTS_PER_MINUTE");
        return Platform.super.joinAttemptsPerMinute();
    }

    @Override
    public int tokenlessJoinsPerMinute() {
        settings.add("TOKENLESS_JOINS_PER_MINUTE");
        return Platform.super.tokenlessJoinsPerMinute();
    }

    @Override
    public SigningKeys signingKeys() {
        calls.add("secretsmanager:GetSecretValue SigningKeys");
        settings.add("SIGNING_KEYS_SECRET_ID");
        return new CachedSigningKeys(() -> keys.secretText(), clock, Runnable::run, notice -> {});
    }

    /** Whoever has it from no call asks its settings. */
    @Override
    public ServiceAddress serviceAddress() {
        ServiceAddress ofCall = Platform.super.serviceAddress();
        return () -> ofCall.url().or(() -> {
            settings.add("API_URL");
            return Optional.of(SERVICE_URL);
        });
    }

    /** Nobody listens. */
    @Override
    public EventBus eventBus() {
        settings.add("EVENT_BUS_NAME");
        return events -> {
            calls.add("events:PutEvents EventBus");
            return busRefuses ? new EventBus.Result(events, List.of()) : EventBus.Result.ALL_TAKEN;
        };
    }

    @Override
    public MessageQueue queue(QueueName name) {
        settings.add(name.variable());
        return messages -> {
            if (!messages.isEmpty()) {
                calls.add("sqs:SendMessage " + name.logicalId());
            }
        };
    }

    /** Every connection takes what it is told. */
    @Override
    public ConnectionPost connectionPost() {
        settings.add("LIVE_ENDPOINT");
        return new ConnectionPost() {
            @Override
            public Set<String> send(Map<String, String> texts) {
                calls.add("execute-api:ManageConnections LiveApi");
                return connectionsGone ? texts.keySet() : Set.of();
            }

            @Override
            public void end(String connection) {
                calls.add("execute-api:ManageConnections LiveApi");
            }
        };
    }

    @Override
    public String busCommandsQueue() {
        settings.add("BUS_COMMANDS_QUEUE_ARN");
        return BUS_COMMANDS;
    }

    /** Nobody reads them. */
    @Override
    public ReplyQueues replyQueues() {
        settings.add("REPLY_QUEUES_URL");
        return name -> messages ->
                calls.add("sqs:SendMessage arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${ReplyQueues}");
    }

    @Override
    public MasterKey webhookKey() {
        settings.add("WEBHOOK_KEY_SECRET_ID");
        return () -> {
            calls.add("secretsmanager:GetSecretValue WebhookKey");
            return "the master key of scenarios, not to be guessed";
        };
    }

    @Override
    public Outbound outbound() {
        return outbound;
    }

    @Override
    public MediaSecrets mediaSecrets() {
        settings.add("MEDIA_SECRETS_PREFIX");
        return new SecretsManagerMediaSecrets(
                () -> RecordedCalls.secretsManager(
                        surroundings.mediaSecrets(), RecordedCalls.MEDIA_SECRETS, calls::add),
                MEDIA_SECRETS);
    }

    @Override
    public OriginSecret originSecret() {
        settings.add("ORIGIN_SECRET_ID");
        return () -> {
            calls.add("secretsmanager:GetSecretValue OriginSecret");
            return Optional.of(ORIGIN_SECRET);
        };
    }

    @Override
    public ApiClient apiClient() {
        return liveKit;
    }

    /** Nobody reads them. */
    @Override
    public DeliveryLog deliveryLog() {
        return delivery -> {};
    }

    /** Nobody reads them. */
    @Override
    public AuditLog auditLog() {
        return decision -> {};
    }

    /** Noon, or whenever it is, as Unix time. */
    long now() {
        return surroundings.now().getEpochSecond();
    }

    /** The first second that has not come when the scenario is told. */
    long soon() {
        return surroundings.now().plus(surroundings.telling()).getEpochSecond();
    }

    /** Does something as it would have been done earlier. */
    void earlier(Duration ago, Runnable what) {
        clock.now = surroundings.now().minus(ago);
        what.run();
        clock.now = surroundings.now();
    }

    /** Does something as it would be done later. */
    void later(Duration ahead, Runnable what) {
        earlier(ahead.negated(), what);
    }

    /** Does something where keys are in use that are not ours. */
    void elsewhere(Runnable what) {
        keys = OTHER_KEYS;
        what.run();
        keys = KEYS;
    }

    /** Does something as another app. */
    void asAnotherApp(Runnable what) {
        String own = placeholders.get("API_KEY_HERE");
        Answer app = invoke("apps", Json.write(Map.of("action", "create-app", "app", "other")));
        placeholders.put("API_KEY_HERE", String.valueOf(app.json().get("apiKey")));
        what.run();
        placeholders.put("API_KEY_HERE", own);
    }

    void room(String name, String... fields) {
        call("POST /api/v1/room", Map.of(), body("{'roomName':'" + name + "'", fields));
    }

    /** What the room is like. */
    Map<String, Object> says(String room) {
        return call("GET /api/v1/room/{roomName}", Map.of("roomName", room), "").json();
    }

    void archive(String room) {
        call("DELETE /api/v1/room/{roomName}", Map.of("roomName", room), "");
    }

    /** From now on ACCESS_TOKEN_HERE is a token with these fields. */
    void token(String... fields) {
        Answer answer = call("POST /api/v1/token", Map.of(), body("{'name':'Ada'", fields));
        remember("ACCESS_TOKEN_HERE", answer.json().get("token"));
    }

    /** Like {@link #token}, as a call that may be repeated. */
    void tokenOnce(String... fields) {
        Map<String, String> headers = Map.of("idempotency-key", "once");
        Answer answer = call("POST /api/v1/token", Map.of(), headers, body("{'name':'Ada'", fields));
        remember("ACCESS_TOKEN_HERE", answer.json().get("token"));
    }

    /** Somebody comes in. From now on SESSION_TOKEN_HERE is this person's session token. */
    void guest(String room) {
        enter(room, "{'name':'Grace'}");
    }

    /** Whoever holds the token comes in; see {@link #guest}. */
    void holder(String room) {
        enter(room, "{'accessToken':'ACCESS_TOKEN_HERE'}");
    }

    /** The page of whoever is inside is loaded again. From now on SESSION_TOKEN_HERE is the new page's. */
    void comeAgain(String room) {
        enter(room, "{'sessionToken':'SESSION_TOKEN_HERE'}");
    }

    void leave() {
        call("POST /api/v1/session/leave", Map.of(), "{'sessionToken':'SESSION_TOKEN_HERE'}");
    }

    /** What the last step of a rotation does beside the secret. */
    void publishKeys() {
        kept.publication().publish(keys);
    }

    /** A step of a rotation that went before. */
    void rotation(String step) {
        invoke(
                "rotate-signing-key",
                EventFile.named("rotate-signing-key." + step + "-secret").text());
    }

    /** Changes that could not be told when they came, and can be by now. */
    void parkedChanges() {
        busRefuses = true;
        invoke("publish-events", EventFile.named("publish-events").text());
        busRefuses = false;
    }

    /** The app has a media server from now on. */
    void mediaServer() {
        invoke("apps", EventFile.named("apps.set-media").text().replace(FakeLiveKit.API, liveKitApi));
    }

    /** For functions of another process. */
    void liveKitAnswersAt(String api) {
        liveKitApi = api;
    }

    FakeLiveKit liveKit() {
        return liveKit;
    }

    /** Whoever came in last enters it. */
    void enterLiveKit() {
        liveKit.enter(placeholders.getOrDefault("LIVEKIT_TOKEN_HERE", ""));
    }

    /** He was there when it was asked, and has left since. */
    void leaveLiveKit() {
        enterLiveKit();
        invoke("media", EventFile.named("media.look").text());
        liveKit.leave(
                placeholders.getOrDefault("MEETING_SESSION_ID_HERE", ""),
                placeholders.getOrDefault("PEER_ID_HERE", ""));
    }

    /** The app has a second API key, SECOND_KEY_HERE. */
    void anotherKey(String... scopes) {
        Answer key =
                invoke("apps", Json.write(Map.of("action", "create-key", "app", "dev", "scopes", List.of(scopes))));
        remember("SECOND_KEY_HERE", key.json().get("apiKey"));
        remember("SECOND_ID_HERE", key.json().get("keyId"));
    }

    /** What events/api-keys.again.json asks for has been made already. */
    void keyOnce() {
        invoke("api-keys", EventFile.named("api-keys.again").text());
    }

    /** It has none any more. */
    void noMediaServer() {
        invoke("apps", EventFile.named("apps.unset-media").text());
    }

    /** An endpoint of the app that answers with that status, by the id wh_1. */
    void webhook(int status) {
        outbound.answers(() -> FakeOutbound.status(status));
        stores().webhooks()
                .put(new WebhookEndpoint(
                        new AppName("dev"),
                        "wh_1",
                        "https://example.com/hook",
                        Set.of(),
                        Set.of(),
                        "",
                        WebhookSignature.STANDARD,
                        true,
                        surroundings.now(),
                        1,
                        Instant.EPOCH,
                        1));
    }

    /** Somebody signs in to the dashboard: from now on DASHBOARD_COOKIE_HERE and DASHBOARD_SESSION_ID_HERE. */
    void signIn() {
        Answer answer = call("POST /api/v1/dashboard/sessions", Map.of(), "");
        remember("DASHBOARD_COOKIE_HERE", answer.dashboardCookie());
        remember("DASHBOARD_SESSION_ID_HERE", answer.object("session").get("id"));
    }

    /** The app has no API key any more. */
    void revokeKey() {
        operator(Map.of("action", "revoke-key", "app", "dev", "keyId", "KEY_ID_HERE"));
    }

    /** An event is on its way to it, from now on DELIVERY_HERE. */
    void delivery() {
        invoke("dispatch-webhooks", EventFile.named("dispatch-webhooks").text());
        String id = stores().deliveries()
                .list(new AppName("dev"), "wh_1", PageRequest.first(1))
                .entries()
                .get(0)
                .id();
        remember("DELIVERY_HERE", id);
    }

    /** One of the addresses that rooms name has answered 410. */
    void addressOfRoomsIsGone() {
        EndpointHealth.SwitchedOff off =
                new EndpointHealth.SwitchedOff(EndpointHealth.Off.GONE, Instant.EPOCH, "https://example.com");
        stores().webhookHealth()
                .put(new EndpointHealth(
                        new AppName("dev"),
                        EndpointHealth.ADDRESS_PREFIX + "0123456789abcdef01234567",
                        0,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        off,
                        1));
    }

    /** Its circuit has opened at that moment, in Unix milliseconds, and closed again: what was put off is to be sent on. */
    void putOff(long openedAt) {
        stores().webhookHealth()
                .put(new EndpointHealth(
                        new AppName("dev"),
                        "wh_1",
                        0,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        Instant.ofEpochMilli(openedAt),
                        null,
                        1));
    }

    /** Who sends the commands of events/ sends them for the app, whose replies have a queue. */
    void sender() {
        operator(Map.of("action", "add-sender", "app", "dev", "sender", "AROA2EXAMPLE3EXAMPLE4"));
        operator(Map.of("action", "update-app", "app", "dev", "replyQueue", REPLY_QUEUE));
    }

    /** An earlier command. */
    void command(String event) {
        invoke("command", EventFile.named(event).text());
    }

    /** The app is switched off. */
    void switchedOff() {
        operator(Map.of("action", "update-app", "app", "dev", "enabled", false));
    }

    private void operator(Map<String, Object> payload) {
        Answer answer = invoke("apps", Json.write(payload));
        if (answer.code() != null) {
            throw new AssertionError("the stage could not be set: " + answer.body());
        }
    }

    /** The live connection that the events are about is opened, as that event file says. */
    void connect(String eventFile) {
        invoke("connect", EventFile.named(eventFile).text()).succeeded();
    }

    /** Another one of the same person. */
    void connectAgain(String eventFile) {
        invoke("connect", EventFile.named(eventFile).text().replace(CONNECTION, "another="))
                .succeeded();
    }

    /** No connection takes what it is told, from now on. */
    void connectionsAreGone() {
        connectionsGone = true;
    }

    /** Deadlines that were heard of. */
    void scheduledDeadlines() {
        invoke("schedule-deadlines", EventFile.named("schedule-deadlines").text());
    }

    /** A room that ends now. From now on ROOM_ID_HERE and ROOM_END_HERE are of it. */
    void roomThatEnds(String name, String... fields) {
        room(
                name,
                Stream.concat(Stream.of("'expireUnixSec':" + now()), Stream.of(fields))
                        .toArray(String[]::new));
        remember("ROOM_END_HERE", now() * 1000);
        knowRoom(name);
    }

    /** From now on ROOM_ID_HERE is of that room. */
    void knowRoom(String name) {
        remember("ROOM_ID_HERE", says(name).get("_id"));
    }

    /** The app's LiveKit server signs the webhook of that file: from now on LIVEKIT_SIGNATURE_HERE. */
    void signLiveKitWebhook(String file) {
        String body = Json.readObject(event(EventFile.named(file))).get("body").toString();
        remember("LIVEKIT_SIGNATURE_HERE", liveKitSignature(body, surroundings.now()));
    }

    /** LiveKit's signature of a webhook. */
    static String liveKitSignature(String body, Instant now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", FakeLiveKit.KEY);
        claims.put("exp", now.getEpochSecond() + 300);
        claims.put("sha256", Base64.getEncoder().encodeToString(Sha256.of(body.getBytes(StandardCharsets.UTF_8))));
        return new SharedSecret(FakeLiveKit.SECRET).sign(claims);
    }

    private void enter(String room, String body) {
        Map<String, Object> admission = call(JOIN, door(room), body).json();
        if (admission.get("media") instanceof Map<?, ?> media) {
            remember("LIVEKIT_TOKEN_HERE", media.get("token"));
        }
        remember("SESSION_TOKEN_HERE", admission.get("sessionToken"));
        remember("PEER_ID_HERE", admission.get("participantSessionId"));
        remember("MEETING_SESSION_ID_HERE", admission.get("meetingSessionId"));
    }

    /** Somebody of that role comes in. SESSION_TOKEN_HERE is this person's; PEER_ID_HERE stays whoever it was. */
    void admin(String room, String role) {
        String peer = placeholders.get("PEER_ID_HERE");
        String access = placeholders.get("ACCESS_TOKEN_HERE");
        token("'role':'" + role + "'");
        holder(room);
        remember("PEER_ID_HERE", peer);
        remember("ACCESS_TOKEN_HERE", access);
    }

    /** Somebody has to wait. From now on TICKET_HERE and REQUEST_ID_HERE are of this join request. */
    void askToJoin(String room) {
        askToJoin(room, "{'name':'Grace'}");
    }

    /** Whoever holds the token has to wait; see {@link #askToJoin}. */
    void askToJoinWithToken(String room) {
        askToJoin(room, "{'accessToken':'ACCESS_TOKEN_HERE'}");
    }

    private void askToJoin(String room, String body) {
        Map<String, Object> waiting = call(JOIN, door(room), body).json();
        remember("TICKET_HERE", waiting.get("ticket"));
        remember("REQUEST_ID_HERE", waiting.get("requestId"));
    }

    /** Whoever holds the token has to wait; see {@link #askToJoin}. */
    void holderAsksToJoin(String room) {
        Map<String, Object> waiting =
                call(JOIN, door(room), "{'accessToken':'ACCESS_TOKEN_HERE'}").json();
        remember("TICKET_HERE", waiting.get("ticket"));
        remember("REQUEST_ID_HERE", waiting.get("requestId"));
    }

    void approve(String room) {
        call("POST /api/v1/join/{appName}/{roomName}/{requestId}/approve", request(room), "");
    }

    void deny(String room) {
        call("POST /api/v1/join/{appName}/{roomName}/{requestId}/deny", request(room), "");
    }

    /** Whoever waits looks whether the door is open. */
    void look(String room) {
        call(JOIN, door(room), "{'ticket':'TICKET_HERE'}");
    }

    void update(String room, String fields) {
        call("PUT /api/v1/room/{roomName}", Map.of("roomName", room), "{" + fields + "}");
    }

    void eject(String room) {
        Map<String, String> path = Map.of("roomName", room, "peerId", "PEER_ID_HERE");
        call("POST /api/v1/room/{roomName}/peers/{peerId}/eject", path, "");
    }

    void changePeer(String room, String fields) {
        Map<String, String> path = Map.of("roomName", room, "peerId", "PEER_ID_HERE");
        call("PATCH /api/v1/room/{roomName}/peers/{peerId}", path, "{" + fields + "}");
    }

    void ban(String room, String user) {
        Map<String, String> path = Map.of("roomName", room, "externalUserId", user);
        call("PUT /api/v1/room/{roomName}/bans/{externalUserId}", path, "");
    }

    void revokeToken() {
        call("POST /api/v1/token/revoke", Map.of(), "{'token':'ACCESS_TOKEN_HERE'}");
    }

    /** No token that was issued before now is good any more. */
    void cutOff() {
        call("POST /api/v1/token/revoke", Map.of(), "{'issuedBeforeUnixSec':" + now() + "}");
    }

    private static Map<String, String> door(String room) {
        return Map.of("appName", "dev", "roomName", room);
    }

    private static Map<String, String> request(String room) {
        return Map.of("appName", "dev", "roomName", room, "requestId", "REQUEST_ID_HERE");
    }

    private void remember(String placeholder, @Nullable Object value) {
        if (value == null) {
            placeholders.remove(placeholder);
        } else {
            placeholders.put(placeholder, value.toString());
        }
    }

    /** The first fields, left open, and more of them. */
    private static String body(String open, String... fields) {
        return open + (fields.length == 0 ? "" : "," + String.join(",", fields)) + "}";
    }

    private Answer call(String route, Map<String, String> path, String body) {
        return call(route, path, Map.of(), body);
    }

    private Answer call(String route, Map<String, String> path, Map<String, String> moreHeaders, String body) {
        Map<String, String> headers =
                new HashMap<>(Map.of("x-api-key", "API_KEY_HERE", "content-type", "application/json"));
        headers.putAll(moreHeaders);
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("version", "2.0");
        event.put("routeKey", route);
        event.put("headers", headers);
        event.put("pathParameters", path);
        event.put("requestContext", Map.of("requestId", "setting-the-stage", "http", Map.of("sourceIp", ADDRESS)));
        event.put("body", body.replace('\'', '"'));
        Answer answer = invoke(Template.behind(route).kebabName(), Json.write(event));
        if (answer.status() >= 400) {
            throw new AssertionError("the stage could not be set: " + answer.body());
        }
        return answer;
    }

    /** Hands the event to its function. */
    Answer tell(EventFile file) {
        calls.clear();
        settings.clear();
        return invoke(file.function(), event(file));
    }

    /** The event of this world: the file with all that it has placeholders for, and its times around now. */
    String event(EventFile file) {
        return filled(TIME.matcher(file.text())
                .replaceAll(time -> String.valueOf(Long.parseLong(time.group()) - NOON.getEpochSecond() + now())));
    }

    /** What the table holds, and the labels of the secret. */
    Contents contents() {
        return kept.items().get().withSecret(surroundings.secretsManager(), surroundings.rotatedSecret());
    }

    /** What the scenario's function asked of AWS, such as {@code dynamodb:PutItem Table}. */
    Set<String> calls() {
        return Set.copyOf(calls);
    }

    /** The settings that the scenario's function asked its platform for, by the names of their variables in AWS. */
    Set<String> settings() {
        return Set.copyOf(settings);
    }

    private String filled(String event) {
        String filled = event;
        for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
            filled = filled.replace(placeholder.getKey(), placeholder.getValue());
        }
        return filled;
    }

    private Answer invoke(String function, String event) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            handler(function(function))
                    .handleRequest(
                            new ByteArrayInputStream(filled(event).getBytes(StandardCharsets.UTF_8)),
                            answer,
                            new LogLines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RotationException | IllegalArgumentException e) {
            return Answer.failed(e.getClass().getName());
        }
        return Answer.read(answer.toString(StandardCharsets.UTF_8));
    }

    /** The function whose events are named like this. */
    static Template.Function function(String kebabName) {
        return Template.functions().values().stream()
                .filter(function -> function.kebabName().equals(kebabName))
                .findFirst()
                .orElseThrow(() -> new AssertionError("template.yaml has no function for " + kebabName));
    }

    private RequestStreamHandler handler(Template.Function deployed) {
        try {
            Class<?> type = Class.forName(deployed.handler());
            return type == RotateSigningKeyHandler.class
                    ? new RotateSigningKeyHandler(secretsManager, kept.publication(), clock)
                    : (RequestStreamHandler) type.getConstructor(Platform.class).newInstance(this);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(deployed.handler(), e);
        }
    }

    /** @param items what a table holds */
    private record Kept(Stores stores, KeyPublication publication, Supplier<Contents> items) {
        /** @param calls is told of all that is asked of the new table */
        static Kept on(DynamoDbClient dynamoDb, String table, Consumer<String> calls) {
            LocalDynamoDb.createTable(dynamoDb, table);
            DynamoDbClient recorded = RecordedCalls.dynamoDb(dynamoDb, calls);
            return new Kept(
                    new DynamoDbStores(recorded, table, decision -> {}, Clock.systemUTC()),
                    new DynamoDbPublicKeys(new Table(recorded, table)),
                    () -> Contents.of(dynamoDb, table));
        }
    }

    /**
     * Where and when a scenario takes place.
     *
     * @param now whole seconds
     * @param telling a little more than it takes to tell the scenario once its stage is set
     * @param rotatedSecret has the version {@link #ROTATION} as an empty draft
     */
    record Surroundings(
            Instant now,
            Duration telling,
            SecretsManagerClient secretsManager,
            String rotatedSecret,
            SecretsManagerClient mediaSecrets) {}
}
