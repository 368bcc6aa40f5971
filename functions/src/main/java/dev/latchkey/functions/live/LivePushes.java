package dev.latchkey.functions.live;

import dev.latchkey.event.Event;
import dev.latchkey.functions.join.JoinRequestJson;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.joinrequest.WaitingLine;
import dev.latchkey.json.Json;
import dev.latchkey.live.Broadcast;
import dev.latchkey.live.Connection;
import dev.latchkey.live.Connection.Holder;
import dev.latchkey.live.ConnectionEnd;
import dev.latchkey.live.ConnectionService;
import dev.latchkey.live.ConnectionStore;
import dev.latchkey.live.Push;
import dev.latchkey.meeting.EntryResult;
import dev.latchkey.meeting.JoinRequestModeration;
import dev.latchkey.meeting.PeerService;
import dev.latchkey.meeting.WaitingRoomService;
import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.queue.Message;
import dev.latchkey.queue.MessageQueue;
import dev.latchkey.retry.Backoff;
import dev.latchkey.retry.Deadline;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides who is told what by live connections. What is told is read anew, so a message that comes late or twice tells no lie. */
final class LivePushes {
    /** In larger rooms, those inside are told of themselves and of the room, and not of each other. */
    private static final int MOST_TOLD_OF_EACH_OTHER = 100;

    /** As many as one call tells within a few seconds, sixteen at a time. */
    private static final int MOST_TOLD_AT_ONCE = 1_000;

    /** How often at most those who wait are told their places. */
    private static final Duration PLACES_APART = Duration.ofSeconds(5);

    private final ConnectionStore connections;
    private final ConnectionService service;
    private final ConnectionEnd end;
    private final Broadcast broadcast;
    private final PeerService peers;
    private final WaitingRoomService waitingRoom;
    private final JoinRequestModeration moderation;
    private final RoomStore rooms;
    private final MessageQueue pushes;
    private final Clock clock;

    LivePushes(Services services) {
        this.connections = services.connections();
        this.service = services.connectionService();
        this.end = services.connectionEnd();
        this.broadcast = services.broadcast();
        this.peers = services.peers();
        this.waitingRoom = services.waitingRoom();
        this.moderation = services.moderation();
        this.rooms = services.rooms();
        this.pushes = services.livePushes();
        this.clock = services.clock();
    }

    void tell(Push push) {
        if (push instanceof Push.OfState of) {
            connections.find(of.connection()).ifPresent(this::state);
        } else if (push instanceof Push.OfLook of) {
            connections.find(of.connection()).ifPresent(this::look);
        } else if (push instanceof Push.OfPlaces places) {
            places(places);
        } else if (push instanceof Push.OfEvent of && of.event().roomId() != null) {
            event(of, Objects.requireNonNull(of.event().roomId()));
        }
    }

    /** To a connection that was just opened, as soon as it is there: how things stand by then, for what was told before is lost. */
    private void state(Connection connection) {
        Backoff backoff = new Backoff(Deadline.current().half());
        boolean told = broadcast.tellOpening(connection, stateOrRefusal(connection));
        while (!told && backoff.pause()) {
            told = broadcast.tellOpening(connection, stateOrRefusal(connection));
        }
        if (!told) {
            end.note(connection);
        }
    }

    private String stateOrRefusal(Connection connection) {
        try {
            return connection.holder() instanceof Holder.OfPeer peer
                    ? state(connection, peer)
                    : Json.write(entry("state", connection));
        } catch (RefusedException e) {
            // It ended while the connection was being opened, and its holder is told why.
            return LiveJson.error(e);
        }
    }

    private String state(Connection connection, Holder.OfPeer peer) {
        PeerService.Renewal inside = peers.renewed(connection.place(peer));
        if (!inside.peer().grant().permissions().admin()) {
            return LiveJson.state(inside, peers.others(inside));
        }
        Page<JoinRequest> waiting =
                moderation.waiting(inside.room(), PageRequest.first(JoinRequestJson.MOST_WAITING_AT_ONCE));
        int count = waiting.next() == null
                ? waiting.entries().size()
                : waitingRoom
                        .line(connection.app(), connection.room(), connection.roomId())
                        .ids()
                        .size();
        return LiveJson.state(inside, peers.others(inside), waiting.entries(), count);
    }

