package dev.latchkey.bench.harness;

import dev.latchkey.bench.harness.Tenant.Guest;
import dev.latchkey.bench.harness.Tenant.WaitingGuest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** What callers do, from the most to the least often. */
public final class Calls {
    private static final String PRIVATE = "'privacy':'private'";
    private static final String ASKING = "'privacy':'private','enableRequestToJoin':true";
    private static final String JOINED = "participant_joined";
    private static final String CAPPED = "'maxParticipants':100";

    private static final Call CROWDED =
            http("join, no cap, 100 inside", "JoinRequestFunction", t -> join(t, t.roomWith(100, "")));

    private static final Call CROWDED_WITH_LARGE_PEOPLE = http(
            "join, no cap, 100 inside with 5 KB each", "JoinRequestFunction", t -> join(t, t.roomWithLargePeople()));

    private static final Call LEAVE_LARGE_PEOPLE =
            http("leave, 100 stay with 5 KB each", "LeaveFunction", t -> leave(t, t.guest(t.roomWithLargePeople())));

    /** Whose event takes a hundred others: measured once, and not over and over. */
    public static final Set<Call> SLOW_TO_SET = Set.of(CROWDED, CROWDED_WITH_LARGE_PEOPLE, LEAVE_LARGE_PEOPLE);

