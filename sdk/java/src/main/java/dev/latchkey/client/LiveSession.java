package dev.latchkey.client;

/**
 * A meeting that goes on.
 *
 * @param onlineCount how many are inside, counted up to a hundred
 */
public record LiveSession(Session session, String roomName, int onlineCount) {
    static LiveSession read(JsonObject json) {
        return new LiveSession(Session.read(json), json.text("roomName"), json.integer("onlineCount"));
    }
}