    private void look(Connection connection) {
        if (connection.holder() instanceof Holder.OfRequest request) {
            broadcast.tell(List.of(connection), entryOrRefusal(connection, request.requestId()));
        }
    }

    /** How things stand for somebody at the door, who comes in by that if he may now. */
    private Map<String, Object> entry(String type, Connection connection) {
        String requestId = ((Holder.OfRequest) connection.holder()).requestId();
        EntryResult result = waitingRoom.lookAfter(connection.app(), connection.room(), requestId);
        int place = result instanceof EntryResult.Waiting
                ? waitingRoom
                        .line(connection.app(), connection.room(), connection.roomId())
                        .placeOf(requestId)
                : 0;
        return LiveJson.entry(type, result, place);
    }

    private String entryOrRefusal(Connection connection, String requestId) {
        try {
            return Json.write(entry("join_request.updated", connection));
        } catch (RefusedException e) {
            return Json.write(LiveJson.refusedEntry(requestId, e));
        }
    }

    private void places(Push.OfPlaces at) {
        WaitingLine line = waitingRoom.line(at.app(), at.room(), at.roomId());
        broadcast.tell(connections.ofRequests(at.roomId()), connection -> {
            String requestId = ((Holder.OfRequest) connection.holder()).requestId();
            int place = line.placeOf(requestId);
            return place == 0 ? Optional.empty() : Optional.of(LiveJson.place(requestId, place));
        });
    }

    private void event(Push.OfEvent push, String roomId) {
        Event event = push.event();
        switch (event.type()) {
            case JOIN_REQUEST_CREATED -> tellAdmins(event, roomId, "join_request.created");
            case JOIN_REQUEST_APPROVED, JOIN_REQUEST_DENIED -> {
                lookFor(event, roomId);
                tellAdmins(event, roomId, "join_request.updated");
                queueMoved(event, roomId);
            }
            case JOIN_REQUEST_WITHDRAWN -> {
                lookFor(event, roomId);
                tellAdmins(event, roomId, "join_request.withdrawn");
                queueMoved(event, roomId);
            }
            case JOIN_REQUEST_EXPIRED -> {
                lookFor(event, roomId);
                tellAdmins(event, roomId, "join_request.expired");
                queueMoved(event, roomId);
            }
            case JOIN_REQUEST_ADMITTED -> {
                // Who came in was told by the look that let him in.
                tellAdmins(event, roomId, "join_request.updated");
                queueMoved(event, roomId);
            }
            case PEER_JOINED -> tellOthers(event, roomId);
            case PEER_UPDATED -> {
                updated(event, roomId);
                if (changed(event).contains("role")) {
                    tellOthers(event, roomId);
                }
            }
            case PEER_LEFT -> {
                left(event, roomId);
                tellOthers(event, roomId);
            }
            case ROOM_UPDATED -> roomUpdated(push, roomId);
            case ROOM_ARCHIVED -> lookForAll(roomId);
            default -> {
                // Nobody with a connection is to know.
            }
        }
    }

