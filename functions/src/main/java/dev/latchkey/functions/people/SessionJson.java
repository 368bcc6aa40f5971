package dev.latchkey.functions.people;

import dev.latchkey.meeting.Session;
import java.util.LinkedHashMap;
import java.util.Map;

/** A meeting on the wire; {@code endedAt} is null while it goes on. */
public final class SessionJson {
    private SessionJson() {}

    public static Map<String, Object> of(Session session) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("meetingSessionId", session.id());
        json.put("roomId", session.roomId());
        json.put("startedAt", session.startedAt().getEpochSecond());
        json.put("endedAt", PeerJson.unixSec(session.endedAt()).orElse(null));
        return json;
    }
}
