package dev.latchkey.functions.live;

import dev.latchkey.functions.http.AnswerSize;
import dev.latchkey.functions.join.AdmissionJson;
import dev.latchkey.functions.join.EntryResponse;
import dev.latchkey.functions.join.JoinRequestJson;
import dev.latchkey.functions.people.PeerJson;
import dev.latchkey.functions.room.RoomJson;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.json.Json;
import dev.latchkey.meeting.Admission;
import dev.latchkey.meeting.EntryResult;
import dev.latchkey.meeting.PeerService;
import dev.latchkey.meeting.Presence;
import dev.latchkey.meeting.Roster;
import dev.latchkey.meeting.Session;
import dev.latchkey.meeting.SessionTokenIssue;
import dev.latchkey.permission.Grant;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The messages that go out by live connections; docs/live.md and its schemas describe each. */
final class LiveJson {
    private LiveJson() {}

    private static Map<String, Object> message(String type) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", type);
        return json;
    }

    /** How everything stands, to somebody inside. */
    static String state(PeerService.Renewal inside, Roster others) {
        return Json.write(stateJson(inside, others));
    }

    /**
     * The same to an admin, with who waits.
     *
     * @param waiting the first of them
     * @param count how many they are
     */
    static String state(PeerService.Renewal inside, Roster others, List<JoinRequest> waiting, int count) {
        Map<String, Object> json = stateJson(inside, others);
        json.put("waiting", AnswerSize.first(waiting, JoinRequestJson::of));
        json.put("waitingCount", count);
        return Json.write(json);
    }

    private static Map<String, Object> stateJson(PeerService.Renewal inside, Roster others) {
        Session session = Session.start(
                inside.peer().sessionId(), inside.room().id(), inside.peer().joinedAt());
        Map<String, Object> json = message("state");
        json.putAll(AdmissionJson.of(
                new Admission(inside.room(), session, inside.peer(), others, inside.sessionToken(), null)));
        json.put("pingSec", Presence.ping(inside.room().rules()).toSeconds());
        return json;
    }

    /** How things stand, to somebody at the door: as {@code type}, and the place of one who waits. */
    static Map<String, Object> entry(String type, EntryResult result, int place) {
        Map<String, Object> json = message(type);
        json.putAll(EntryResponse.json(result));
        if (result instanceof EntryResult.Waiting && place > 0) {
            json.put("place", place);
        }
        return json;
    }

    static String place(String requestId, int place) {
        Map<String, Object> json = message("join_request.updated");
        json.put("status", "waiting");
        json.put("requestId", requestId);
        json.put("place", place);
        return Json.write(json);
    }

    /** That somebody at the door is refused for now, or for good. */
    static Map<String, Object> refusedEntry(String requestId, RefusedException refused) {
        Map<String, Object> json = message("join_request.updated");
        json.put("status", "refused");
        json.put("requestId", requestId);
        json.put("code", refused.reason().code());
        json.put("message", refused.detail());
        return json;
    }

    static Map<String, Object> renewed(PeerService.Renewal renewal) {
        Grant grant = SessionTokenIssue.effective(renewal.room(), renewal.peer().grant());
        Map<String, Object> json = message("session.renewed");
        json.put("sessionToken", renewal.sessionToken());
        json.put("role", grant.role().name());
        json.put("isAdmin", grant.permissions().admin());
        json.put("permissions", grant.permissions().toJson());
        json.put("ejectAt", PeerJson.unixSec(renewal.peer().ejectAt()).orElse(null));
        json.put("pingSec", Presence.ping(renewal.room().rules()).toSeconds());
        return json;
    }

    /** What has changed of oneself. */
    static String updatedSelf(PeerService.Renewal now) {
        Map<String, Object> json = renewed(now);
        json.put("type", "peer.updated");
        json.put("peerId", now.peer().id());
        json.put("metadata", now.peer().person().metadata());
        return Json.write(json);
    }

    static String updatedRoom(Room room, Object changed, String sequence) {
        Map<String, Object> json = message("room.updated");
        json.put("room", RoomJson.forClients(room));
        json.put("changed", changed);
        json.put("sequence", sequence);
        return Json.write(json);
    }

    static Map<String, Object> answer(String id) {
        Map<String, Object> json = message("answer");
        json.put("id", id);
        json.put("success", true);
        return json;
    }

    static Map<String, Object> refusedAnswer(String id, RefusedException refused) {
        Map<String, Object> json = message("answer");
        json.put("id", id);
        json.put("success", false);
        json.put("code", refused.reason().code());
        json.put("message", refused.detail());
        return json;
    }

    /** A last word. */
    static String error(RefusedException refused) {
        Map<String, Object> json = message("error");
        json.put("code", refused.reason().code());
        json.put("message", refused.detail());
        return Json.write(json);
    }
}
