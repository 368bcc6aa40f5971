package dev.latchkey.functions.event;

import dev.latchkey.command.CommandAnswer;
import dev.latchkey.event.Event;
import dev.latchkey.event.Occurrence;
import dev.latchkey.event.Occurrence.Subject;
import dev.latchkey.functions.join.JoinRequestJson;
import dev.latchkey.functions.people.BanJson;
import dev.latchkey.functions.people.PeerJson;
import dev.latchkey.functions.people.SessionJson;
import dev.latchkey.functions.room.RoomJson;
import dev.latchkey.meeting.Participation;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Session;
import dev.latchkey.room.Room;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What an event says of the thing that changed, in the words of the HTTP API. docs/events/ has a schema for each. */
final class EventData {
    private EventData() {}

    /** Empty for a change of which there is nothing to tell, such as one of how a room counts its places. */
    static Optional<Event> event(Occurrence occurrence) {
        return data(occurrence.subject())
                .map(data -> new Event(
                        occurrence.id(),
                        occurrence.type(),
                        occurrence.timestamp(),
                        occurrence.app(),
                        occurrence.roomName(),
                        occurrence.roomId(),
                        occurrence.sequence(),
                        data));
    }

    private static Optional<Map<String, Object>> data(Subject subject) {
        if (subject instanceof Subject.OfChangedRoom changed) {
            return changedRoom(changed.before(), changed.room());
        }
        if (subject instanceof Subject.OfRoom room) {
            return Optional.of(Map.of("room", RoomJson.forEvents(room.room())));
        }
        if (subject instanceof Subject.OfJoinRequest of) {
            return Optional.of(JoinRequestJson.forEvents(of.request()));
        }
        if (subject instanceof Subject.OfStartedSession started) {
            return Optional.of(Map.of("session", SessionJson.of(started.session())));
        }
        if (subject instanceof Subject.OfEndedSession ended) {
            return Optional.of(endedSession(ended.session(), ended.participants()));
        }
        if (subject instanceof Subject.OfPeer joined) {
            return Optional.of(Map.of("peer", PeerJson.granted(joined.peer())));
        }
        if (subject instanceof Subject.OfChangedPeer changed) {
            return Optional.of(changedPeer(changed.before(), changed.peer()));
        }
        if (subject instanceof Subject.OfGonePeer gone) {
            return Optional.of(gonePeer(gone.participation()));
        }
        if (subject instanceof Subject.OfBan ban) {
            return Optional.of(withMaker(Map.of("ban", BanJson.of(ban.ban())), ban.by()));
        }
        if (subject instanceof Subject.OfRevokedToken token) {
            return Optional.of(withMaker(Map.of("jti", token.jti()), token.by()));
        }
        if (subject instanceof Subject.OfCutOff cutOff) {
            return Optional.of(
                    withMaker(Map.of("issuedBeforeUnixSec", cutOff.before().getEpochSecond()), cutOff.by()));
        }
        if (subject instanceof Subject.OfCommand of) {
            return Optional.of(command(of.answer()));
        }
        return Optional.of(disabledWebhook((Subject.OfDisabledWebhook) subject));
    }

    private static Map<String, Object> command(CommandAnswer answer) {
        Map<String, Object> data = ordered("commandId", answer.id(), "command", answer.type());
        data.put("by", answer.by());
        data.put(answer.succeeded() ? "result" : "problem", answer.says());
        return data;
    }

    private static Optional<Map<String, Object>> changedRoom(Room before, Room room) {
        List<String> changed = changed(RoomJson.of(before), RoomJson.of(room));
        return changed.isEmpty()
                ? Optional.empty()
                : Optional.of(ordered("room", RoomJson.forEvents(room), "changed", changed));
    }

    private static List<String> changed(Map<String, Object> before, Map<String, Object> after) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        names.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
        return List.copyOf(names);
    }

    private static Map<String, Object> endedSession(Session session, int participants) {
        Map<String, Object> data = ordered("session", SessionJson.of(session), "participants", participants);
        data.put(
                "durationSec",
                Duration.between(session.startedAt(), session.endedAt()).toSeconds());
        return data;
    }

    private static Map<String, Object> changedPeer(Peer before, Peer peer) {
        List<String> changed = new ArrayList<>();
        if (!before.grant().role().equals(peer.grant().role())) {
            changed.add("role");
        }
        if (!before.grant().permissions().equals(peer.grant().permissions())) {
            changed.add("permissions");
        }
        if (!Objects.equals(before.person().metadata(), peer.person().metadata())) {
            changed.add("metadata");
        }
        return ordered("peer", PeerJson.granted(peer), "changed", changed);
    }

    private static Map<String, Object> gonePeer(Participation participation) {
        return ordered("peer", PeerJson.granted(participation.peer()), "reason", participation.reason());
    }

    private static Map<String, Object> disabledWebhook(Subject.OfDisabledWebhook disabled) {
        Map<String, Object> data = ordered("webhookId", disabled.webhookId(), "reason", disabled.reason());
        if (!disabled.origin().isEmpty()) {
            data.put("origin", disabled.origin());
        }
        return data;
    }

    private static Map<String, Object> ordered(
            String first, @Nullable Object one, String second, @Nullable Object other) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put(first, one);
        data.put(second, other);
        return data;
    }

    private static Map<String, Object> withMaker(Map<String, Object> members, String by) {
        Map<String, Object> data = new LinkedHashMap<>(members);
        data.put("by", by.isEmpty() ? null : by);
        return data;
    }
}
