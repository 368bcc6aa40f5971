package dev.latchkey.testing.memory;

import dev.latchkey.app.AppName;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.joinrequest.JoinRequestState;
import dev.latchkey.joinrequest.JoinRequestStore;
import dev.latchkey.joinrequest.WaitingLine;
import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.TicketClaims;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Keeps join requests. */
public final class InMemoryJoinRequestStore implements JoinRequestStore {
    private final Memory memory;

    public InMemoryJoinRequestStore(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Page<JoinRequest> waiting(Room room, PageRequest<String> wanted, Instant now) {
        synchronized (memory) {
            memory.requests
                    .values()
                    .removeIf(request ->
                            request.roomId().equals(room.id()) && request.isExpiredAt(now.minus(LEFT_TO_ITS_DEADLINE)));
            String after = wanted.after();
            List<JoinRequest> left = waiting(room.id())
                    .filter(request -> !request.isExpiredAt(now))
                    .filter(request -> after == null || request.id().compareTo(after) > 0)
                    .sorted(Comparator.comparing(JoinRequest::id))
                    .toList();
            return page(left, wanted.limit());
        }
    }

    private static Page<JoinRequest> page(List<JoinRequest> left, int limit) {
        List<JoinRequest> page = left.subList(0, Math.min(limit, left.size()));
        return new Page<>(
                page, page.size() < left.size() ? page.get(page.size() - 1).id() : null);
    }

    @Override
    public Page<JoinRequest> ended(Room room, PageRequest<String> wanted, Instant now) {
        synchronized (memory) {
            String after = wanted.after();
            List<JoinRequest> left = memory.requests.values().stream()
                    .filter(request -> request.roomId().equals(room.id())
                            && !request.state().isOpen())
                    .filter(request -> now.isBefore(request.expires().plus(ENDED_KEPT)))
                    .filter(request -> after == null || request.id().compareTo(after) < 0)
                    .sorted(Comparator.comparing(JoinRequest::id).reversed())
                    .toList();
            return page(left, wanted.limit());
        }
    }

    private Stream<JoinRequest> waiting(String roomId) {
        return memory.requests.values().stream()
                .filter(request -> request.roomId().equals(roomId) && request.state() == JoinRequestState.WAITING);
    }

    @Override
    public WaitingLine line(AppName app, RoomName room, String roomId, Instant now) {
        synchronized (memory) {
            return new WaitingLine(waiting(roomId)
                    .filter(request -> !request.isExpiredAt(now))
                    .map(JoinRequest::id)
                    .toList());
        }
    }

    @Override
    public Optional<JoinRequest> openBy(Room room, String jti, Instant now) {
        synchronized (memory) {
            return openBy(room.id(), jti, now);
        }
    }

    private Optional<JoinRequest> openBy(String roomId, String jti, Instant now) {
        return memory.requests.values().stream()
                .filter(request ->
                        request.roomId().equals(roomId) && request.state().isOpen() && !request.isExpiredAt(now))
                .filter(request ->
                        request.token() != null && request.token().jti().equals(jti))
                .findFirst();
    }

    @Override
    public Optional<JoinRequest> create(AppName app, RoomName room, JoinRequest request) {
        synchronized (memory) {
            Instant now = request.requestedAt();
            if (waiting(request.roomId())
                            .filter(other -> !other.isExpiredAt(now))
                            .count()
                    >= JoinRequest.MOST_WAITING) {
                return Optional.empty();
            }
            AccessClaims token = request.token();
            Optional<JoinRequest> first = Optional.ofNullable(memory.requests.get(request.id()))
                    .or(() -> token == null ? Optional.empty() : openBy(request.roomId(), token.jti(), now));
            if (first.isEmpty()) {
                memory.requests.put(request.id(), request);
            }
            return first.or(() -> Optional.of(request));
        }
    }

    @Override
    public Optional<JoinRequest> find(AppName app, RoomName room, String requestId) {
        synchronized (memory) {
            return Optional.ofNullable(memory.requests.get(requestId));
        }
    }

    @Override
    public Seen look(TicketClaims ticket) {
        synchronized (memory) {
            Room room = memory.room(ticket.app(), ticket.roomName());
            return new Seen(
                    memory.apps.get(ticket.app()),
                    room,
                    memory.restrictions(ticket.app(), room, ticket.accessJti(), ticket.subject()),
                    memory.requests.get(ticket.requestId()));
        }
    }

    @Override
    public Optional<JoinRequest> decide(AppName app, RoomName room, JoinRequest from, JoinRequest to) {
        synchronized (memory) {
            JoinRequest now = memory.requests.get(from.id());
            if (from.equals(now)) {
                memory.requests.put(to.id(), to);
                return Optional.empty();
            }
            return Optional.of(now == null ? from.cancelled("") : now);
        }
    }
}
