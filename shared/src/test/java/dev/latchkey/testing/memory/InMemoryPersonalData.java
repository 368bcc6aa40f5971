package dev.latchkey.testing.memory;

import dev.latchkey.access.AuditEvent;
import dev.latchkey.access.AuditLog;
import dev.latchkey.app.AppName;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.meeting.Ban;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.Participation;
import dev.latchkey.meeting.Peer;
import dev.latchkey.privacy.Identity;
import dev.latchkey.privacy.PersonalData;
import dev.latchkey.privacy.Search;
import dev.latchkey.privacy.Search.Stage;
import dev.latchkey.privacy.Trace;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.Person;
import dev.latchkey.webhook.Delivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Finds people in the memory. It learns in one go who somebody is, and shows and erases one thing after the other. */
public final class InMemoryPersonalData implements PersonalData {
    private final Memory memory;
    private final InMemoryMeetingStore meetings;
    private final AuditLog auditLog;

    /** @param auditLog is told of everybody who is put out */
    public InMemoryPersonalData(Memory memory, InMemoryMeetingStore meetings, AuditLog auditLog) {
        this.memory = memory;
        this.meetings = meetings;
        this.auditLog = auditLog;
    }

    @Override
    public Export export(Search from, BooleanSupplier enough) {
        synchronized (memory) {
            Search learnt = learn(from, Stage.COLLECT);
            List<Found> about = about(learnt);
            List<Trace> traces = new ArrayList<>();
            int next = position(learnt);
            boolean late = from.stage() == Stage.LEARN && enough.getAsBoolean();
            while (next < about.size() && !late) {
                traces.add(about.get(next++).trace());
                late = traces.size() >= MOST_SHOWN || enough.getAsBoolean();
            }
            Search reached = next < about.size()
                    ? learnt.reached(new Search.Position("memory", Integer.toString(next)))
                    : learnt.enter(Stage.OVER);
            return new Export(reached, traces);
        }
    }

    private static int position(Search search) {
        Search.Position at = search.at();
        return at == null ? 0 : Integer.parseInt(at.sort());
    }

    @Override
    public Erasure erase(Search from, Instant now, BooleanSupplier enough) {
        synchronized (memory) {
            Search at = learn(from, Stage.PUT_OUT);
            Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
            boolean late = from.stage() == Stage.LEARN && enough.getAsBoolean();
            while (!late && !at.isOver()) {
                Stage stage = at.stage();
                Found next = about(at).stream()
                        .filter(found -> stage == Stage.ERASE || found.goesOn())
                        .findFirst()
                        .orElse(null);
                if (next == null) {
                    at = at.enter(stage == Stage.PUT_OUT ? Stage.ERASE : Stage.OVER);
                } else {
                    erase(at.app(), next, now);
                    counts.merge(next.kind(), 1, Integer::sum);
                }
                late = enough.getAsBoolean();
            }
            return new Erasure(at, counts, at.isOver() ? mentions(at) : Set.of());
        }
    }

    private Search learn(Search from, Stage next) {
        if (from.stage() != Stage.LEARN) {
            return from;
        }
        Identity known = from.who();
        for (Found found : all(from.app())) {
            known = known.and(from.asked().learning(found.subject(), found.person()));
        }
        return from.enter(next).knowing(known);
    }

    private void erase(AppName app, Found found, Instant now) {
        Trace trace = found.trace();
        if (trace instanceof Trace.Meeting meeting) {
            Peer peer = meeting.participation().peer();
            if (found.kind() == Kind.PUT_OUT) {
                putOut(app, meeting.room(), peer, now);
            }
            memory.past.replaceAll(past -> past.peer().id().equals(peer.id())
                    ? new Participation(past.peer().anonymous(), past.leftAt(), past.how())
                    : past);
        } else if (trace instanceof Trace.Request asked) {
            memory.requests.remove(asked.request().id());
        } else if (trace instanceof Trace.Banned banned) {
            // It holds on, as what keeps it names the user, and nothing that shows it does.
            memory.bans.replaceAll(
                    (of, ban) -> ban.equals(banned.ban()) ? new Ban("", ban.since(), ban.rank(), "") : ban);
        } else if (trace instanceof Trace.Told told) {
            memory.deliveries
                    .values()
                    .removeIf(kept -> kept.app().equals(app) && told(kept).equals(told));
        } else if (trace instanceof Trace.Repeat repeat) {
            memory.decisions
                    .all()
                    .values()
                    .removeIf(kept -> repeat.userId().equals(kept.what().get("subject")));
        }
    }