    /** Every call whose price is asked for. The first of a function is its usual one. */
    public static final List<Call> ALL = List.of(
            http("heartbeat", "HeartbeatFunction", t -> heartbeat(t, t.guest(t.room(PRIVATE)))),
            http("join, no cap, a meeting goes on", "JoinRequestFunction", t -> join(t, t.roomWith(1, ""))),
            CROWDED,
            CROWDED_WITH_LARGE_PEOPLE,
            http("join, the token's stay is limited", "JoinRequestFunction", t -> {
                String room = t.roomWith(1, "");
                String token = t.token(room, "'ejectAfterElapsedTimeInSec':1800");
                return t.open(Tenant.JOIN, t.door(room)).body("{'accessToken':'" + token + "'}");
            }),
            refused("join, refused: forged token", t -> {
                String room = t.roomWith(1, "");
                return t.open(Tenant.JOIN, t.door(room)).body("{'accessToken':'e30.e30.AA'}");
            }),
            refused("join, refused: revoked token", t -> {
                String room = t.roomWith(1, "");
                return t.open(Tenant.JOIN, t.door(room)).body("{'accessToken':'" + t.revokedToken(room) + "'}");
            }),
            http("join, capped, a meeting goes on", "JoinRequestFunction", t -> join(t, t.roomWith(1, CAPPED))),
            http("join, no cap, first one in", "JoinRequestFunction", t -> join(t, t.roomWith(0, ""))),
            http("join, capped, first one in", "JoinRequestFunction", t -> join(t, t.roomWith(0, CAPPED))),
            http("join, has to wait", "JoinRequestFunction", t -> {
                String room = t.room(ASKING);
                return t.open(Tenant.JOIN, t.door(room)).body("{'name':'Grace'}");
            }),
            http("look, nobody has decided", "GetJoinRequestFunction", t -> look(t, t.askToJoin(t.room(ASKING)))),
            http(
                    "create a token",
                    "CreateTokenFunction",
                    t -> t.keyed("POST /api/v1/token", Map.of()).body(Tenant.tokenBody(t.room(PRIVATE)))),
            http(
                    "validate a token of one room",
                    "ValidateTokenFunction",
                    t -> t.open("POST /api/v1/token/validate", Map.of())
                            .body("{'token':'" + t.token(t.room(PRIVATE)) + "'}")),
            http("leave, others stay", "LeaveFunction", t -> leave(t, t.guest(t.roomWith(1, "")))),
            http("leave, capped, others stay", "LeaveFunction", t -> leave(t, t.guest(t.roomWith(1, CAPPED)))),
            LEAVE_LARGE_PEOPLE,
            http("leave, last one out", "LeaveFunction", t -> leave(t, t.guest(t.roomWith(0, "")))),
            http("create a room", "CreateRoomFunction", t -> newRoom(t)),
            http(
                    "create a room, Idempotency-Key",
                    "CreateRoomFunction",
                    t -> newRoom(t).header("idempotency-key", UUID.randomUUID().toString())),
            http("read a room", "GetRoomFunction", t -> atRoom(t, "GET", "", t.room(""))),
            http(
                    "change a room",
                    "UpdateRoomFunction",
                    t -> atRoom(t, "PUT", "", t.room("")).body("{'enableChat':false}")),
            http("archive a room", "ArchiveRoomFunction", t -> atRoom(t, "DELETE", "", t.room(""))),
            http("list rooms", "ListRoomsFunction", t -> t.keyed("GET /api/v1/rooms", Map.of())),
            http(
                    "list who waits",
                    "ListJoinRequestsFunction",
                    t -> t.keyed(
                            "GET /api/v1/join/{appName}/{roomName}",
                            t.door(t.askToJoin(t.room(ASKING)).room()))),
            http("approve", "ApproveJoinRequestFunction", t -> decide(t, "approve", t.askToJoin(t.room(ASKING)))),
            http("deny", "DenyJoinRequestFunction", t -> decide(t, "deny", t.askToJoin(t.room(ASKING)))),
            http("withdraw", "WithdrawJoinRequestFunction", t -> {
                WaitingGuest waiting = t.askToJoin(t.room(ASKING));
                return t.open("DELETE /api/v1/join/{appName}/{roomName}/{requestId}", waiting.path())
                        .bearer(waiting.ticket());
            }),
            http(
                    "list peers",
                    "ListPeersFunction",
                    t -> atRoom(t, "GET", "/peers", t.guest(t.room("")).room())),
            http(
                    "change a peer",
                    "UpdatePeerFunction",
                    t -> t.keyed(
                                    "PATCH /api/v1/room/{roomName}/peers/{peerId}",
                                    t.guest(t.room("")).path())
                            .body("{'role':'speaker'}")),
            http(
                    "eject",
                    "EjectPeerFunction",
                    t -> t.keyed(
                            "POST /api/v1/room/{roomName}/peers/{peerId}/eject",
                            t.guest(t.room("")).path())),
            http("list bans", "ListBansFunction", t -> atRoom(t, "GET", "/bans", t.room(""))),
            http("ban", "BanUserFunction", t -> atUser(t, "PUT", t.room(""))),
            http("unban", "UnbanUserFunction", t -> atUser(t, "DELETE", t.room(""))),
            http(
                    "revoke a token",
                    "RevokeTokenFunction",
                    t -> t.keyed("POST /api/v1/token/revoke", Map.of())
                            .body("{'token':'" + t.token(t.room("")) + "'}")),
            http(
                    "list meetings",
                    "ListSessionsFunction",
                    t -> atRoom(t, "GET", "/sessions", t.guest(t.room("")).room())),
            http("list who was there", "ListParticipantsFunction", t -> {
                Guest guest = t.guest(t.room(""));
                t.leave(guest);
                return t.keyed(
                        "GET /api/v1/room/{roomName}/sessions/{sessionId}/participants",
                        Map.of("roomName", guest.room(), "sessionId", guest.meetingId()));
            }),
            http("list what goes on, one meeting", "ListActiveSessionsFunction", t -> {
                t.guest(t.room(""));
                return t.keyed("GET /api/v1/rooms/active/meetingsessions", Map.of());
            }),
            http(
                    "sign in to the dashboard",
                    "DashboardFunction",
                    t -> t.keyed("POST /api/v1/dashboard/sessions", Map.of())),
            http("list webhooks", "WebhooksFunction", t -> t.keyed("GET /api/v1/webhooks", Map.of())),
            http("list API keys", "ApiKeysFunction", t -> t.keyed("GET /api/v1/api-keys", Map.of())),
            http("look at the media server", "MediaSettingsFunction", t -> t.keyed("GET /api/v1/media", Map.of())),
            http(
                    "Huddle01: create-peer-token",
                    "CreatePeerTokenFunction",
                    t -> t.keyed("POST /api/v2/sdk/create-peer-token", Map.of())
                            .body("{'roomId':'" + t.room(PRIVATE) + "','role':'guest'}")),
            http(
                    "Huddle01: room-details",
                    "Huddle01Function",
                    t -> t.keyed("GET /api/v2/sdk/rooms/room-details/{roomId}", Map.of("roomId", t.room("")))),
            http("LiveKit token, asked for again", "LiveKitTokenFunction", t -> {
                t.mediaServer();
                String room = t.room("");
                String token = t.token(room);
                t.enter(room, token);
                return t.open("POST /api/v1/livekit/{appName}/token", t.door(room))
                        .bearer(token);
            }),
            http("LiveKit webhook, somebody has entered", "LiveKitWebhookFunction", t -> {
                t.mediaServer();
                return t.webhook(JOINED, t.guest(t.room("")));
            }),
            http("LiveKit webhook, the same one again", "LiveKitWebhookFunction", t -> {
                t.mediaServer();
                return t.repeatedWebhook(JOINED, t.guest(t.room("")));
            }),
            http(
                    "LiveKit webhook, who is known to be there",
                    "LiveKitWebhookFunction",
                    t -> t.webhook(JOINED, t.atLiveKit())),
            http(
                    "LiveKit webhook, somebody has left",
                    "LiveKitWebhookFunction",
                    t -> t.webhook("participant_left", t.atLiveKit())),
            http(
                    "LiveKit webhook, about a track",
                    "LiveKitWebhookFunction",
                    t -> t.webhook("track_published", t.atLiveKit())),
            http("LiveKit gate", "LiveKitGateFunction", t -> {
                t.mediaServer();
                Guest guest = t.guest(t.room(""));
                return t.open("GET /api/v1/livekit/{appName}/gate", t.door(guest.room()))
                        .bearer(guest.mediaToken());
            }),
            http("public keys", "SessionJwksFunction", t -> t.open("GET /.well-known/jwks.json", Map.of())),
            http(
                    "public keys of access tokens",
                    "AccessJwksFunction",
                    t -> t.open("GET /.well-known/access-jwks.json", Map.of())),
            http("status list", "StatusListFunction", Tenant::statusList),
            live("live connection: it begins", Api.LIVE_CONNECTION, "ConnectFunction", t -> {
                Guest guest = t.guest(t.room(PRIVATE));
                return new LiveEvent().connect(guest.sessionToken());
            }),
            live(
                    "live connection: ping",
                    Api.LIVE_MESSAGE,
                    "ReceiveFunction",
                    t -> t.connected(t.room(PRIVATE)).ping()),
            live(
                    "live connection: it ends",
                    Api.LIVE_CONNECTION,
                    "DisconnectFunction",
                    t -> t.connected(t.room(PRIVATE)).disconnect()));

