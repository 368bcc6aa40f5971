package dev.latchkey.live;

import java.util.Map;
import java.util.Set;

/** Sends to live connections, and ends them. */
public interface ConnectionPost {
    /** Takes whatever is sent, and nobody hears it. */
    ConnectionPost NOBODY = new ConnectionPost() {
        @Override
        public Set<String> send(Map<String, String> texts) {
            return Set.of();
        }

        @Override
        public void end(String connection) {
            // It was never there.
        }
    };

    /**
     * Sends each of those connections its text, and again what was not taken, for as long as the call has time.
     *
     * @param texts by connection
     * @return the connections that are gone
     */
    Set<String> send(Map<String, String> texts);

    /** Ends a connection, whether or not it is still there. What was sent before arrives. */
    void end(String connection);
}
