package dev.latchkey.testing.memory;

import dev.latchkey.access.AuditEvent;
import dev.latchkey.access.AuditLog;
import dev.latchkey.access.Presented;
import dev.latchkey.access.Restrictions;
import dev.latchkey.app.AppName;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.meeting.Activity;
import dev.latchkey.meeting.Ban;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.EntrySnapshot;
import dev.latchkey.meeting.HeldPlace;
import dev.latchkey.meeting.JoinOutcome;
import dev.latchkey.meeting.LiveMeeting;
import dev.latchkey.meeting.MeetingStore;
import dev.latchkey.meeting.Participation;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.PeerSnapshot;
import dev.latchkey.meeting.Roster;
import dev.latchkey.meeting.Session;
import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import dev.latchkey.permission.Rank;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.statuslist.StatusListId;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.SessionClaims;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps meetings and the people in them. Places are counted by looking who is inside. */
public final class InMemoryMeetingStore implements MeetingStore {
    /** Begins the places of those inside, who come after those who left. */
    private static final String AFTER_ALL_IDS = "IN#";

    private final Memory memory;
    private final AuditLog auditLog;

    public InMemoryMeetingStore(Memory memory) {
        this(memory, decision -> {});
    }

    /** @param auditLog is told of everybody who is taken out because the time was up */
    public InMemoryMeetingStore(Memory memory, AuditLog auditLog) {
        this.memory = memory;
        this.auditLog = auditLog;
    }

    @Override
    public EntrySnapshot look(AppName app, RoomName room, Presented presented) {
        AccessClaims token = presented.accessToken().orElse(null);
        synchronized (memory) {
            Room known = memory.room(app, room);
            return new EntrySnapshot(
                    memory.apps.get(app),
                    known,
                    memory.restrictions(
                            app, known, token == null ? "" : token.jti(), token == null ? "" : token.subject()),
                    known == null ? null : memory.live.get(known.id()),
                    known == null || token == null || token.ejectAfter().isZero()
                            ? null
                            : memory.firstEntries.get(new Memory.Of(known.id(), token.jti())));
        }
    }

    @Override
    public EntrySnapshot lookAgain(EntrySnapshot seen, AppName app, RoomName room) {
        synchronized (memory) {
            return new EntrySnapshot(
                    seen.app(), memory.room(app, room), seen.restrictions(), seen.live(), seen.firstEntry());
        }
    }

    @Override
    public JoinOutcome join(Room room, EntrySnapshot snapshot, Peer peer, Presented presented, Instant now) {
        return join(room, snapshot, peer, presented.accessToken().orElse(null), null, now);
    }

    @Override
    public JoinOutcome join(Room room, EntrySnapshot snapshot, Peer peer, JoinRequest by, Instant now) {
        return join(room, snapshot, peer, by.token(), by, now);
    }

    private JoinOutcome join(
            Room room,
            EntrySnapshot snapshot,
            Peer peer,
            @Nullable AccessClaims token,
            @Nullable JoinRequest by,
            Instant now) {
        synchronized (memory) {
            Room kept = memory.room(room.app(), room.name());
            Room current = kept != null && kept.id().equals(room.id()) ? kept : room;
            Roster others = roster(room, now);
            if (insideAt(current, now).isEmpty()) {
                // The meeting outlived its people: it ended when the last of them was gone.
                sweep(current, now);
            }
            return new InMemoryJoin(memory, this, current, peer, token, by, now).join(snapshot, others);
        }
    }

    @Override
    public EntrySnapshot confirm(Room room, Peer peer, Presented presented) {
        synchronized (memory) {
            memory.listed.put(peer.id(), peer);
            return look(room.app(), room.name(), presented);
        }
    }

    @Override
    public Roster roster(Room room, Instant now) {
        synchronized (memory) {
            List<Roster.Entry> all = memory.listed.values().stream()
                    .filter(peer -> peer.roomId().equals(room.id()) && isShownAt(peer, now))
                    .map(peer -> new Roster.Entry(
                            peer.id(),
                            peer.person().name(),
                            peer.grant().role().name(),
                            peer.grant().permissions().admin(),
                            peer.joinedAt()))
                    .toList();
            return new Roster(all.subList(0, Math.min(Roster.MOST, all.size())), all.size() <= Roster.MOST);
        }
    }

