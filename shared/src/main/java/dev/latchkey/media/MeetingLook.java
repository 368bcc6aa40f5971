package dev.latchkey.media;

import dev.latchkey.app.AppName;
import dev.latchkey.json.Json;
import dev.latchkey.queue.Message;
import dev.latchkey.queue.MessageQueue;
import dev.latchkey.room.RoomName;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A message that asks for a look at a meeting.
 *
 * @param turn counts the looks at this meeting, from 1
 */
public record MeetingLook(AppName app, RoomName room, String meeting, long turn) {
    /** What tells such a message from an event. */
    private static final String TYPE = "look";

    private static final Duration INTERVAL = Duration.ofSeconds(60);

    static MeetingLook first(AppName app, RoomName room, String meeting) {
        return new MeetingLook(app, room, meeting, 1);
    }

    MeetingLook next() {
        return new MeetingLook(app, room, meeting, turn + 1);
    }

    /** It is taken a minute later. */
    void send(MessageQueue queue, Instant now) {
        queue.send(Message.due(toText(), now.plus(INTERVAL), now));
    }

    String toText() {
        Map<String, Object> json = MeetingMessage.json(TYPE, app, room, meeting);
        json.put("turn", turn);
        return Json.write(json);
    }

    public static boolean isOne(Map<String, Object> json) {
        return TYPE.equals(json.get("type"));
    }

    /** @throws IllegalArgumentException when it is none */
    public static MeetingLook fromJson(Map<String, Object> json) {
        if (!(json.get("turn") instanceof Long turn)) {
            throw new IllegalArgumentException("a look has a turn");
        }
        return new MeetingLook(MeetingMessage.app(json), MeetingMessage.room(json), MeetingMessage.meeting(json), turn);
    }
}
