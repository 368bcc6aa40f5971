package dev.latchkey.functions.media;

import dev.latchkey.event.Event;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.functions.queue.MessageHandler;
import dev.latchkey.functions.queue.ReceivedMessage;
import dev.latchkey.json.Json;
import dev.latchkey.media.MediaEnforcement;
import dev.latchkey.media.MeetingLook;
import dev.latchkey.media.ParticipantDeparture;
import java.util.Map;

/** Has media servers do as the table says: when something happened, and once a minute for each meeting, and when somebody has left. */
public final class MediaHandler implements MessageHandler {
    private final MediaEnforcement enforcement;

    /** For Lambda. */
    public MediaHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public MediaHandler(Platform platform) {
        this.enforcement = new Services(platform).mediaEnforcement();
    }

    @Override
    public void take(ReceivedMessage message) {
        Map<String, Object> json = Json.readObject(message.text());
        if (MeetingLook.isOne(json)) {
            enforcement.look(MeetingLook.fromJson(json), message.id());
        } else if (ParticipantDeparture.isOne(json)) {
            enforcement.settle(ParticipantDeparture.fromJson(json));
        } else {
            enforcement.take(Event.fromJson(json));
        }
    }
}