    private static boolean isShownAt(Peer peer, Instant now) {
        return now.isBefore(peer.lastHeardOf().plus(Roster.SHOWN)) && now.isBefore(peer.ejectAt());
    }

    @Override
    public Optional<Peer> find(AppName app, RoomName room, String peerId) {
        synchronized (memory) {
            return Optional.ofNullable(memory.inside.get(peerId))
                    .filter(inside -> inside.door().equals(new Memory.Door(app, room)))
                    .map(Memory.Inside::peer);
        }
    }

    @Override
    public PeerSnapshot lookInside(SessionClaims session) {
        synchronized (memory) {
            PeerSnapshot seen = glanceAt(new HeldPlace(
                    session.app(), session.roomName(), session.roomId(), session.peerId(), session.peerVersion()));
            return new PeerSnapshot(
                    seen.app(),
                    seen.room(),
                    seen.live(),
                    seen.peer(),
                    seen.tokenVersion(),
                    memory.restrictions(
                            session.app(),
                            memory.room(session.app(), session.roomName()),
                            session.accessJti(),
                            session.subject()));
        }
    }

    @Override
    public PeerSnapshot glanceInside(SessionClaims session) {
        return lookInside(session);
    }

    @Override
    public PeerSnapshot glanceAt(HeldPlace place) {
        synchronized (memory) {
            Room known = memory.room(place.app(), place.room());
            Room same = known != null && known.id().equals(place.roomId()) ? known : null;
            return new PeerSnapshot(
                    memory.apps.get(place.app()),
                    same,
                    same == null ? null : memory.live.get(same.id()),
                    same == null
                            ? null
                            : find(place.app(), place.room(), place.peerId())
                                    .map(peer -> peer.under(same.rules()))
                                    .orElse(null),
                    place.peerVersion(),
                    Restrictions.CLEAR);
        }
    }

    @Override
    public Page<Peer> inside(Room room, PageRequest<String> wanted, Instant now) {
        synchronized (memory) {
            NavigableMap<String, Peer> all = new TreeMap<>();
            insideAt(room, now).forEach(peer -> all.put(peer.id(), peer));
            return page(all, wanted);
        }
    }

    /** Everybody recorded as inside that very room, under its rules, whether or not their time has run out. */
    List<Peer> recorded(Room room) {
        return memory.inside.values().stream()
                .map(Memory.Inside::peer)
                .filter(peer -> peer.roomId().equals(room.id()))
                .map(peer -> peer.under(room.rules()))
                .toList();
    }

    List<Peer> insideAt(Room room, Instant now) {
        return recorded(room).stream().filter(peer -> peer.isInsideAt(now)).toList();
    }

    @Override
    public boolean renew(Room room, Peer before, Peer heardOf, Instant now) {
        synchronized (memory) {
            return find(room.app(), room.name(), before.id())
                            .filter(found -> found.version() == before.version())
                            .isPresent()
                    && disconnect(room.app(), room.name(), before, heardOf);
        }
    }

    @Override
    public boolean renewUnlessHeldAgainst(Room room, Peer before, Peer heardOf, Instant now) {
        synchronized (memory) {
            Restrictions held = memory.restrictions(room.app(), room, before.jti(), before.subject());
            return renew(room, before, heardOf, now) && !held.revoked() && !held.ejected() && held.ban() == null;
        }
    }

    @Override
    public boolean disconnect(AppName app, RoomName room, Peer before, Peer heardOf) {
        synchronized (memory) {
            Optional<Peer> kept = find(app, room, heardOf.id())
                    .filter(found -> found.tokensFrom() == heardOf.tokensFrom()
                            && found.leaseUntil().equals(before.leaseUntil())
                            && found.presence()
                                    .connection()
                                    .equals(before.presence().connection())
                            && found.presence()
                                    .participant()
                                    .equals(before.presence().participant()));
            kept.ifPresent(found -> keep(new Memory.Door(app, room), found.presentAs(heardOf)));
            return kept.isPresent();
        }
    }

