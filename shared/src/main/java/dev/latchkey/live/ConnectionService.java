package dev.latchkey.live;

import dev.latchkey.meeting.PeerService;
import dev.latchkey.meeting.WaitingRoomService;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.queue.Message;
import dev.latchkey.queue.MessageQueue;
import dev.latchkey.signing.Jwts;
import dev.latchkey.token.SessionClaims;
import dev.latchkey.token.TicketClaims;
import java.time.Clock;

/** Opens live connections and sees to it when they end. Who may have one is asked where a call over HTTP asks it. */
public final class ConnectionService {
    private final ConnectionStore connections;
    private final PeerService peers;
    private final WaitingRoomService waitingRoom;
    private final MessageQueue pushes;
    private final Clock clock;

    public ConnectionService(
            ConnectionStore connections,
            PeerService peers,
            WaitingRoomService waitingRoom,
            MessageQueue pushes,
            Clock clock) {
        this.connections = connections;
        this.peers = peers;
        this.waitingRoom = waitingRoom;
        this.pushes = pushes;
        this.clock = clock;
    }

    /**
     * Opens a connection, whose holder is told how things stand as soon as it is there.
     *
     * @param token a session token, or a ticket
     * @throws RefusedException as the heartbeat with that session token, or a look with that ticket, is refused; and
     *     already_decided, or join_request_expired, for a ticket of which no more is to be told
     */
    public Connection open(String id, String token) {
        Connection opened = switch (Jwts.claimedKind(token)) {
            case SESSION -> openForPeer(id, token);
            case TICKET -> openForRequest(id, token);
            case ACCESS ->
                throw new RefusedException(
                        Reason.TOKEN_INVALID, "a connection is opened by a session token or a ticket");
        };
        pushes.send(Message.of(new Push.OfState(id).text()));
        return opened;
    }

    /** Kept before it is noted of the peer: whoever dies in between leaves nothing that nobody ends. */
    private Connection openForPeer(String id, String sessionToken) {
        SessionClaims claims = peers.claims(sessionToken);
        Connection connection = new Connection(
                id,
                claims.app(),
                claims.roomName(),
                claims.roomId(),
                new Connection.Holder.OfPeer(
                        claims.peerId(),
                        claims.peerVersion(),
                        claims.grant().permissions().admin()),
                clock.instant());
        connections.put(connection);
        try {
            boolean admin = peers.connect(claims, id).grant().permissions().admin();
            // The session token may be older than the role.
            return admin == claims.grant().permissions().admin() ? connection : setAdmin(connection, admin);
        } catch (RefusedException e) {
            connections.forget(connection);
            throw e;
        }
    }

    /** Has the holder of the connection told who knocks, or no longer. */
    public Connection setAdmin(Connection connection, boolean admin) {
        Connection changed = connection.ofAdmin(admin);
        if (!changed.equals(connection)) {
            connections.forget(connection);
            connections.put(changed);
        }
        return changed;
    }

    private Connection openForRequest(String id, String presentedTicket) {
        TicketClaims ticket = waitingRoom.requireOpen(presentedTicket);
        Connection connection = new Connection(
                id,
                ticket.app(),
                ticket.roomName(),
                ticket.roomId(),
                new Connection.Holder.OfRequest(ticket.requestId()),
                clock.instant());
        connections.put(connection);
        return connection;
    }
}
