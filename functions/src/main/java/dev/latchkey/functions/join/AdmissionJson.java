package dev.latchkey.functions.join;

import dev.latchkey.functions.http.AnswerSize;
import dev.latchkey.functions.room.RoomJson;
import dev.latchkey.meeting.Admission;
import dev.latchkey.meeting.MediaAdmission;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Roster;
import dev.latchkey.meeting.SessionTokenIssue;
import dev.latchkey.permission.Grant;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An admission on the wire: Metered's meetingInfo, and what a client needs next. */
public final class AdmissionJson {
    private AdmissionJson() {}

    public static Map<String, Object> of(Admission admission) {
        Peer peer = admission.peer();
        Grant grant = SessionTokenIssue.effective(admission.room(), peer.grant());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", "admitted");
        json.put("roomId", admission.room().id());
        json.put("roomName", admission.room().name().value());
        json.put("meetingSessionId", admission.session().id());
        json.put("participantSessionId", peer.id());
        json.put("name", peer.person().name());
        json.put("role", grant.role().name());
        json.put("isAdmin", grant.permissions().admin());
        json.put("permissions", grant.permissions().toJson());
        if (peer.person().metadata() != null) {
            json.put("metadata", peer.person().metadata());
        }
        json.putAll(peer.person().options());
        json.put(
                "ejectAt",
                peer.ejectAt().equals(Instant.MAX) ? null : peer.ejectAt().getEpochSecond());
        json.put("heartbeatSec", Peer.HEARTBEAT.toSeconds());
        json.put("sessionToken", admission.sessionToken());
        if (admission.media() != null) {
            json.put("media", media(admission.media()));
        }
        Roster others = admission.others();
        List<Map<String, Object>> listed = AnswerSize.first(others.entries(), other -> participant(admission, other));
        json.put("onlineParticipants", listed);
        json.put("onlineCount", others.entries().size());
        json.put(
                "moreOnline",
                !others.complete() || listed.size() < others.entries().size());
        json.put("room", RoomJson.forClients(admission.room()));
        return json;
    }

    private static Map<String, Object> media(MediaAdmission media) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", media.kind());
        json.put("url", media.url());
        json.put("token", media.token());
        json.put("expiresAt", media.expiresAt().getEpochSecond());
        json.put("ready", media.ready());
        json.put("keepsPresence", media.keepsPresence());
        json.put("notEnforced", media.notEnforced());
        return json;
    }

    /** What everybody inside may know of another: a name and a role, and no address. */
    private static Map<String, Object> participant(Admission admission, Roster.Entry other) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("_id", other.peerId());
        json.put("name", other.name());
        json.put("isAdmin", other.admin());
        json.put("role", other.role());
        json.put("meetingSessionId", admission.session().id());
        json.put("roomId", admission.room().id());
        json.put("joinedAt", other.joinedAt().getEpochSecond());
        return json;
    }
}
