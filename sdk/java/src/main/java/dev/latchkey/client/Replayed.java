package dev.latchkey.client;

/**
 * What is sent again.
 *
 * @param replayed how many, at most 100
 * @param more whether there may be others
 */
public record Replayed(int replayed, boolean more) {
    static Replayed read(JsonObject json) {
        return new Replayed(json.integer("replayed"), json.flag("more"));
    }
}
