package dev.latchkey.live;

import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where live connections are kept, to find whom a message comes from and whom something is to be told. */
public interface ConnectionStore {
    /** Keeps a connection; one of the same id is as this one from now on. */
    void put(Connection connection);

    Optional<Connection> find(String id);

    /** The same, at half the price: one that was forgotten within the last second may still be found. */
    Optional<Connection> glance(String id);

    /** Forgets a connection, whether or not it is kept. */
    void forget(Connection connection);

    List<Connection> ofPeer(String roomId, String peerId);

    List<Connection> ofRequest(String roomId, String requestId);

    /** Of the admins inside. */
    List<Connection> ofAdmins(String roomId);

    /** Some of those of everybody inside. */
    Page<Connection> ofPeers(String roomId, PageRequest<String> wanted);

    /** Of everybody at the door. */
    List<Connection> ofRequests(String roomId);

    /** Whether anybody at the door has one. */
    boolean hasRequests(String roomId);

    /**
     * Claims the telling of their places to those who wait, which is done once within so long.
     *
     * @return when it is to be done, by whoever has asked; empty when somebody else is going to
     */
    Optional<Instant> claimPlaces(String roomId, Instant now, Duration apart);
}
