package dev.latchkey.media;

import dev.latchkey.app.AppName;
import dev.latchkey.json.Json;
import dev.latchkey.meeting.Presence;
import dev.latchkey.queue.Message;
import dev.latchkey.queue.MessageQueue;
import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.util.Map;

/**
 * A message that asks whether somebody who left a media server has come back.
 *
 * @param entry the entry of his that has ended
 */
public record ParticipantDeparture(AppName app, RoomName room, String meeting, String identity, String entry) {
    /** What tells such a message from an event. */
    private static final String TYPE = "departure";

    static ParticipantDeparture of(ServedMeeting meeting, String identity, String entry) {
        return new ParticipantDeparture(meeting.app().name(), meeting.room(), meeting.id(), identity, entry);
    }

    /** It is taken once the time for coming back is over. */
    void send(MessageQueue queue, Instant now) {
        queue.send(Message.due(toText(), now.plus(Presence.GRACE), now));
    }

    String toText() {
        Map<String, Object> json = MeetingMessage.json(TYPE, app, room, meeting);
        json.put("identity", identity);
        json.put("entry", entry);
        return Json.write(json);
    }

    public static boolean isOne(Map<String, Object> json) {
        return TYPE.equals(json.get("type"));
    }

    /** @throws IllegalArgumentException when it is none */
    public static ParticipantDeparture fromJson(Map<String, Object> json) {
        return new ParticipantDeparture(
                MeetingMessage.app(json),
                MeetingMessage.room(json),
                MeetingMessage.meeting(json),
                MeetingMessage.text(json, "identity"),
                MeetingMessage.text(json, "entry"));
    }
}
