package dev.latchkey.bench.stage;

import java.util.Map;
import java.util.UUID;

/** Rooms, tokens and people for a call to meet. */
final class Fixtures {
    static final String JOIN = "POST /api/v1/join/{appName}/{roomName}";

    private final Stage stage;

    Fixtures(Stage stage) {
        this.stage = stage;
    }

    /** A new room with these fields; gives its name. */
    String room(String fields) {
        String name = "room-" + UUID.randomUUID();
        String comma = fields.isEmpty() ? "" : ",";
        stage.tell(
                stage.keyed("POST /api/v1/room", Map.of()).body("{'roomName':'" + name + "'" + comma + fields + "}"));
        return name;
    }

    /** An access token for that room. */
    String token(String room) {
        return stage.tell(stage.keyed("POST /api/v1/token", Map.of()).body(tokenBody(room)))
                .text("token");
    }

    /** What an app's server asks for when it knows its user. */
    static String tokenBody(String room) {
        return "{'roomName':'" + room + "','name':'Ada','email':'ada@example.com','externalUserId':'user-"
                + UUID.randomUUID() + "','meta':'team engines','expireUnixSec':4102444800,"
                + "'ejectAfterElapsedTimeInSec':1800}";
    }

    static Map<String, String> door(String room) {
        return Map.of("appName", Stage.APP, "roomName", room);
    }

    /** Somebody with a token of that room comes in. */
    Guest guest(String room) {
        return enter(room, "{'accessToken':'" + token(room) + "'}");
    }

    private Guest enter(String room, String body) {
        Answer in = stage.tell(stage.open(JOIN, door(room)).body(body));
        return new Guest(room, in.text("sessionToken"), in.text("participantSessionId"), in.text("meetingSessionId"));
    }

    /** Somebody waits at the door of that room, which must be private and take requests, or locked. */
    Knock knock(String room) {
        Answer waiting = stage.tell(stage.open(JOIN, door(room)).body("{'name':'Grace'}"));
        return new Knock(room, waiting.text("ticket"), waiting.text("requestId"));
    }

    /** Whoever is inside leaves. */
    void leave(Guest guest) {
        stage.tell(stage.open("POST /api/v1/session/leave", Map.of()).bearer(guest.sessionToken()));
    }

    record Guest(String room, String sessionToken, String peerId, String meetingId) {
        Map<String, String> path() {
            return Map.of("roomName", room, "peerId", peerId);
        }
    }

    record Knock(String room, String ticket, String requestId) {
        Map<String, String> path() {
            return Map.of("appName", Stage.APP, "roomName", room, "requestId", requestId);
        }
    }
}
