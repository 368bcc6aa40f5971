package dev.latchkey.functions.priming;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.latchkey.functions.huddle01.CreatePeerTokenHandler;
import dev.latchkey.functions.join.GetJoinRequestHandler;
import dev.latchkey.functions.join.JoinRequestHandler;
import dev.latchkey.functions.join.ListJoinRequestsHandler;
import dev.latchkey.functions.keys.SessionJwksHandler;
import dev.latchkey.functions.live.ConnectHandler;
import dev.latchkey.functions.live.PushHandler;
import dev.latchkey.functions.live.ReceiveHandler;
import dev.latchkey.functions.media.LiveKitTokenHandler;
import dev.latchkey.functions.media.LiveKitWebhookHandler;
import dev.latchkey.functions.media.MediaHandler;
import dev.latchkey.functions.operator.AppsHandler;
import dev.latchkey.functions.people.HeartbeatHandler;
import dev.latchkey.functions.people.LeaveHandler;
import dev.latchkey.functions.people.ListPeersHandler;
import dev.latchkey.functions.platform.SnapshotPriming;
import dev.latchkey.functions.queue.ReceivedMessage;
import dev.latchkey.functions.queue.SqsEvent;
import dev.latchkey.functions.room.CreateRoomHandler;
import dev.latchkey.functions.room.GetRoomHandler;
import dev.latchkey.functions.statuslist.StatusListHandler;
import dev.latchkey.functions.token.CreateTokenHandler;
import dev.latchkey.functions.token.ValidateTokenHandler;
import dev.latchkey.id.Ids;
import dev.latchkey.json.Json;
import dev.latchkey.live.Push;
import dev.latchkey.signing.SharedSecret;
import dev.latchkey.text.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A short scenario in two rooms, with every function that template.yaml starts from a snapshot. Each snapshot has the whole of
 * it: what one function does is most of what the next one does, and one list of calls can be kept right.
 */
public final class PrimingScenario implements SnapshotPriming {
    private static final String APP = "priming";
    private static final String STAGE = "stage";
    private static final String HALL = "hall";
    private static final String JOIN = "POST /api/v1/join/{appName}/{roomName}";

    private static final Map<String, Object> CONTEXT = Map.of(
            "requestId", "priming", "domainName", "priming.example.com", "http", Map.of("sourceIp", "192.0.2.1"));

    private final List<Played> played = new ArrayList<>();

    @Override
    public void play(Clients clients) {
        Clock clock = Clock.systemUTC();
        play(new PrimingPlatform(clients.over(new StubDynamoDb()), PrimingPlatform.throwAwayKeys(clock), clock));
    }

    private void play(PrimingPlatform stage) {
        Map<?, ?> app =
                Json.readObject(run(new AppsHandler(stage), Json.write(Map.of("action", "create-app", "app", APP))));
        Map<String, String> key = Map.of("x-api-key", String.valueOf(app.get("apiKey")));

        // A room with a cap, where one is let in and one has to wait, and one without, where anybody comes in.
        RequestStreamHandler createRoom = new CreateRoomHandler(stage);
        String capped =
                "{'roomName':'stage','privacy':'private','enableRequestToJoin':true,'maxParticipants':5,'expireUnixSec':4102444800}";
        call(createRoom, "POST /api/v1/room", STAGE, key, capped);
        call(createRoom, "POST /api/v1/room", HALL, key, "{'roomName':'hall'}");
        call(createRoom, "POST /api/v1/room", HALL, key, "{'roomNames':'hall'}");
        call(new GetRoomHandler(stage), "GET /api/v1/room/{roomName}", STAGE, key, "");
        String wanted = "{'roomName':'stage','name':'Ada','email':'ada@example.com','externalUserId':'ada','meta':'m',"
                + "'isAdmin':true,'expireUnixSec':4102444800,'metadata':{'team':1}}";
        Object token = call(new CreateTokenHandler(stage), "POST /api/v1/token", STAGE, key, wanted)
                .get("token");
        String asHuddle01 = "{'roomId':'stage','role':'guest','permissions':{'canProduceSources':{'mic':true}},"
                + "'metadata':'{}','ttl':60,'options':{'maxPeersAllowed':1}}";
        call(new CreatePeerTokenHandler(stage), "POST /api/v2/sdk/create-peer-token", STAGE, key, asHuddle01);
        call(
                new ValidateTokenHandler(stage),
                "POST /api/v1/token/validate",
                STAGE,
                Map.of(),
                "{'token':'" + token + "'}");

        RequestStreamHandler join = new JoinRequestHandler(stage);
        Object session = call(join, JOIN, STAGE, Map.of(), "{'accessToken':'" + token + "'}")
                .get("sessionToken");
        call(join, JOIN, HALL, Map.of(), "{'name':'Grace'}");
        Map<String, Object> waiting = call(join, JOIN, STAGE, Map.of(), "{'name':'Grace'}");
        call(
                new GetJoinRequestHandler(stage),
                "GET " + JOIN.substring(JOIN.indexOf('/')) + "/{requestId}",
                STAGE,
                bearer(waiting.get("ticket")),
                "",
                String.valueOf(waiting.get("requestId")));
        call(new ListJoinRequestsHandler(stage), "GET /api/v1/join/{appName}/{roomName}", STAGE, bearer(session), "");
        call(new ListPeersHandler(stage), "GET /api/v1/room/{roomName}/peers", STAGE, key, "");
        call(new HeartbeatHandler(stage), "POST /api/v1/session/heartbeat", STAGE, bearer(session), "");
        RequestStreamHandler connect = new ConnectHandler(stage);
        RequestStreamHandler push = new PushHandler(stage);
        live(connect, "inside", "$connect", "latchkey.v1, latchkey.token." + session, "");
        live(new ReceiveHandler(stage), "inside", "$default", "", "{'type':'ping','id':'1'}");
        live(connect, "waiting", "$connect", "latchkey.v1, latchkey.token." + waiting.get("ticket"), "");
        push(push, new Push.OfState("inside"));
        push(push, new Push.OfLook("waiting"));
        media(stage, token);
        call(new LeaveHandler(stage), "POST /api/v1/session/leave", STAGE, bearer(session), "");
        call(new SessionJwksHandler(stage), "GET /.well-known/jwks.json", STAGE, Map.of(), "");
        statusList(new StatusListHandler(stage));
    }

