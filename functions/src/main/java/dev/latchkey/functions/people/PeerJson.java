package dev.latchkey.functions.people;

import dev.latchkey.claims.Person;
import dev.latchkey.meeting.Participation;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.SessionTokenIssue;
import dev.latchkey.permission.Grant;
import dev.latchkey.room.Room;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A peer on the wire, with its personal data: for the app and the room's admins only. */
final class PeerJson {
    private PeerJson() {}

    static Map<String, Object> of(Room room, Peer peer) {
        Map<String, Object> json = person(peer);
        json.put("ejectAt", unixSec(peer.ejectAt()));
        Grant grant = SessionTokenIssue.effective(room, peer.grant());
        json.put("permissions", grant.permissions().toJson());
        return json;
    }

    /** Somebody's time in a meeting; {@code leftAt} is null while it lasts. */
    static Map<String, Object> of(Participation participation) {
        Map<String, Object> json = person(participation.peer());
        boolean gone = !participation.leftAt().equals(Instant.MAX);
        json.put("leftAt", unixSec(participation.leftAt()));
        json.put("reason", gone ? participation.how().wireName() : null);
        return json;
    }

    private static Map<String, Object> person(Peer peer) {
        Person person = peer.person();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("peerId", peer.id());
        json.put("meetingSessionId", peer.sessionId());
        json.put("name", person.name());
        json.put("email", person.email());
        json.put("externalUserId", person.externalUserId());
        json.put("meta", person.meta());
        json.put("metadata", person.metadata());
        json.put("role", peer.grant().role().name());
        json.put("isAdmin", peer.grant().permissions().admin());
        json.put("joinedAt", peer.joinedAt().getEpochSecond());
        return json;
    }

    static @Nullable Long unixSec(Instant instant) {
        return instant.equals(Instant.MAX) ? null : (Long) instant.getEpochSecond();
    }
}
