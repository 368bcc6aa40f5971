package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.latchkey.access.AuditEvent;
import dev.latchkey.access.AuditLog;
import dev.latchkey.app.AppName;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.Participation;
import dev.latchkey.meeting.Peer;
import dev.latchkey.privacy.Identity;
import dev.latchkey.privacy.PersonalData.Kind;
import dev.latchkey.privacy.Trace;
import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Takes one person out of one item after the other, and keeps count. What is erased already is passed over. */
final class PersonEraser {
    private final Table table;
    private final Departures departures;
    private final RestrictionMarks marks;
    private final WaitingPlaces waitingPlaces;
    private final AuditLog auditLog;
    private final AppName app;
    private final Identity who;
    private final Instant now;
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final Set<RoomName> mentions = new HashSet<>();

    PersonEraser(Table table, AuditLog auditLog, AppName app, Identity who, Instant now) {
        this.table = table;
        this.departures = new Departures(table, auditLog);
        this.marks = new RestrictionMarks(table);
        this.waitingPlaces = new WaitingPlaces(table);
        this.auditLog = auditLog;
        this.app = app;
        this.who = who;
        this.now = now;
    }

    Map<Kind, Integer> counts() {
        return counts;
    }

    /** Rooms of which an item that is about nobody, or about others, still names the person. */
    Set<RoomName> mentions() {
        return mentions;
    }

    /** Ends what goes on: somebody inside, somebody who waits. It would be written anew where the search has been already. */
    void end(Item item) {
        String kind = item.text(Attr.SK);
        if (kind.startsWith(Key.PEER_PREFIX) || kind.startsWith(Key.OPEN_REQUEST_PREFIX)) {
            erase(item);
        }
    }

    void erase(Item item) {
        PersonalItem found = PersonalItem.read(app, item)
                .filter(personal -> personal.isAbout(who))
                .orElse(null);
        if (found != null) {
            if (erase(found)) {
                counts.merge(found.kind(), 1, Integer::sum);
            }
        } else if (item.attributes().values().stream().anyMatch(this::names)) {
            PersonalItem.room(app, item).ifPresent(mentions::add);
        }
    }

    private boolean erase(PersonalItem found) {
        Trace trace = found.trace();
        if (trace instanceof Trace.Meeting meeting) {
            return found.kind() == Kind.PUT_OUT
                    ? putOut(meeting.room(), meeting.participation().peer())
                    : forget(meeting.room(), meeting.participation());
        }
        if (trace instanceof Trace.Banned banned) {
            return eraseBan(banned.room(), found);
        }
        table.delete(found.key());
        if (trace instanceof Trace.Request asked) {
            waitingPlaces.free(app, asked.room(), asked.request());
        }
        return true;
    }

    /** The ban holds on without its name, and the room says from then on that it has such a one. */
    private boolean eraseBan(RoomName room, PersonalItem ban) {
        table.update(ban.key(), BanItem.erasing(), Condition.PRESENT);
        Table.Outcome outcome = table.write(List.of(
                table.deleting(ban.key(), Condition.PRESENT),
                table.putting(BanItem.writeErased(app, room, ban.item())),
                table.updating(
                        Key.room(app, room),
                        RoomItem.markBansErased(),
                        Condition.of(
                                "roomId = :id", Map.of(":id", fromS(ban.item().text(Attr.ROOM_ID)))))));
        // Of a room that is no more: it keeps nobody out.
        return outcome.failedAt(2) ? table.delete(ban.key(), Condition.PRESENT) : outcome.written();
    }

    /** As any ejection: the token that let the peer in opens the room no more. What is left of the peer is nobody's. */
    private boolean putOut(RoomName room, Peer peer) {
        List<Item> keptOut = peer.jti().isEmpty() ? List.of() : BanItem.writeEjected(app, room, peer, now);
        if (!keptOut.isEmpty()) {
            marks.set(app, room, peer.roomId());
        }
        boolean out = departures.remove(app, room, peer, Peer::anonymous, Departure.EJECTED, now, keptOut);
        departures.endIfLastHasLeft(app, room, peer.sessionId(), now);
        if (out) {
            auditLog.record(AuditEvent.about(AuditEvent.What.EJECTION)
                    .room(app, room)
                    .peer(peer.id())
                    .by("operator")
                    .granted()
                    .rule("erased"));
        }
        return out;
    }

    private boolean forget(RoomName room, Participation past) {
        Item nobodys = PeerItem.writePast(app, room, past.peer().anonymous(), past.how(), past.leftAt());
        // Written beside the peer's going, it may be there still.
        table.delete(Key.rosterEntry(past.peer().roomId(), past.peer().id()));
        return table.put(nobodys, Condition.PRESENT).isEmpty();
    }

    private boolean names(AttributeValue value) {
        if (value.hasM()) {
            return value.m().values().stream().anyMatch(this::names);
        }
        return value.s() != null && who.isIn(value.s());
    }
}