    @Override
    public boolean takeOver(Room room, Peer before, Peer takenOver, Instant now) {
        synchronized (memory) {
            return find(room.app(), room.name(), takenOver.id())
                    .filter(kept -> kept.version() == before.version())
                    .map(kept -> {
                        voided(room.app(), kept, now);
                        return keep(room, takenOver);
                    })
                    .isPresent();
        }
    }

    @Override
    public Optional<Peer> mend(Room room, Peer heardOf, Instant now) {
        synchronized (memory) {
            return find(room.app(), room.name(), heardOf.id())
                    .filter(kept -> kept.tokensFrom() == heardOf.tokensFrom())
                    .map(kept -> keep(room, kept.placed(reopenFor(room, heardOf).id(), kept.seat())))
                    .map(kept -> heardOf.placed(kept.sessionId(), heardOf.seat()));
        }
    }

    private Peer keep(Room room, Peer placed) {
        return keep(Memory.Door.of(room), placed);
    }

    private Peer keep(Memory.Door door, Peer placed) {
        memory.inside.put(placed.id(), new Memory.Inside(door, placed));
        memory.listed.put(placed.id(), placed);
        return placed;
    }

    /** The meeting was taken for over while this peer was coming in: it goes on, unless another has begun. */
    private Session reopenFor(Room room, Peer peer) {
        Session going = memory.live.get(room.id());
        if (going != null) {
            return going;
        }
        Memory.Meeting before = memory.meetings.get(peer.sessionId());
        return begin(
                room,
                Session.start(
                        peer.sessionId(),
                        room.id(),
                        before == null ? peer.joinedAt() : before.session().startedAt()));
    }

    Session begin(Room room, Session session) {
        memory.live.put(room.id(), session);
        memory.meetings.put(session.id(), new Memory.Meeting(Memory.Door.of(room), session));
        return session;
    }

    @Override
    public boolean update(Room room, Peer before, Peer changed) {
        synchronized (memory) {
            return find(room.app(), room.name(), changed.id())
                    .filter(kept -> kept.version() == before.version())
                    .map(kept -> kept.changed(changed.grant(), changed.person(), changed.changedAt()))
                    .map(kept -> {
                        memory.inside.put(kept.id(), new Memory.Inside(Memory.Door.of(room), kept));
                        memory.listed.put(kept.id(), kept);
                        return kept;
                    })
                    .isPresent();
        }
    }

    @Override
    public boolean leave(AppName app, RoomName room, Peer peer, Departure how, Instant now) {
        synchronized (memory) {
            boolean left = remove(peer, how, now, now);
            endIfEmpty(peer.roomId(), now, now);
            return left;
        }
    }

    boolean remove(Peer peer, Departure how, Instant leftAt, Instant now) {
        memory.listed.remove(peer.id());
        Memory.Inside was = memory.inside.remove(peer.id());
        if (was != null) {
            memory.past.add(new Participation(peer, leftAt, how));
            voided(was.door().app(), was.peer(), now);
            note(was.door(), peer, how, how == Departure.TIME_UP ? peer.ejectAt() : leftAt, now);
        }
        return was != null;
    }

    private void voided(AppName app, Peer peer, Instant now) {
        memory.voided.add(new Memory.Voided(StatusListId.of(app, peer.roomId()), peer.statusIndex(), now));
    }

    /** Nobody decides that a time is up, so nobody else writes it down. */
    private void note(Memory.Door door, Peer peer, Departure how, Instant due, Instant now) {
        if (how == Departure.TIME_UP || how == Departure.NO_ACTIVITY) {
            auditLog.record(AuditEvent.about(AuditEvent.What.EJECTION)
                    .room(door.app(), door.name())
                    .peer(peer.id())
                    .jti(peer.jti())
                    .user(door.app(), peer.subject())
                    .by("clock")
                    .granted()
                    .rule(how.wireName())
                    .took(AuditEvent.Measure.LATE, Duration.between(due, now)));
        }
    }