    private void tellAdmins(Event event, String roomId, String type) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", type);
        message.putAll(object(event, "joinRequest"));
        event.data().forEach((name, value) -> {
            if (!name.equals("joinRequest")) {
                message.put(name, value);
            }
        });
        message.put("sequence", event.sequence());
        broadcast.tell(connections.ofAdmins(roomId), Json.write(message));
    }

    /** Has whoever made the request look after it, where there is somebody who does: he comes in by that. */
    private void lookFor(Event event, String roomId) {
        String requestId = String.valueOf(object(event, "joinRequest").get("requestId"));
        List<Connection> waiting = connections.ofRequest(roomId, requestId);
        if (!waiting.isEmpty()) {
            broadcast.tell(waiting, entryOrRefusal(waiting.get(0), requestId));
        }
    }

    private void queueMoved(Event event, String roomId) {
        if (!connections.hasRequests(roomId)) {
            return;
        }
        Instant now = clock.instant();
        RoomName room = Objects.requireNonNull(event.roomName());
        connections
                .claimPlaces(roomId, now, PLACES_APART)
                .ifPresent(at ->
                        pushes.send(Message.due(new Push.OfPlaces(event.app(), room, roomId).text(), at, now)));
    }

    private void lookForAll(String roomId) {
        pushes.send(connections.ofRequests(roomId).stream()
                .map(connection -> Message.of(new Push.OfLook(connection.id()).text()))
                .toList());
    }

    private void updated(Event event, String roomId) {
        for (Connection connection : connections.ofPeer(roomId, peerId(event))) {
            try {
                PeerService.Renewal now = peers.renewed(connection.place((Holder.OfPeer) connection.holder()));
                service.setAdmin(connection, now.peer().grant().permissions().admin());
                broadcast.tell(List.of(connection), LiveJson.updatedSelf(now));
            } catch (RefusedException e) {
                // It is out by now, and that is told.
            }
        }
    }

    private void left(Event event, String roomId) {
        List<Connection> own = connections.ofPeer(roomId, peerId(event));
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", "peer.left");
        message.put("peerId", peerId(event));
        message.put("reason", event.data().get("reason"));
        broadcast.tell(own, Json.write(message));
        broadcast.end(own);
    }

    /** Those inside know of each other as much as the list of those inside says. */
    private void tellOthers(Event event, String roomId) {
        Page<Connection> inside = connections.ofPeers(roomId, PageRequest.first(MOST_TOLD_OF_EACH_OTHER + 1));
        if (inside.next() != null || inside.entries().size() > MOST_TOLD_OF_EACH_OTHER) {
            return;
        }
        Map<String, Object> peer = object(event, "peer");
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", event.type().wireName());
        message.put("peerId", peer.get("peerId"));
        for (String known : List.of("name", "role", "isAdmin", "joinedAt")) {
            message.put(known, peer.get(known));
        }
        message.put("sequence", event.sequence());
        String text = Json.write(message);
        broadcast.tell(
                inside.entries().stream()
                        .filter(connection ->
                                !((Holder.OfPeer) connection.holder()).peerId().equals(peerId(event)))
                        .toList(),
                text);
    }

    private void roomUpdated(Push.OfEvent push, String roomId) {
        Event event = push.event();
        String after = push.after();
        if (after == null) {
            // The door may have opened, or closed for good.
            lookForAll(roomId);
        }
        PageRequest<String> wanted =
                after == null ? PageRequest.first(MOST_TOLD_AT_ONCE) : PageRequest.after(MOST_TOLD_AT_ONCE, after);
        rooms.find(event.app(), Objects.requireNonNull(event.roomName()))
                .filter(room -> room.id().equals(roomId))
                .ifPresent(room -> {
                    Page<Connection> inside = connections.ofPeers(roomId, wanted);
                    broadcast.tell(inside.entries(), LiveJson.updatedRoom(room, changed(event), event.sequence()));
                    if (inside.next() != null) {
                        // The last that is done: a call that dies before has this page told again, and no later one
                        // twice.
                        pushes.send(Message.of(new Push.OfEvent(event, inside.next()).text()));
                    }
                });
    }

    private static String peerId(Event event) {
        return String.valueOf(object(event, "peer").get("peerId"));
    }

    private static List<String> changed(Event event) {
        return event.data().get("changed") instanceof List<?> names
                ? names.stream().map(String::valueOf).collect(Collectors.toList())
                : List.of();
    }

    private static Map<String, Object> object(Event event, String name) {
        if (event.data().get(name) instanceof Map<?, ?> members) {
            Map<String, Object> object = new LinkedHashMap<>();
            members.forEach((key, value) -> object.put(String.valueOf(key), value));
            return object;
        }
        throw new IllegalArgumentException("the event has no " + name);
    }
}
