package dev.latchkey.deadline;

import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.joinrequest.JoinRequestStore;
import dev.latchkey.meeting.Attendance;
import dev.latchkey.meeting.MeetingStore;
import dev.latchkey.meeting.Peer;
import dev.latchkey.page.PageRequest;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Does what is due, after reading again whether it is: too early, twice, late or out of order it does no harm. What turns out to
 * be due later is looked at again then.
 */
public final class DeadlineService {
    private final RoomStore rooms;
    private final MeetingStore meetings;
    private final Attendance attendance;
    private final JoinRequestStore joinRequests;
    private final DeadlineStore store;
    private final DeadlineSchedule schedule;
    private final Clock clock;

    public DeadlineService(
            RoomStore rooms,
            MeetingStore meetings,
            JoinRequestStore joinRequests,
            DeadlineStore store,
            DeadlineSchedule schedule,
            Clock clock) {
        this.rooms = rooms;
        this.meetings = meetings;
        this.attendance = new Attendance(rooms, meetings);
        this.joinRequests = joinRequests;
        this.store = store;
        this.schedule = schedule;
        this.clock = clock;
    }

    public void meet(Due due) {
        Instant now = clock.instant();
        switch (due.kind()) {
            case PEER -> peer(due, now);
            case CONNECTION -> connection(due, now);
            case JOIN_REQUEST -> joinRequest(due, now);
            case ROOM -> room(due, now);
            case MEETING -> meeting(due, now);
            case MEETING_OVER -> room(due).ifPresent(room -> end(room, now));
            case NO_ACTIVITY -> room(due).ifPresent(room -> noActivity(room, now));
        }
    }

    private void peer(Due due, Instant now) {
        takeOutUnlessInside(due, now).ifPresent(peer -> schedule.send(Due.of(due.app(), due.room(), peer)));
    }

    /**
     * Goes on beside the look at the peer's lease, which was to be longer, until a connection gives it a longer one again: so
     * however often a connection is lost, there are no more looks at one peer than two.
     */
    private void connection(Due due, Instant now) {
        takeOutUnlessInside(due, now)
                .filter(peer -> !peer.presence().isConnected())
                .ifPresent(peer -> schedule.send(Due.ofDisconnected(due.app(), due.room(), peer)));
    }

    /** The peer if it is inside; it is taken out if it is no longer. */
    private Optional<Peer> takeOutUnlessInside(Due due, Instant now) {
        Optional<Peer> found = attendance.find(due.app(), due.room(), due.id());
        // Whoever is heard of in between is read once more.
        while (found.filter(peer -> !peer.isInsideAt(now) && !meetings.evict(due.app(), due.room(), peer, now))
                .isPresent()) {
            found = attendance.find(due.app(), due.room(), due.id());
        }
        return found.filter(peer -> peer.isInsideAt(now));
    }

    private void joinRequest(Due due, Instant now) {
        Optional<JoinRequest> found = joinRequests.find(due.app(), due.room(), due.id());
        while (found.filter(request -> request.isExpiredAt(now)).isPresent()) {
            JoinRequest request = found.get();
            found = joinRequests.decide(due.app(), due.room(), request, request.expired());
        }
        found.flatMap(request -> Due.of(due.app(), due.room(), request)).ifPresent(schedule::send);
    }

    private void room(Due due, Instant now) {
        Room room = room(due)
                .filter(found -> Due.of(found).filter(due::equals).isPresent())
                .orElse(null);
        if (room == null) {
            // It is gone, or its end was moved, and whoever moved it was heard.
            store.forget(due);
        } else if (now.isBefore(due.at())) {
            schedule.send(due);
        } else if (end(room, now)) {
            store.forget(due);
        }
    }

    private Optional<Room> room(Due due) {
        return rooms.find(due.app(), due.room()).filter(room -> room.id().equals(due.id()));
    }

    /** Does what the room's end brings. Returns false while some of that has to wait for those who may stay inside. */
    private boolean end(Room room, Instant now) {
        if (!room.rules().isExpiredAt(now)) {
            return true;
        }
        if (room.rules().ejectAtExpiry()) {
            meetings.takeOutOverdue(room, now);
        }
        if (!room.isArchivedAtExpiry()) {
            return true;
        }
        boolean empty =
                meetings.inside(room, PageRequest.first(1), now).entries().isEmpty();
        if (!empty || !rooms.archiveUnchanged(room)) {
            return false;
        }
        // Whoever came in by a clock that is behind.
        meetings.close(room, now);
        return true;
    }

    private void meeting(Due due, Instant now) {
        Room room = room(due).orElse(null);
        if (room == null || !meetings.isLive(room)) {
            store.forget(due);
        } else {
            meetings.takeOutOverdue(room, now);
            noActivity(room, now);
        }
    }

    /** Ends a meeting that nobody may share anything in, once that has lasted for as long as its room says. */
    private void noActivity(Room room, Instant now) {
        Duration limit = room.noActivityLimit();
        if (limit.isZero()) {
            return;
        }
        Optional<Instant> since = meetings.quietSince(room, now);
        while (since.filter(
                        instant -> isOver(instant, limit, now) && !meetings.endQuiet(room, instant.plus(limit), now))
                .isPresent()) {
            since = meetings.quietSince(room, now);
        }
        since.filter(instant -> !isOver(instant, limit, now))
                .ifPresent(instant ->
                        schedule.sendIfSoon(Due.withoutActivity(room.app(), room.name(), room.id(), instant, limit)));
    }

    private static boolean isOver(Instant since, Duration limit, Instant now) {
        return !now.isBefore(since.plus(limit));
    }
}
