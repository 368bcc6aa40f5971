package dev.latchkey.bench.harness;

import dev.latchkey.json.Json;
import dev.latchkey.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An app of its own for one call, with the rooms, tokens and people that the call meets. */
final class Tenant {
    static final String JOIN = "POST /api/v1/join/{appName}/{roomName}";

    private static final String MEDIA_KEY = "bench";
    private static final Map<String, Object> AS_A_GUEST_MAY = Map.of(
            "canSubscribe",
            true,
            "canPublish",
            true,
            "canPublishSources",
            List.of("CAMERA", "MICROPHONE", "SCREEN_SHARE", "SCREEN_SHARE_AUDIO"),
            "canPublishData",
            true,
            "canUpdateMetadata",
            true);

    private final Harness stage;
    private final String app;
    private final String apiKey;

    Tenant(Harness stage, String app) {
        this.stage = stage;
        this.app = app;
        this.apiKey = stage.invoke("AppsFunction", "{\"action\":\"create-app\",\"app\":\"" + app + "\"}")
                .text("apiKey");
        // The first use of a key on a day is written down; what is measured is any other.
        stage.tell(keyed("GET /api/v1/rooms", Map.of()));
    }

    static Tenant fresh(Harness stage) {
        return new Tenant(stage, "app-" + UUID.randomUUID());
    }

    String app() {
        return app;
    }

