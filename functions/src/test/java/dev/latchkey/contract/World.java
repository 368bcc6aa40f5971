package dev.latchkey.contract;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.latchkey.access.DecisionLog;
import dev.latchkey.aws.FakeSecretsManager;
import dev.latchkey.functions.keys.RotateSigningKeyHandler;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.rehearsal.QuietContext;
import dev.latchkey.json.Json;
import dev.latchkey.token.CachedSigningKeys;
import dev.latchkey.token.KeyRotation;
import dev.latchkey.token.KeySet;
import dev.latchkey.token.RotationException;
import dev.latchkey.token.SigningKeys;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * A bundle of its own for one story: the deployed handlers over an empty table as template.yaml defines it. Whatever the story
 * needs is made by the handlers themselves.
 */
final class World implements Platform {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    /** The rotation that events/rotate-signing-key.*.json are about, and the secret that they name. */
    static final String ROTATION = "3a1c9d52-7e44-4a0b-8f6d-2b9b6f0a7c11";

    static final String SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:SigningKeys-a1B2c3D4e5F6-gH7iJ8";

    static final KeySet KEYS = new KeyRotation().fresh(NOON.minus(Duration.ofDays(30)));
    private static final KeySet OTHER_KEYS = new KeyRotation().fresh(NOON.minus(Duration.ofDays(30)));

    /** Where every event of events/ comes from. */
    static final String ADDRESS = "203.0.113.7";

    private static final String JOIN = "POST /api/v1/join/{appName}/{roomName}";

    /** A moment of the files, as Unix time: within some months of noon, as no other number there is. */
    private static final Pattern TIME = Pattern.compile("\\b179\\d{7}\\b");

    private final Surroundings surroundings;
    private final TestClock clock;
    private final Set<String> calls = new TreeSet<>();
    private final DynamoDbClient dynamoDb;
    private final SecretsManagerClient secretsManager;
    private final Map<String, String> placeholders = new HashMap<>();
    private KeySet keys = KEYS;

    /** Everything in this process, where it is noon and stays it. */
    World() {
        this(new Surroundings(
                NOON,
                Duration.ofSeconds(1),
                LocalDynamoDb.CLIENT,
                "Latchkey-" + UUID.randomUUID(),
                new FakeSecretsManager().withValue("{\"keys\":[]}").withRotationOf(ROTATION),
                SECRET));
    }

    World(Surroundings surroundings) {
        this.surroundings = surroundings;
        clock = new TestClock(surroundings.now());
        dynamoDb = Noted.dynamoDb(surroundings.dynamoDb(), calls);
        secretsManager = Noted.secretsManager(surroundings.secretsManager(), calls);
        placeholders.put(SECRET, surroundings.rotatedSecret());
        LocalDynamoDb.createTable(surroundings.dynamoDb(), table());
        Answer app = invoke("apps", Json.write(Map.of("action", "create-app", "app", "dev")));
        placeholders.put("API_KEY_HERE", String.valueOf(app.json().get("apiKey")));
        placeholders.put("KEY_ID_HERE", String.valueOf(app.json().get("keyId")));
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public DynamoDbClient dynamoDb() {
        return dynamoDb;
    }

    @Override
    public String table() {
        return surroundings.table();
    }

    @Override
    public SigningKeys signingKeys() {
        calls.add("secretsmanager:GetSecretValue SigningKeys");
        return new CachedSigningKeys(() -> keys.secretText(), clock, Runnable::run, notice -> {});
    }

    /** Nobody reads them. */
    @Override
    public DecisionLog decisions() {
        return decision -> {};
    }

    /** Noon, or whenever it is, as Unix time. */
    long now() {
        return surroundings.now().getEpochSecond();
    }

    /** The first second that has not come when the story is told. */
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

    void archive(String room) {
        call("DELETE /api/v1/room/{roomName}", Map.of("roomName", room), "");
    }

    /** From now on ACCESS_TOKEN_HERE is a token with these fields. */
    void token(String... fields) {
        Answer answer = call("POST /api/v1/token", Map.of(), body("{'name':'Ada'", fields));
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

    void leave() {
        call("POST /api/v1/session/leave", Map.of(), "{'sessionToken':'SESSION_TOKEN_HERE'}");
    }

    /** A step of a rotation that went before. */
    void rotation(String step) {
        invoke(
                "rotate-signing-key",
                EventFile.named("rotate-signing-key." + step + "-secret").text());
    }

    private void enter(String room, String body) {
        Map<String, Object> admission = call(JOIN, door(room), body).json();
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
    void knock(String room) {
        Map<String, Object> waiting = call(JOIN, door(room), "{'name':'Grace'}").json();
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

    void ban(String room, String user) {
        Map<String, String> path = Map.of("roomName", room, "externalUserId", user);
        call("PUT /api/v1/room/{roomName}/bans/{externalUserId}", path, "");
    }

    void revokeToken() {
        call("POST /api/v1/token/revoke", Map.of(), "{'token':'ACCESS_TOKEN_HERE'}");
    }

    /** No token that was issued up to now is good any more. */
    void cutOff() {
        call("POST /api/v1/token/revoke", Map.of(), "{'issuedBeforeUnixSec':" + (now() + 1) + "}");
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
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("version", "2.0");
        event.put("routeKey", route);
        event.put("headers", Map.of("x-api-key", "API_KEY_HERE", "content-type", "application/json"));
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
        return invoke(file.function(), event(file));
    }

    /** The event of this world: the file with all that it has placeholders for, and its times around now. */
    String event(EventFile file) {
        return filled(TIME.matcher(file.text())
                .replaceAll(time -> String.valueOf(Long.parseLong(time.group()) - NOON.getEpochSecond() + now())));
    }

    /** What the story's function asked of AWS, such as {@code dynamodb:PutItem Table}. */
    Set<String> calls() {
        return Set.copyOf(calls);
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
                            new QuietContext());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RotationException e) {
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
                    ? new RotateSigningKeyHandler(secretsManager, clock)
                    : (RequestStreamHandler) type.getConstructor(Platform.class).newInstance(this);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(deployed.handler(), e);
        }
    }

    /**
     * Where and when a story takes place.
     *
     * @param now whole seconds
     * @param telling a little more than it takes to tell the story once its stage is set
     * @param table is made
     * @param rotatedSecret has the version {@link #ROTATION} as an empty draft
     */
    record Surroundings(
            Instant now,
            Duration telling,
            DynamoDbClient dynamoDb,
            String table,
            SecretsManagerClient secretsManager,
            String rotatedSecret) {}
}
