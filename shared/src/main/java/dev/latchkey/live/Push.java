package dev.latchkey.live;

import dev.latchkey.app.AppName;
import dev.latchkey.event.Event;
import dev.latchkey.json.Json;
import dev.latchkey.room.RoomName;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to be told by live connections, as a message of the queue says it. An event of the bus is one as it is. */
public sealed interface Push {
    /** As a message says it. */
    String text();

    /**
     * Reads what {@link #text} made, or an event.
     *
     * @throws RuntimeException when it is nothing of the kind
     */
    static Push parse(String text) {
        Map<String, Object> json = Json.readObject(text);
        return switch (String.valueOf(json.get("type"))) {
            case OfState.TYPE -> new OfState(member(json, "connection"));
            case OfLook.TYPE -> new OfLook(member(json, "connection"));
            case OfPlaces.TYPE ->
                new OfPlaces(
                        new AppName(member(json, "app")),
                        new RoomName(member(json, "roomName")),
                        member(json, "roomId"));
            default ->
                new OfEvent(Event.fromJson(json), json.get(OfEvent.AFTER) instanceof String after ? after : null);
        };
    }

    private static String member(Map<String, Object> json, String name) {
        if (json.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("a push has a text " + name);
    }

    /**
     * Something that happened.
     *
     * @param after where those begin who are still to be told, in the order of {@link ConnectionStore#ofPeers}; null for all
     */
    record OfEvent(Event event, @Nullable String after) implements Push {
        /** The last release, which does not know it, tells all once more. */
        private static final String AFTER = "after";

        @Override
        public String text() {
            Map<String, Object> json = event.toJson();
            if (after != null) {
                json.put(AFTER, after);
            }
            return Json.write(json);
        }
    }

    /** How everything stands, to a connection that was just opened. */
    record OfState(String connection) implements Push {
        private static final String TYPE = "state";

        @Override
        public String text() {
            return Json.write(Map.of("type", TYPE, "connection", connection));
        }
    }

    /** How things stand, to somebody at a door that may have opened. */
    record OfLook(String connection) implements Push {
        private static final String TYPE = "look";

        @Override
        public String text() {
            return Json.write(Map.of("type", TYPE, "connection", connection));
        }
    }

    /** Their places, to those who wait at a door. */
    record OfPlaces(AppName app, RoomName room, String roomId) implements Push {
        private static final String TYPE = "places";

        @Override
        public String text() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("type", TYPE);
            json.put("app", app.value());
            json.put("roomName", room.value());
            json.put("roomId", roomId);
            return Json.write(json);
        }
    }
}
