package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.latchkey.app.AppName;
import dev.latchkey.room.RoomName;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The primary key of every kind of item, each spelled here and nowhere else. */
record Key(String pk, String sk) {
    static final String PEER_PREFIX = "PEER#";
    static final String SESSION_PREFIX = "SESSION#";
    static final String OPEN_REQUEST_PREFIX = "JOIN#";
    static final String BAN_PREFIX = "BAN#";

    static Key apiKey(String sha256) {
        return new Key("KEY#" + sha256, "KEY");
    }

    static Key app(AppName app) {
        return new Key(appPartition(app), "APP");
    }

    static Key revoked(AppName app, String jti) {
        return new Key(appPartition(app), "JTI#" + jti);
    }

    static Key room(AppName app, RoomName room) {
        return new Key(roomPartition(app, room), "ROOM");
    }

    /** The meeting that goes on in the room. */
    static Key live(AppName app, RoomName room) {
        return new Key(roomPartition(app, room), "LIVE");
    }

    /** One meeting in the room's history, from its start on. */
    static Key session(AppName app, RoomName room, String sessionId) {
        return new Key(roomPartition(app, room), SESSION_PREFIX + sessionId);
    }

    /** Somebody inside. */
    static Key peer(AppName app, RoomName room, String peerId) {
        return new Key(roomPartition(app, room), PEER_PREFIX + peerId);
    }

    /** Somebody who was inside: apart from {@link #peer}, so that reading who is inside never meets the past. */
    static Key past(AppName app, RoomName room, String sessionId, String peerId) {
        return new Key(roomPartition(app, room), pastPrefix(sessionId) + peerId);
    }

    static String pastPrefix(String sessionId) {
        return "PAST#" + sessionId + "#";
    }

    /** One counter of places. */
    static Key seats(AppName app, RoomName room, String seat) {
        return new Key(roomPartition(app, room), "SEATS#" + seat);
    }

    /** A join request that somebody may still come in by. */
    static Key openRequest(AppName app, RoomName room, String requestId) {
        return new Key(roomPartition(app, room), OPEN_REQUEST_PREFIX + requestId);
    }

    /** A join request that has come to its end. */
    static Key endedRequest(AppName app, RoomName room, String requestId) {
        return new Key(roomPartition(app, room), "DONE#" + requestId);
    }

    static Key ban(AppName app, RoomName room, String subject) {
        return new Key(roomPartition(app, room), BAN_PREFIX + subject);
    }

    /** A token whose holder was put out of the room. */
    static Key ejected(AppName app, RoomName room, String jti) {
        return new Key(roomPartition(app, room), "OUT#" + jti);
    }

    /** How often somebody knocked at some door within some minute. */
    static Key knocks(String digest) {
        return new Key("KNOCK#" + digest, "KNOCK");
    }

    static Key idempotency(String hash) {
        return new Key("IDEM#" + hash, "IDEM");
    }

    static String appPartition(AppName app) {
        return "APP#" + app;
    }

    static String roomPartition(AppName app, RoomName room) {
        return "ROOM#" + app + "#" + room;
    }

    Map<String, AttributeValue> attributes() {
        return Map.of(Attr.PK, fromS(pk), Attr.SK, fromS(sk));
    }
}
