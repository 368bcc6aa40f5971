package dev.latchkey.functions.join;

import dev.latchkey.aws.DynamoDbLobbyStore;
import dev.latchkey.functions.http.AdminFunction;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.lobby.JoinRequest;
import dev.latchkey.meeting.Reception;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code GET /api/v1/join/{appName}/{roomName}}: who waits at the door. */
public final class ListJoinRequestsHandler extends AdminFunction {
    private final Reception reception;

    public ListJoinRequestsHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public ListJoinRequestsHandler(Platform platform) {
        super(platform);
        this.reception = new Reception(new DynamoDbLobbyStore(table), clock, platform.decisions());
    }

    @Override
    protected Response answer(Request request) {
        return Response.ok(Map.of(
                "requests",
                reception.waiting(admin(request, false).room()).stream()
                        .map(ListJoinRequestsHandler::entry)
                        .toList()));
    }

    private static Map<String, Object> entry(JoinRequest request) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("requestId", request.id());
        json.put("name", request.person().name());
        json.put("reason", request.why().wireName());
        json.put("requestedAt", request.requestedAt().getEpochSecond());
        json.put("expiresAt", request.expires().getEpochSecond());
        return json;
    }
}