    private void endIfEmpty(String roomId, Instant end, Instant now) {
        Session live = memory.live.get(roomId);
        boolean empty = live != null
                && memory.inside.values().stream()
                        .map(Memory.Inside::peer)
                        .noneMatch(peer -> peer.sessionId().equals(live.id()) && peer.isHeardOfAt(now));
        if (empty) {
            memory.live.remove(roomId);
            memory.meetings.computeIfPresent(
                    live.id(), (id, meeting) -> new Memory.Meeting(meeting.door(), live.ended(end)));
        }
    }

    /** Takes out those whose time has run out, and ends the meeting when the last of them was gone. */
    void sweep(Room room, Instant now) {
        List<Peer> vanished =
                recorded(room).stream().filter(peer -> !peer.isInsideAt(now)).toList();
        vanished.forEach(peer -> remove(peer, Departure.ofVanished(peer), peer.until(), now));
        endIfDeserted(room.id(), now);
    }

    /** Ends the meeting that nobody is left in, as of when the last of its people was gone. */
    private void endIfDeserted(String roomId, Instant now) {
        Session live = memory.live.get(roomId);
        if (live != null) {
            Instant last = memory.past.stream()
                    .filter(one -> one.peer().sessionId().equals(live.id()))
                    .map(Participation::leftAt)
                    .max(Comparator.naturalOrder())
                    .orElse(now);
            endIfEmpty(roomId, last, now);
        }
    }

    @Override
    public boolean evict(AppName app, RoomName room, Peer peer, Instant now) {
        synchronized (memory) {
            boolean evicted = find(app, room, peer.id())
                            .filter(kept -> kept.leaseUntil().equals(peer.leaseUntil()))
                            .isPresent()
                    && remove(peer, Departure.ofVanished(peer), peer.until(), now);
            if (evicted) {
                endIfDeserted(peer.roomId(), now);
            }
            return evicted;
        }
    }

    @Override
    public void takeOutOverdue(Room room, Instant now) {
        synchronized (memory) {
            sweep(room, now);
        }
    }

    @Override
    public boolean isLive(Room room) {
        synchronized (memory) {
            return memory.live.containsKey(room.id());
        }
    }

    @Override
    public Optional<Instant> quietSince(Room room, Instant now) {
        synchronized (memory) {
            Session live = memory.live.get(room.id());
            List<Peer> recorded = recorded(room);
            return live != null && Activity.isQuiet(room, recorded, now)
                    ? Optional.of(Activity.quietSince(
                            room,
                            live,
                            recorded,
                            memory.past.stream()
                                    .filter(one -> one.peer().sessionId().equals(live.id()))
                                    .toList()))
                    : Optional.empty();
        }
    }

    @Override
    public boolean endQuiet(Room room, Instant end, Instant now) {
        synchronized (memory) {
            for (Peer peer : insideAt(room, now)) {
                if (Activity.isConsumer(room, peer)) {
                    remove(peer, Departure.NO_ACTIVITY, end.isAfter(peer.joinedAt()) ? end : peer.joinedAt(), now);
                }
            }
            endIfDeserted(room.id(), now);
            return true;
        }
    }

    @Override
    public List<Peer> putOut(Room room, Predicate<Peer> whom, Departure how, Instant now) {
        synchronized (memory) {
            return putOut(
                    inside(Memory.Door.of(room))
                            .filter(peer -> peer.roomId().equals(room.id()) && whom.test(peer))
                            .toList(),
                    how,
                    now);
        }
    }

    @Override
    public List<Peer> putOutUser(Room room, String subject, Predicate<Peer> whom, Departure how, Instant now) {
        return putOut(room, peer -> peer.subject().equals(subject) && whom.test(peer), how, now);
    }

