package dev.latchkey.bench.stage;

import dev.latchkey.bench.stage.Fixtures.Guest;
import dev.latchkey.bench.stage.Fixtures.Knock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;

/** What callers do, from the most to the least often. */
public final class Calls {
    private static final String PRIVATE = "'privacy':'private'";
    private static final String ASKING = "'privacy':'private','enableRequestToJoin':true";
    private static final String CAPPED = "'maxParticipants':100";

    /** Every call whose price is asked for. The first of a function is its usual one. */
    public static final List<Call> ALL = List.of(
            http("heartbeat", "HeartbeatFunction", (s, f) -> heartbeat(s, f.guest(f.room(PRIVATE)))),
            http("join, no cap, a meeting goes on", "JoinRequestFunction", (s, f) -> joinBeside(1, "", s, f)),
            http("join, no cap, 100 inside", "JoinRequestFunction", (s, f) -> joinBeside(100, "", s, f)),
            http("join, capped, a meeting goes on", "JoinRequestFunction", (s, f) -> joinBeside(1, CAPPED, s, f)),
            http("join, no cap, first one in", "JoinRequestFunction", (s, f) -> joinBeside(0, "", s, f)),
            http("join, capped, first one in", "JoinRequestFunction", (s, f) -> joinBeside(0, CAPPED, s, f)),
            http("join, has to wait", "JoinRequestFunction", (s, f) -> {
                String room = f.room(ASKING);
                return s.open(Fixtures.JOIN, Fixtures.door(room)).body("{'name':'Grace'}");
            }),
            http("look, nobody has decided", "GetJoinRequestFunction", (s, f) -> look(s, f.knock(f.room(ASKING)))),
            http(
                    "create a token",
                    "CreateTokenFunction",
                    (s, f) -> s.keyed("POST /api/v1/token", Map.of()).body(Fixtures.tokenBody(f.room(PRIVATE)))),
            http(
                    "validate a token of one room",
                    "ValidateTokenFunction",
                    (s, f) -> s.open("POST /api/v1/token/validate", Map.of())
                            .body("{'token':'" + f.token(f.room(PRIVATE)) + "'}")),
            http("leave, others stay", "LeaveFunction", (s, f) -> leave(1, "", s, f)),
            http("leave, capped, others stay", "LeaveFunction", (s, f) -> leave(1, CAPPED, s, f)),
            http("leave, last one out", "LeaveFunction", (s, f) -> leave(0, "", s, f)),
            http("create a room", "CreateRoomFunction", (s, f) -> newRoom(s)),
            http(
                    "create a room, Idempotency-Key",
                    "CreateRoomFunction",
                    (s, f) -> newRoom(s)
                            .header("idempotency-key", UUID.randomUUID().toString())),
            http("read a room", "GetRoomFunction", (s, f) -> atRoom(s, "GET", "", f.room(""))),
            http(
                    "change a room",
                    "UpdateRoomFunction",
                    (s, f) -> atRoom(s, "PUT", "", f.room("")).body("{'enableChat':false}")),
            http("archive a room", "ArchiveRoomFunction", (s, f) -> atRoom(s, "DELETE", "", f.room(""))),
            http("list rooms", "ListRoomsFunction", (s, f) -> s.keyed("GET /api/v1/rooms", Map.of())),
            http(
                    "list who waits",
                    "ListJoinRequestsFunction",
                    (s, f) -> s.keyed(
                            "GET /api/v1/join/{appName}/{roomName}",
                            Fixtures.door(f.knock(f.room(ASKING)).room()))),
            http("approve", "ApproveJoinRequestFunction", (s, f) -> decide(s, "approve", f.knock(f.room(ASKING)))),
            http("deny", "DenyJoinRequestFunction", (s, f) -> decide(s, "deny", f.knock(f.room(ASKING)))),
            http("withdraw", "WithdrawJoinRequestFunction", (s, f) -> {
                Knock knock = f.knock(f.room(ASKING));
                return s.open("DELETE /api/v1/join/{appName}/{roomName}/{requestId}", knock.path())
                        .bearer(knock.ticket());
            }),
            http(
                    "list peers",
                    "ListPeersFunction",
                    (s, f) -> atRoom(s, "GET", "/peers", f.guest(f.room("")).room())),
            http(
                    "change a peer",
                    "UpdatePeerFunction",
                    (s, f) -> s.keyed(
                                    "PATCH /api/v1/room/{roomName}/peers/{peerId}",
                                    f.guest(f.room("")).path())
                            .body("{'role':'speaker'}")),
            http(
                    "eject",
                    "EjectPeerFunction",
                    (s, f) -> s.keyed(
                            "POST /api/v1/room/{roomName}/peers/{peerId}/eject",
                            f.guest(f.room("")).path())),
            http("list bans", "ListBansFunction", (s, f) -> atRoom(s, "GET", "/bans", f.room(""))),
            http("ban", "BanUserFunction", (s, f) -> atUser(s, "PUT", f.room(""))),
            http("unban", "UnbanUserFunction", (s, f) -> atUser(s, "DELETE", f.room(""))),
            http(
                    "revoke a token",
                    "RevokeTokenFunction",
                    (s, f) -> s.keyed("POST /api/v1/token/revoke", Map.of())
                            .body("{'token':'" + f.token(f.room("")) + "'}")),
            http(
                    "list meetings",
                    "ListSessionsFunction",
                    (s, f) -> atRoom(s, "GET", "/sessions", f.guest(f.room("")).room())),
            http("list who was there", "ListParticipantsFunction", (s, f) -> {
                Guest guest = f.guest(f.room(""));
                f.leave(guest);
                return s.keyed(
                        "GET /api/v1/room/{roomName}/sessions/{sessionId}/participants",
                        Map.of("roomName", guest.room(), "sessionId", guest.meetingId()));
            }),
            http(
                    "list what goes on",
                    "ListActiveSessionsFunction",
                    (s, f) -> s.keyed("GET /api/v1/rooms/active/meetingsessions", Map.of())),
            http("public keys", "JwksFunction", (s, f) -> s.open("GET /.well-known/jwks.json", Map.of())));

