package dev.latchkey.functions.huddle01;

import dev.latchkey.app.AppName;
import dev.latchkey.meeting.MeetingStore;
import dev.latchkey.meeting.Session;
import dev.latchkey.page.Page;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomPosition;
import dev.latchkey.room.RoomStore;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds up what is remembered of the meetings of an app's rooms, one by one. More than a call can read is refused at its deadline. */
final class Metrics {
    private static final int AT_ONCE = 100;

    private final RoomStore rooms;
    private final MeetingStore meetings;

    Metrics(RoomStore rooms, MeetingStore meetings) {
        this.rooms = rooms;
        this.meetings = meetings;
    }

    Map<String, Object> of(AppName app, Instant now) {
        Totals totals = new Totals();
        Page.<Room>each(
                AT_ONCE,
                wanted -> rooms.list(
                        app, wanted.map(text -> RoomPosition.parse(text).orElseThrow())),
                room -> Page.<Session>each(
                        AT_ONCE,
                        wanted -> meetings.sessions(room, wanted, now),
                        session -> add(totals, room, session, now)));
        return totals.json();
    }

    private void add(Totals totals, Room room, Session session, Instant now) {
        totals.sessions++;
        Instant end = session.isLive() ? now : session.endedAt();
        totals.duration = totals.duration.plus(Duration.between(session.startedAt(), end));
        Page.each(
                AT_ONCE,
                wanted -> meetings.participants(room, session.id(), wanted, now),
                participation -> totals.participants++);
    }

    private static final class Totals {
        private long sessions;
        private Duration duration = Duration.ZERO;
        private long participants;

        /** The duration in seconds. */
        private Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("totalSessions", sessions);
            json.put("totalDuration", duration.toSeconds());
            json.put("totalUsers", participants);
            json.put("recordingCount", 0);
            json.put("livestreamCount", 0);
            return json;
        }
    }
}