    /** Somebody comes in by LiveKit's own endpoint, enters, and is put out. */
    private void media(PrimingPlatform stage, @Nullable Object token) {
        run(
                new AppsHandler(stage),
                Json.write(Map.of(
                        "action", "set-media",
                        "app", APP,
                        "kind", "livekit",
                        "url", "wss://127.0.0.1",
                        "apiUrl", "https://127.0.0.1",
                        "apiKey", APP,
                        "apiSecret", PrimingPlatform.MEDIA_SECRET)));
        call(new LiveKitTokenHandler(stage), "POST /api/v1/livekit/{appName}/token", STAGE, bearer(token), "{}");
        SharedSecret secret = new SharedSecret(PrimingPlatform.MEDIA_SECRET);
        long now = stage.clock().instant().getEpochSecond();
        String entered = "{\"event\":\"participant_joined\",\"id\":\"1\",\"createdAt\":\"" + now
                + "\",\"room\":{\"name\":\"" + Ids.ulid(stage.clock().instant())
                + "\"},\"participant\":{\"identity\":\"1\","
                + "\"attributes\":{\"latchkey.roomName\":\"" + STAGE + "\"}}}";
        Map<String, Object> signed = new LinkedHashMap<>();
        signed.put("iss", APP);
        signed.put("exp", now + 60);
        signed.put("sha256", Base64.getEncoder().encodeToString(Sha256.of(entered.getBytes(StandardCharsets.UTF_8))));
        call(
                new LiveKitWebhookHandler(stage),
                "POST /api/v1/livekit/{appName}/webhook",
                STAGE,
                Map.of("authorization", secret.sign(signed)),
                entered);
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("id", "evt_priming");
        event.put("type", "peer.left");
        event.put("timestamp", stage.clock().instant().toString());
        event.put("app", APP);
        event.put("roomName", STAGE);
        event.put("roomId", STAGE);
        event.put("sequence", "1");
        event.put("data", Map.of("peer", Map.of("peerId", "1", "meetingSessionId", "1")));
        message(new MediaHandler(stage), Json.write(event));
    }

    /** What was called, in that order. */
    public List<Played> played() {
        return List.copyOf(played);
    }

    private static Map<String, String> bearer(@Nullable Object token) {
        return Map.of("authorization", "Bearer " + token);
    }

    private Map<String, Object> call(
            RequestStreamHandler function, String route, String room, Map<String, String> headers, String body) {
        return call(function, route, room, headers, body, "");
    }

    /**
     * @param body single quotes stand for double ones
     * @return the body of the answer
     */
    private Map<String, Object> call(
            RequestStreamHandler function,
            String route,
            String room,
            Map<String, String> headers,
            String body,
            String requestId) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("version", "2.0");
        event.put("routeKey", route);
        event.put("headers", headers);
        Map<String, String> path =
                new LinkedHashMap<>(Map.of("appName", APP, "roomName", room, "requestId", requestId));
        path.values().removeIf(String::isEmpty); // no path has an empty value
        event.put("pathParameters", path);
        event.put("requestContext", CONTEXT);
        event.put("body", body.replace('\'', '"'));
        event.put("isBase64Encoded", false);
        Map<String, Object> answer = Json.readObject(run(function, Json.write(event)));
        played.add(new Played(function.getClass(), ((Long) answer.getOrDefault("statusCode", 0L)).intValue()));
        return Json.readObject(String.valueOf(answer.get("body")));
    }

    /** It answers a token, and no JSON. */
    private void statusList(RequestStreamHandler function) {
        Map<String, Object> event = Map.of(
                "routeKey",
                "GET /.well-known/status/{list}",
                "pathParameters",
                Map.of("list", APP + ".0"),
                "requestContext",
                CONTEXT);
        Map<String, Object> answer = Json.readObject(run(function, Json.write(event)));
        played.add(new Played(function.getClass(), ((Long) answer.getOrDefault("statusCode", 0L)).intValue()));
    }

    /** @param message single quotes stand for double ones */
    private void live(
            RequestStreamHandler function, String connection, String route, String protocols, String message) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("headers", Map.of("Sec-WebSocket-Protocol", protocols));
        event.put("requestContext", Map.of("requestId", "priming", "connectionId", connection, "routeKey", route));
        event.put("body", message.replace('\'', '"'));
        event.put("isBase64Encoded", false);
        Map<String, Object> answer = Json.readObject(run(function, Json.write(event)));
        played.add(new Played(function.getClass(), ((Long) answer.getOrDefault("statusCode", 0L)).intValue()));
    }

    private void push(RequestStreamHandler function, Push push) {
        message(function, push.text());
    }

    private void message(RequestStreamHandler function, String text) {
        run(function, SqsEvent.write(List.of(new ReceivedMessage("priming", text, "priming", "", 1))));
        played.add(new Played(function.getClass(), 0));
    }

    static String run(RequestStreamHandler function, String event) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            function.handleRequest(
                    new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, new PrimingContext());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    /** One call of the scenario. */
    public record Played(Class<?> handler, int status) {}
}