    /** Nobody waits for these two, and they have no address. */
    private static final List<Call> OPERATOR = List.of(
            new Call(
                    "make an app",
                    "AppsFunction",
                    stage -> "{\"action\":\"create-app\",\"app\":\"app-"
                            + UUID.randomUUID().toString().substring(0, 8) + "\"}"),
            // The step that asks for least: what the others add is the making of RSA keys.
            new Call(
                    "a step of a rotation",
                    "RotateSigningKeyFunction",
                    stage -> "{\"Step\":\"setSecret\","
                            + "\"SecretId\":\"" + SecretsServer.SECRET + "\",\"ClientRequestToken\":\""
                            + SecretsServer.DRAFT
                            + "\"}"));

    private Calls() {}

    /** The usual call of every function, by its logical id. */
    public static Map<String, Call> usualByFunction() {
        Map<String, Call> usual = new LinkedHashMap<>();
        ALL.forEach(call -> usual.putIfAbsent(call.function(), call));
        OPERATOR.forEach(call -> usual.put(call.function(), call));
        return usual;
    }

    private static Call http(String name, String function, BiFunction<Stage, Fixtures, HttpEvent> event) {
        return new Call(
                name, function, stage -> event.apply(stage, new Fixtures(stage)).json());
    }

    private static HttpEvent heartbeat(Stage stage, Guest guest) {
        return stage.open("POST /api/v1/session/heartbeat", Map.of()).bearer(guest.sessionToken());
    }

    private static HttpEvent joinBeside(int inside, String fields, Stage stage, Fixtures fixtures) {
        String room = fixtures.room(fields);
        for (int i = 0; i < inside; i++) {
            fixtures.guest(room);
        }
        return stage.open(Fixtures.JOIN, Fixtures.door(room)).body("{'accessToken':'" + fixtures.token(room) + "'}");
    }

    private static HttpEvent leave(int staying, String fields, Stage stage, Fixtures fixtures) {
        String room = fixtures.room(fields);
        for (int i = 0; i < staying; i++) {
            fixtures.guest(room);
        }
        return stage.open("POST /api/v1/session/leave", Map.of())
                .bearer(fixtures.guest(room).sessionToken());
    }

    private static HttpEvent look(Stage stage, Knock knock) {
        return stage.open("GET /api/v1/join/{appName}/{roomName}/{requestId}", knock.path())
                .bearer(knock.ticket());
    }

    private static HttpEvent newRoom(Stage stage) {
        return stage.keyed("POST /api/v1/room", Map.of())
                .body("{'roomName':'room-" + UUID.randomUUID() + "','privacy':'private'}");
    }

    private static HttpEvent decide(Stage stage, String decision, Knock knock) {
        return stage.keyed("POST /api/v1/join/{appName}/{roomName}/{requestId}/" + decision, knock.path());
    }

    private static HttpEvent atRoom(Stage stage, String method, String rest, String room) {
        return stage.keyed(method + " /api/v1/room/{roomName}" + rest, Map.of("roomName", room));
    }

    private static HttpEvent atUser(Stage stage, String method, String room) {
        return stage.keyed(
                method + " /api/v1/room/{roomName}/bans/{externalUserId}",
                Map.of("roomName", room, "externalUserId", "user-42"));
    }
}
