package dev.latchkey.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Tells by live connections. One that is gone is forgotten at the first message that it does not take. */
public final class Broadcast {
    /** A connection that is being opened takes nothing yet: what is said until then, its state will say. */
    private static final Duration OPENING = Duration.ofSeconds(10);

    private final ConnectionPost post;
    private final ConnectionEnd end;
    private final Clock clock;

    public Broadcast(ConnectionPost post, ConnectionEnd end, Clock clock) {
        this.post = post;
        this.end = end;
        this.clock = clock;
    }

    /** Tells all of them the same. */
    public void tell(List<Connection> connections, String text) {
        tell(connections, connection -> Optional.of(text));
    }

    /** @param text what a connection is told; empty for nothing */
    public void tell(List<Connection> connections, Function<Connection, Optional<String>> text) {
        Map<String, String> texts = new HashMap<>();
        connections.forEach(connection -> text.apply(connection).ifPresent(said -> texts.put(connection.id(), said)));
        if (texts.isEmpty()) {
            return;
        }
        Set<String> gone = post.send(texts);
        Instant now = clock.instant();
        connections.stream()
                .filter(connection -> gone.contains(connection.id())
                        && !now.isBefore(connection.openedAt().plus(OPENING)))
                .forEach(end::note);
    }

    /** Tells a connection that may be still being opened. Returns false when it is not there. */
    public boolean tellOpening(Connection connection, String text) {
        return post.send(Map.of(connection.id(), text)).isEmpty();
    }

    /** Ends connections of which all has been said. */
    public void end(List<Connection> connections) {
        connections.forEach(connection -> post.end(connection.id()));
    }
}