    /** These have no address. */
    private static final List<Call> WITHOUT_ADDRESS = List.of(
            live(
                    "tell how everything stands",
                    Api.NONE,
                    "PushFunction",
                    t -> t.connected(t.room(PRIVATE)).state()),
            new Call(
                    "make an app",
                    Api.NONE,
                    "AppsFunction",
                    false,
                    stage -> "{\"action\":\"create-app\",\"app\":\"app-"
                            + UUID.randomUUID().toString().substring(0, 8) + "\"}"),
            // The step that asks for least: what the others add is the making of RSA keys.
            new Call(
                    "a step of a rotation",
                    Api.NONE,
                    "RotateSigningKeyFunction",
                    false,
                    stage -> "{\"Step\":\"setSecret\","
                            + "\"SecretId\":\"" + SecretsServer.SECRET + "\",\"ClientRequestToken\":\""
                            + SecretsServer.DRAFT
                            + "\"}"));

    private Calls() {}

    /** The usual call of every function, by its logical id. */
    public static Map<String, Call> usualByFunction() {
        Map<String, Call> usual = new LinkedHashMap<>();
        ALL.forEach(call -> usual.putIfAbsent(call.function(), call));
        WITHOUT_ADDRESS.forEach(call -> usual.put(call.function(), call));
        return usual;
    }

    private static Call refused(String name, Function<Tenant, HttpEvent> event) {
        return new Call(
                name,
                Api.HTTP,
                "JoinRequestFunction",
                true,
                stage -> event.apply(Tenant.fresh(stage)).json());
    }

    private static Call http(String name, String function, Function<Tenant, HttpEvent> event) {
        return new Call(
                name,
                Api.HTTP,
                function,
                false,
                stage -> event.apply(Tenant.fresh(stage)).json());
    }

    private static Call live(String name, Api api, String function, Function<Tenant, String> event) {
        return new Call(name, api, function, false, stage -> event.apply(Tenant.fresh(stage)));
    }

    private static HttpEvent heartbeat(Tenant t, Guest guest) {
        return t.open("POST /api/v1/session/heartbeat", Map.of()).bearer(guest.sessionToken());
    }

    private static HttpEvent join(Tenant t, String room) {
        return t.open(Tenant.JOIN, t.door(room)).body("{'accessToken':'" + t.token(room) + "'}");
    }

    private static HttpEvent leave(Tenant t, Guest guest) {
        return t.open("POST /api/v1/session/leave", Map.of()).bearer(guest.sessionToken());
    }

    private static HttpEvent look(Tenant t, WaitingGuest waiting) {
        return t.open("GET /api/v1/join/{appName}/{roomName}/{requestId}", waiting.path())
                .bearer(waiting.ticket());
    }

    private static HttpEvent newRoom(Tenant t) {
        return t.keyed("POST /api/v1/room", Map.of())
                .body("{'roomName':'room-" + UUID.randomUUID() + "','privacy':'private'}");
    }

    private static HttpEvent decide(Tenant t, String decision, WaitingGuest waiting) {
        return t.keyed("POST /api/v1/join/{appName}/{roomName}/{requestId}/" + decision, waiting.path());
    }

    private static HttpEvent atRoom(Tenant t, String method, String rest, String room) {
        return t.keyed(method + " /api/v1/room/{roomName}" + rest, Map.of("roomName", room));
    }

    private static HttpEvent atUser(Tenant t, String method, String room) {
        return t.keyed(
                method + " /api/v1/room/{roomName}/bans/{externalUserId}",
                Map.of("roomName", room, "externalUserId", "user-42"));
    }
}
