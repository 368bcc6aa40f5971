package dev.latchkey.functions.priming;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.latchkey.functions.join.ApproveJoinRequestHandler;
import dev.latchkey.functions.join.JoinRequestHandler;
import dev.latchkey.functions.operator.AppsHandler;
import dev.latchkey.functions.people.UpdatePeerHandler;
import dev.latchkey.functions.room.CreateRoomHandler;
import dev.latchkey.functions.token.CreateTokenHandler;
import dev.latchkey.functions.token.RevokeTokenHandler;
import dev.latchkey.json.Json;
import dev.latchkey.signing.KeySet;
import dev.latchkey.signing.QuickKeys;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Whole functions over a paper table, for whoever wants to hand them bodies by the million. */
public final class StubFunctions {
    private static final String APP = "fuzz";
    private static final String ROOM = "room";

    private static final Clock CLOCK = Clock.systemUTC();
    private static final KeySet KEYS =
            QuickKeys.rotation().fresh(CLOCK.instant().minus(Duration.ofDays(1)));

    private final RequestStreamHandler apps;
    private final Map<String, RequestStreamHandler> functions;
    private final String key;
    // Nobody yet: no path has an empty value.
    private String peerId = "nobody";
    private String requestId = "nothing";

    public StubFunctions() {
        PrimingPlatform stage = new PrimingPlatform(
                DynamoDbClient.builder()
                        .region(Region.US_EAST_1)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .httpClient(new StubDynamoDb())
                        .build(),
                KEYS,
                CLOCK);
        apps = new AppsHandler(stage);
        functions = Map.of(
                "join", new JoinRequestHandler(stage),
                "approve", new ApproveJoinRequestHandler(stage),
                "update-peer", new UpdatePeerHandler(stage),
                "revoke", new RevokeTokenHandler(stage));
        key = text(operator(Json.write(Map.of("action", "create-app", "app", APP))), "apiKey");
        answer(
                new CreateRoomHandler(stage),
                "{\"roomName\":\"room\",\"privacy\":\"private\",\"enableRequestToJoin\":true}");
        String token = text(body(answer(new CreateTokenHandler(stage), "{\"roomName\":\"room\"}")), "token");
        RequestStreamHandler join = new JoinRequestHandler(stage);
        peerId = text(body(answer(join, Json.write(Map.of("accessToken", token)))), "participantSessionId");
        requestId = text(body(answer(join, "{\"name\":\"Grace\"}")), "requestId");
    }

    /** What the operator's function makes of a payload. */
    public Map<String, Object> operator(String payload) {
        return Json.readObject(PrimingScenario.run(apps, payload));
    }

    /** The status with which one of the functions answers a body. */
    public int status(String function, String body) {
        Object status = answer(functions.get(function), body).get("statusCode");
        return ((Long) status).intValue();
    }

    private Map<String, Object> answer(RequestStreamHandler function, String body) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("routeKey", "POST /");
        event.put("headers", Map.of("x-api-key", key));
        event.put("pathParameters", Map.of("appName", APP, "roomName", ROOM, "requestId", requestId, "peerId", peerId));
        event.put("requestContext", Map.of("requestId", "fuzz", "http", Map.of("sourceIp", "192.0.2.1")));
        event.put("body", body);
        return Json.readObject(PrimingScenario.run(function, Json.write(event)));
    }

    private static Map<String, Object> body(Map<String, Object> answer) {
        return Json.readObject(String.valueOf(answer.get("body")));
    }

    private static String text(Map<String, Object> json, String name) {
        if (json.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalStateException("no " + name + " in " + json);
    }
}