    @Override
    public List<Peer> insideAs(Room room, String subject, Instant now) {
        synchronized (memory) {
            return insideAt(room, now).stream()
                    .filter(peer -> peer.subject().equals(subject))
                    .toList();
        }
    }

    @Override
    public List<Peer> putOutOfMeetings(AppName app, int most, Predicate<Peer> whom, Departure how, Instant now) {
        synchronized (memory) {
            List<Peer> out = going(app)
                    .limit(most)
                    .flatMap(meeting -> inside(meeting.door()))
                    .filter(whom)
                    .toList();
            return putOut(out, how, now);
        }
    }

    private List<Peer> putOut(List<Peer> out, Departure how, Instant now) {
        out.forEach(peer -> remove(peer, how, now, now));
        out.forEach(peer -> endIfEmpty(peer.roomId(), now, now));
        return out;
    }

    private Stream<Peer> inside(Memory.Door door) {
        return memory.inside.values().stream()
                .filter(one -> one.door().equals(door))
                .map(Memory.Inside::peer);
    }

    @Override
    public List<Peer> putOutByToken(AppName app, String jti, Instant now) {
        return putOutByToken(app, jti, room -> true, Departure.REVOKED, now);
    }

    @Override
    public List<Peer> putOutByToken(AppName app, RoomName room, String jti, Instant now) {
        return putOutByToken(app, jti, room::equals, Departure.EJECTED, now);
    }

    private List<Peer> putOutByToken(AppName app, String jti, Predicate<RoomName> where, Departure how, Instant now) {
        synchronized (memory) {
            List<Peer> out = memory.inside.values().stream()
                    .filter(one -> one.door().app().equals(app))
                    .filter(one -> where.test(one.door().name()))
                    .map(Memory.Inside::peer)
                    .filter(peer -> peer.jti().equals(jti))
                    .toList();
            return putOut(out, how, now);
        }
    }

    @Override
    public Optional<Peer> insideByToken(AppName app, RoomName room, String jti, Instant now) {
        synchronized (memory) {
            return memory.inside.values().stream()
                    .filter(one ->
                            one.door().app().equals(app) && one.door().name().equals(room))
                    .map(Memory.Inside::peer)
                    .filter(peer -> peer.jti().equals(jti) && peer.isInsideAt(now))
                    .min(Comparator.comparing(Peer::id));
        }
    }

    private Stream<Memory.Meeting> going(AppName app) {
        return memory.meetings.values().stream()
                .filter(meeting ->
                        meeting.door().app().equals(app) && meeting.session().isLive());
    }

    @Override
    public boolean eject(Room room, Peer peer, Instant now) {
        synchronized (memory) {
            if (!peer.jti().isEmpty()) {
                memory.ejected.add(new Memory.Of(room.id(), peer.jti()));
            }
            return leave(room.app(), room.name(), peer, Departure.EJECTED, now);
        }
    }

    @Override
    public void close(Room room, Instant now) {
        synchronized (memory) {
            putOut(room, peer -> true, Departure.ROOM_CLOSED, now);
            endIfEmpty(room.id(), now, now);
        }
    }

    @Override
    public void ban(Room room, Ban ban) {
        synchronized (memory) {
            memory.bans.merge(
                    new Memory.Of(room.id(), ban.subject()),
                    ban,
                    (stands, other) -> stands.rank().isAbove(other.rank()) ? stands : other);
        }
    }

    @Override
    public boolean unban(Room room, String subject, Set<Rank> ofRanks, String by) {
        synchronized (memory) {
            Memory.Of of = new Memory.Of(room.id(), subject);
            memory.bans.computeIfPresent(of, (key, ban) -> ofRanks.contains(ban.rank()) ? null : ban);
            return !memory.bans.containsKey(of);
        }
    }

    @Override
    public List<Ban> bans(Room room) {
        synchronized (memory) {
            return memory.bans.entrySet().stream()
                    .filter(ban -> ban.getKey().roomId().equals(room.id()))
                    .map(java.util.Map.Entry::getValue)
                    .toList();
        }
    }