    private void putOut(AppName app, RoomName room, Peer peer, Instant now) {
        if (!peer.jti().isEmpty()) {
            memory.ejected.add(new Memory.Of(peer.roomId(), peer.jti()));
        }
        meetings.leave(app, room, peer, Departure.EJECTED, now);
        auditLog.record(AuditEvent.about(AuditEvent.What.EJECTION)
                .room(app, room)
                .peer(peer.id())
                .by("operator")
                .granted()
                .rule("erased"));
    }

    private Set<RoomName> mentions(Search search) {
        return memory.rooms.values().stream()
                .filter(room -> room.app().equals(search.app()))
                .filter(room -> room.settings().values().stream()
                        .anyMatch(value -> search.who().isIn(String.valueOf(value))))
                .map(Room::name)
                .collect(Collectors.toSet());
    }

    private List<Found> about(Search search) {
        return all(search.app()).stream()
                .filter(found -> found.isAbout(search.who()))
                .toList();
    }

    private List<Found> all(AppName app) {
        List<Found> all = new ArrayList<>();
        memory.inside.values().stream()
                .filter(inside -> inside.door().app().equals(app))
                .forEach(inside -> all.add(meeting(
                        Kind.PUT_OUT,
                        inside.door().name(),
                        new Participation(inside.peer(), Instant.MAX, Departure.LEFT))));
        for (Participation past : memory.past) {
            Memory.Door door = memory.meetings.get(past.peer().sessionId()).door();
            if (door.app().equals(app)) {
                all.add(meeting(Kind.MEETING, door.name(), past));
            }
        }
        for (Room room : memory.rooms.values()) {
            if (room.app().equals(app)) {
                addKeptOf(room, all);
            }
        }
        memory.decisions.all().values().stream()
                .filter(kept -> app.value().equals(kept.what().get("app")))
                .forEach(kept -> {
                    String subject = kept.what().getOrDefault("subject", "");
                    all.add(new Found(Kind.REPEAT, subject, Person.NOBODY, new Trace.Repeat(subject, kept.until())));
                });
        memory.deliveries.values().stream()
                .filter(kept -> kept.app().equals(app))
                .forEach(kept -> all.add(new Found(Kind.EVENT, "", Person.NOBODY, told(kept))));
        return all;
    }

    private static Trace.Told told(Delivery delivery) {
        return new Trace.Told(delivery.endpoint(), delivery.happened(), delivery.body());
    }

    private static Found meeting(Kind kind, RoomName room, Participation participation) {
        Peer peer = participation.peer();
        return new Found(kind, peer.subject(), peer.person(), new Trace.Meeting(room, participation));
    }

    private void addKeptOf(Room room, List<Found> all) {
        for (JoinRequest request : memory.requests.values()) {
            if (request.roomId().equals(room.id())) {
                AccessClaims token = request.token();
                all.add(new Found(
                        Kind.REQUEST,
                        token == null ? "" : token.subject(),
                        token == null ? request.person() : token.person(),
                        new Trace.Request(room.name(), request)));
            }
        }
        memory.bans.forEach((of, ban) -> {
            if (of.roomId().equals(room.id())) {
                all.add(new Found(Kind.BAN, ban.subject(), Person.NOBODY, new Trace.Banned(room.name(), ban)));
            }
        });
    }

    /** One thing about somebody. */
    private record Found(Kind kind, String subject, Person person, Trace trace) {
        boolean isAbout(Identity who) {
            return trace instanceof Trace.Told told ? who.isIn(told.body()) : who.covers(subject, person);
        }

        /** Somebody inside, or somebody who waits: both come to an end before anything is erased. */
        boolean goesOn() {
            return kind == Kind.PUT_OUT
                    || trace instanceof Trace.Request asked
                            && asked.request().state().isOpen();
        }
    }
}