    /** The app has a LiveKit server from now on. */
    void mediaServer() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("action", "set-media");
        settings.put("app", app);
        settings.put("kind", "livekit");
        settings.put("url", "ws://127.0.0.1");
        settings.put("apiUrl", stage.mediaServer());
        settings.put("apiKey", MEDIA_KEY);
        settings.put("apiSecret", "kept by nobody, and at least thirty-two characters");
        stage.invoke("AppsFunction", Json.write(settings)).text("app");
    }

    /** What its LiveKit server tells a second time, in the same words. */
    HttpEvent repeatedWebhook(String event, Guest guest) {
        HttpEvent webhook = webhook(event, guest);
        stage.tell(webhook);
        return webhook;
    }

    /** What its LiveKit server tells of somebody: that he has entered, if it is "participant_joined". */
    HttpEvent webhook(String event, Guest guest) {
        long now = stage.clock().instant().getEpochSecond();
        Map<String, Object> participant = new LinkedHashMap<>();
        participant.put("sid", "PA_1");
        participant.put("identity", guest.peerId());
        participant.put("attributes", Map.of("latchkey.roomName", guest.room()));
        participant.put("permission", AS_A_GUEST_MAY);
        Map<String, Object> webhook = new LinkedHashMap<>();
        webhook.put("event", event);
        webhook.put("id", "EV_" + UUID.randomUUID());
        webhook.put("createdAt", String.valueOf(now));
        webhook.put("room", Map.of("name", guest.meetingId()));
        webhook.put("participant", participant);
        String body = Json.write(webhook);
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", MEDIA_KEY);
        claims.put("exp", now + 300);
        claims.put("sha256", Base64.getEncoder().encodeToString(Sha256.of(body.getBytes(StandardCharsets.UTF_8))));
        return open("POST /api/v1/livekit/{appName}/webhook", Map.of("appName", app))
                .header("authorization", stage.mediaSecret().sign(claims))
                .body(body);
    }

    /** Asks which session tokens are void, as media servers do. */
    HttpEvent statusList() {
        return open("GET /.well-known/status/{list}", Map.of("list", app + ".0"));
    }

    /** Somebody whom its LiveKit server has told of. */
    Guest atLiveKit() {
        mediaServer();
        Guest guest = guest(room(""));
        stage.tell(webhook("participant_joined", guest));
        return guest;
    }

    /** Somebody with a live connection comes into that room. */
    LiveEvent connected(String room) {
        LiveEvent connection = new LiveEvent();
        stage.invoke("ConnectFunction", connection.connect(guest(room).sessionToken()))
                .require(false);
        return connection;
    }

    /** A call without a credential. */
    HttpEvent open(String route, Map<String, String> path) {
        return new HttpEvent(route, path);
    }

    /** A call of the app's server. */
    HttpEvent keyed(String route, Map<String, String> path) {
        return open(route, path).header("x-api-key", apiKey);
    }

    /** A new room with these fields; gives its name. */
    String room(String fields) {
        String name = "room-" + UUID.randomUUID();
        String comma = fields.isEmpty() ? "" : ",";
        stage.tell(keyed("POST /api/v1/room", Map.of()).body("{'roomName':'" + name + "'" + comma + fields + "}"));
        return name;
    }

    /** A new room with these fields and that many people inside. */
    String roomWith(int people, String fields) {
        String room = room(fields);
        for (int i = 0; i < people; i++) {
            guest(room);
        }
        return room;
    }

    /** An access token for that room. */
    String token(String room) {
        return stage.tell(keyed("POST /api/v1/token", Map.of()).body(tokenBody(room)))
                .text("token");
    }

    /** What an app's server asks for when it knows its user. */
    static String tokenBody(String room) {
        return "{'roomName':'" + room + "','name':'Ada','email':'ada@example.com','externalUserId':'user-"
                + UUID.randomUUID() + "','meta':'team engines','expireUnixSec':4102444800}";
    }

    Map<String, String> door(String room) {
        return Map.of("appName", app, "roomName", room);
    }

    /** An access token for that room with these fields beside the usual ones. */
    String token(String room, String fields) {
        String usual = tokenBody(room);
        return stage.tell(keyed("POST /api/v1/token", Map.of())
                        .body(usual.substring(0, usual.length() - 1) + "," + fields + "}"))
                .text("token");
    }

    /** A token of that room that has been revoked. */
    String revokedToken(String room) {
        String token = token(room);
        stage.tell(keyed("POST /api/v1/token/revoke", Map.of()).body("{'token':'" + token + "'}"));
        return token;
    }

    /** Somebody with a token of that room comes in. */
    Guest guest(String room) {
        return enter(room, token(room));
    }

    /** Somebody comes in by that token. */
    Guest enter(String room, String token) {
        return join(room, "{'accessToken':'" + token + "'}");
    }

    /** A room with a hundred people inside of whom each has 5 KB of metadata. */
    String roomWithLargePeople() {
        String room = room("");
        String metadata = "'metadata':'" + "x".repeat(5000) + "'";
        for (int i = 0; i < 100; i++) {
            enter(room, token(room, metadata));
        }
        return room;
    }

    private Guest join(String room, String body) {
        Answer in = stage.tell(open(JOIN, door(room)).body(body));
        return new Guest(
                room,
                in.text("sessionToken"),
                in.text("participantSessionId"),
                in.text("meetingSessionId"),
                in.members().get("media") instanceof Map<?, ?> media ? String.valueOf(media.get("token")) : "");
    }

    /** Somebody waits at the door of that room, which must be private and take requests, or locked. */
    WaitingGuest askToJoin(String room) {
        Answer waiting = stage.tell(open(JOIN, door(room)).body("{'name':'Grace'}"));
        return new WaitingGuest(app, room, waiting.text("ticket"), waiting.text("requestId"));
    }

    /** Whoever is inside leaves. */
    void leave(Guest guest) {
        stage.tell(open("POST /api/v1/session/leave", Map.of()).bearer(guest.sessionToken()));
    }

    /** @param mediaToken empty where the app has no media server */
    record Guest(String room, String sessionToken, String peerId, String meetingId, String mediaToken) {
        Map<String, String> path() {
            return Map.of("roomName", room, "peerId", peerId);
        }
    }

    record WaitingGuest(String app, String room, String ticket, String requestId) {
        Map<String, String> path() {
            return Map.of("appName", app, "roomName", room, "requestId", requestId);
        }
    }
}