    @Override
    public Page<Session> sessions(Room room, PageRequest<String> wanted, Instant now) {
        synchronized (memory) {
            if (insideAt(room, now).isEmpty()) {
                sweep(room, now);
            }
            String after = wanted.after();
            List<Session> newestFirst = (after == null
                            ? memory.meetings
                            : memory.meetings.headMap(room.idInside(after), false))
                    .descendingMap().values().stream()
                            .map(Memory.Meeting::session)
                            .filter(session -> session.roomId().equals(room.id()))
                            .toList();
            return page(newestFirst, Session::id, PageRequest.first(wanted.limit()));
        }
    }

    @Override
    public boolean hasSession(Room room, String sessionId) {
        synchronized (memory) {
            Memory.Meeting meeting = memory.meetings.get(sessionId);
            return meeting != null && meeting.session().roomId().equals(room.id());
        }
    }

    @Override
    public Optional<Participation> findPast(AppName app, RoomName room, String sessionId, String peerId) {
        synchronized (memory) {
            return memory.past.stream()
                    .filter(one -> one.peer().sessionId().equals(sessionId)
                            && one.peer().id().equals(peerId))
                    .findFirst();
        }
    }

    @Override
    public Page<Participation> participants(Room room, String sessionId, PageRequest<String> wanted, Instant now) {
        synchronized (memory) {
            NavigableMap<String, Participation> all = new TreeMap<>();
            memory.past.stream()
                    .filter(one -> one.peer().roomId().equals(room.id())
                            && one.peer().sessionId().equals(sessionId))
                    .forEach(one -> all.put(one.peer().id(), one));
            for (Peer peer : recorded(room)) {
                if (peer.sessionId().equals(sessionId)) {
                    boolean inside = peer.isInsideAt(now);
                    all.put(
                            AFTER_ALL_IDS + peer.id(),
                            new Participation(
                                    peer,
                                    inside ? Instant.MAX : peer.until(),
                                    inside ? Departure.LEFT : Departure.ofVanished(peer)));
                }
            }
            return page(all, wanted);
        }
    }

    @Override
    public Page<LiveMeeting> live(AppName app, PageRequest<String> wanted, Instant now) {
        synchronized (memory) {
            List<LiveMeeting> all = going(app)
                    .sorted(Comparator.comparing((Memory.Meeting meeting) ->
                                    meeting.session().startedAt())
                            .reversed())
                    .map(meeting ->
                            new LiveMeeting(meeting.door().name(), meeting.session(), counted(meeting.door(), now)))
                    .filter(meeting -> meeting.inside() > 0)
                    .toList();
            return page(all, meeting -> meeting.session().id(), wanted);
        }
    }

    private int counted(Memory.Door door, Instant now) {
        return (int) inside(door)
                .filter(peer -> peer.isHeardOfAt(now))
                .limit(Roster.MOST)
                .count();
    }

    /** From a place on, whether or not anything is there by now. */
    private static <T> Page<T> page(NavigableMap<String, T> all, PageRequest<String> wanted) {
        String after = wanted.after();
        List<Map.Entry<String, T>> rest = new ArrayList<>((after == null ? all : all.tailMap(after, false)).entrySet());
        List<Map.Entry<String, T>> page = rest.subList(0, Math.min(rest.size(), wanted.limit()));
        return new Page<>(
                page.stream().map(Map.Entry::getValue).toList(),
                page.size() < rest.size() ? page.get(page.size() - 1).getKey() : null);
    }

    /** What follows the entry of that id. */
    private static <T> Page<T> page(
            List<T> all, java.util.function.Function<T, String> id, PageRequest<String> wanted) {
        int from = 0;
        if (wanted.after() != null) {
            while (from < all.size() && !id.apply(all.get(from)).equals(wanted.after())) {
                from++;
            }
            from++;
        }
        int to = Math.min(all.size(), from + wanted.limit());
        return from >= all.size()
                ? Page.last(List.of())
                : new Page<>(all.subList(from, to), to < all.size() ? id.apply(all.get(to - 1)) : null);
    }
}
