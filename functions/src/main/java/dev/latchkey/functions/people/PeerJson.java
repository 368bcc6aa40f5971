package dev.latchkey.functions.people;

import dev.latchkey.meeting.Participation;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.SessionTokenIssue;
import dev.latchkey.permission.Grant;
import dev.latchkey.room.Room;
import dev.latchkey.token.Person;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A peer on the wire, with its personal data: for the app and the room's admins only. */
public final class PeerJson {
    private PeerJson() {}

    static Map<String, Object> of(Room room, Peer peer) {
        return of(peer, SessionTokenIssue.effective(room, peer.grant()));
    }

    /** The same for whoever does not know the room: with what was granted, of which a room may withhold something. */
    public static Map<String, Object> granted(Peer peer) {
        return of(peer, peer.grant());
    }

    private static Map<String, Object> of(Peer peer, Grant grant) {
        Map<String, Object> json = person(peer);
        json.put("ejectAt", unixSec(peer.ejectAt()).orElse(null));
        json.put("permissions", grant.permissions().toJson());
        return json;
    }

    /** Somebody's time in a meeting; {@code leftAt} is null while it lasts. */
    public static Map<String, Object> of(Participation participation) {
        Map<String, Object> json = person(participation.peer());
        boolean gone = !participation.leftAt().equals(Instant.MAX);
        json.put("leftAt", unixSec(participation.leftAt()).orElse(null));
        json.put("reason", gone ? participation.reason() : null);
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

    /** Empty for {@link Instant#MAX}. */
    public static Optional<Long> unixSec(Instant instant) {
        return instant.equals(Instant.MAX) ? Optional.empty() : Optional.of(instant.getEpochSecond());
    }
}
