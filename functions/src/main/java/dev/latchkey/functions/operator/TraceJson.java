package dev.latchkey.functions.operator;

import dev.latchkey.functions.people.PeerJson;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.json.Json;
import dev.latchkey.privacy.PersonalData.Kind;
import dev.latchkey.privacy.Trace;
import dev.latchkey.token.AccessClaims;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is kept of a person, for the person: as the API shows it where it does. No token, key or digest is in it. */
final class TraceJson {
    private TraceJson() {}

    static Map<String, Object> of(Trace trace) {
        if (trace instanceof Trace.Meeting meeting) {
            return tagged("meeting", meeting.room().value(), PeerJson.of(meeting.participation()));
        }
        if (trace instanceof Trace.Request request) {
            return tagged("joinRequest", request.room().value(), request(request.request()));
        }
        if (trace instanceof Trace.Banned banned) {
            Map<String, Object> ban = new LinkedHashMap<>();
            ban.put("externalUserId", banned.ban().subject());
            ban.put("bannedAt", banned.ban().since().getEpochSecond());
            return tagged("ban", banned.room().value(), ban);
        }
        if (trace instanceof Trace.Told told) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("kind", "event");
            json.put("webhook", told.webhook());
            json.put("event", Json.readObject(told.body()));
            return json;
        }
        Trace.Repeat repeat = (Trace.Repeat) trace;
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", "repeat");
        json.put("externalUserId", repeat.userId());
        json.put("keptUntilUnixSec", repeat.until().getEpochSecond());
        return json;
    }

    /** Under what name each kind is counted. */
    static String name(Kind kind) {
        return switch (kind) {
            case PUT_OUT -> "putOut";
            case MEETING -> "meetings";
            case REQUEST -> "joinRequests";
            case BAN -> "bans";
            case REPEAT -> "repeats";
            case EVENT -> "events";
        };
    }

    private static Map<String, Object> request(JoinRequest request) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("requestId", request.id());
        json.put("status", request.state().wireName());
        json.put("name", request.person().name());
        json.put("reason", request.why().wireName());
        json.put("requestedAt", request.requestedAt().getEpochSecond());
        json.put("expiresAt", request.expires().getEpochSecond());
        json.put("message", request.message());
        AccessClaims token = request.token();
        json.put("tokenClaims", token == null ? null : token.toPayload());
        return json;
    }

    private static Map<String, Object> tagged(String kind, String room, Map<String, Object> what) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", kind);
        json.put("roomName", room);
        json.putAll(what);
        return json;
    }
}
