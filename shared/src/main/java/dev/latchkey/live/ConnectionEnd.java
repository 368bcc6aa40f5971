package dev.latchkey.live;

import dev.latchkey.deadline.DeadlineSchedule;
import dev.latchkey.deadline.Due;
import dev.latchkey.meeting.Disconnections;
import dev.latchkey.meeting.HeldPlace;
import java.util.Comparator;
import java.util.Optional;

/** Sees to it that a connection has ended: it is forgotten, and the place of its holder is kept for a little while. */
public final class ConnectionEnd {
    private final ConnectionStore connections;
    private final Disconnections disconnections;
    private final DeadlineSchedule deadlines;

    public ConnectionEnd(ConnectionStore connections, Disconnections disconnections, DeadlineSchedule deadlines) {
        this.connections = connections;
        this.disconnections = disconnections;
        this.deadlines = deadlines;
    }

    /** Notes the end of a connection, of whose end somebody else may have heard as well. */
    public void note(String id) {
        connections.find(id).ifPresent(this::note);
    }

    /** The same for one that is known. */
    public void note(Connection connection) {
        connections.forget(connection);
        if (connection.holder() instanceof Connection.Holder.OfPeer peer) {
            HeldPlace place = connection.place(peer);
            disconnections
                    .note(place, connection.id(), () -> another(connection, peer))
                    .ifPresent(left -> deadlines.send(Due.ofDisconnected(place.app(), place.room(), left)));
        }
    }

    /** The newest of the other connections of the same peer. */
    private Optional<String> another(Connection ended, Connection.Holder.OfPeer peer) {
        return connections.ofPeer(ended.roomId(), peer.peerId()).stream()
                .filter(other -> !other.id().equals(ended.id()))
                .max(Comparator.comparing(Connection::openedAt))
                .map(Connection::id);
    }
}
