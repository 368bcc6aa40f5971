package dev.latchkey.client;

import java.util.List;

/**
 * Where an app's media server is; not its secret, which nobody is shown.
 *
 * @param kind {@code livekit}
 * @param url where browsers connect
 * @param apiUrl where Latchkey calls it
 * @param companions who beside people is let into its rooms, such as {@code egress}
 */
public record MediaServer(String kind, String url, String apiUrl, String apiKey, List<String> companions) {
    static MediaServer read(JsonObject json) {
        return new MediaServer(
                json.text("kind"),
                json.text("url"),
                json.text("apiUrl"),
                json.text("apiKey"),
                json.texts("companions"));
    }
}
