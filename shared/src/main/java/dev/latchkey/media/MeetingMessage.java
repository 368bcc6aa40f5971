package dev.latchkey.media;

import dev.latchkey.app.AppName;
import dev.latchkey.room.RoomName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What the messages have in common that this package sends to itself, among the events in the same queue. */
final class MeetingMessage {
    private MeetingMessage() {}

    /** The members that name the meeting; others come behind them. */
    static Map<String, Object> json(String type, AppName app, RoomName room, String meeting) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", type);
        json.put("app", app.value());
        json.put("roomName", room.value());
        json.put("meetingSessionId", meeting);
        return json;
    }

    static AppName app(Map<String, Object> json) {
        return new AppName(text(json, "app"));
    }

    static RoomName room(Map<String, Object> json) {
        return new RoomName(text(json, "roomName"));
    }

    static String meeting(Map<String, Object> json) {
        return text(json, "meetingSessionId");
    }

    static String text(Map<String, Object> json, String member) {
        return String.valueOf(Objects.requireNonNull(json.get(member), member));
    }
}
