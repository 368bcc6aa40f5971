package dev.latchkey.testing.memory;

import dev.latchkey.live.Connection;
import dev.latchkey.live.Connection.Holder;
import dev.latchkey.live.ConnectionStore;
import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Keeps live connections. */
public final class InMemoryConnectionStore implements ConnectionStore {
    private final TreeMap<String, Connection> connections = new TreeMap<>();
    private final Map<String, Instant> placesTold = new HashMap<>();

    @Override
    public synchronized void put(Connection connection) {
        connections.put(connection.id(), connection);
    }

    @Override
    public synchronized Optional<Connection> find(String id) {
        return Optional.ofNullable(connections.get(id));
    }

    @Override
    public Optional<Connection> glance(String id) {
        return find(id);
    }

    @Override
    public synchronized void forget(Connection connection) {
        connections.remove(connection.id());
    }

    @Override
    public List<Connection> ofPeer(String roomId, String peerId) {
        return all(
                roomId,
                holder -> holder instanceof Holder.OfPeer peer && peer.peerId().equals(peerId));
    }

    @Override
    public List<Connection> ofRequest(String roomId, String requestId) {
        return all(
                roomId,
                holder -> holder instanceof Holder.OfRequest request
                        && request.requestId().equals(requestId));
    }

    @Override
    public List<Connection> ofAdmins(String roomId) {
        return all(roomId, holder -> holder instanceof Holder.OfPeer peer && peer.admin());
    }

    @Override
    public List<Connection> ofRequests(String roomId) {
        return all(roomId, holder -> holder instanceof Holder.OfRequest);
    }

    @Override
    public boolean hasRequests(String roomId) {
        return !ofRequests(roomId).isEmpty();
    }

    private synchronized List<Connection> all(String roomId, Predicate<Holder> whose) {
        return connections.values().stream()
                .filter(connection -> connection.roomId().equals(roomId) && whose.test(connection.holder()))
                .toList();
    }

    @Override
    public Page<Connection> ofPeers(String roomId, PageRequest<String> wanted) {
        String after = wanted.after();
        List<Connection> rest = all(roomId, Holder.OfPeer.class::isInstance).stream()
                .filter(connection -> after == null || connection.id().compareTo(after) > 0)
                .toList();
        List<Connection> page = rest.stream().limit(wanted.limit()).toList();
        return new Page<>(
                page, page.size() < rest.size() ? page.get(page.size() - 1).id() : null);
    }

    @Override
    public synchronized Optional<Instant> claimPlaces(String roomId, Instant now, Duration apart) {
        Instant told = placesTold.getOrDefault(roomId, Instant.EPOCH);
        if (told.isAfter(now)) {
            return Optional.empty();
        }
        Instant next = told.plus(apart).isAfter(now) ? told.plus(apart) : now;
        placesTold.put(roomId, next);
        return Optional.of(next);
    }
}
