package dev.latchkey.deadline;

import dev.latchkey.app.AppName;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.json.Json;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Session;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * That something may be due at some time. It is a reason to look and no order: what is done follows from what is read then.
 *
 * @param id of the peer, of the join request, or of the very room
 * @param at the first instant at which it is due, in whole milliseconds
 */
public record Due(Kind kind, AppName app, RoomName room, String id, Instant at) {
    /** What may be due. */
    public enum Kind {
        /** A peer's lease or time. */
        PEER,
        /** The end of the time in which a peer may come back whose live connection has ended. */
        CONNECTION,
        /** A wait, or an approval that may be taken up. */
        JOIN_REQUEST,
        /** The end of a room. */
        ROOM,
        /** A look at a meeting that goes on, in case that somebody who vanished was overlooked. */
        MEETING,
        /** The end of a room that had to wait for its meeting's. */
        MEETING_OVER,
        /** The end of a meeting that nobody may share anything in. */
        NO_ACTIVITY;

        /** Whether it stands in the index: it may be due later than a queue can keep it back, or again and again. */
        boolean isIndexed() {
            return this == ROOM || this == MEETING;
        }
    }

    public Due {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(room, "room");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
    }

    /** When the peer is out unless it is heard of until then: it always is, sooner or later. */
    public static Due of(AppName app, RoomName room, Peer peer) {
        return new Due(Kind.PEER, app, room, peer.id(), peer.until());
    }

    /** When the peer is out whose live connection has ended, unless it is heard of until then. */
    public static Due ofDisconnected(AppName app, RoomName room, Peer peer) {
        return new Due(Kind.CONNECTION, app, room, peer.id(), peer.until());
    }

    /** When an open request runs out; empty for one that has come to its end. */
    public static Optional<Due> of(AppName app, RoomName room, JoinRequest request) {
        return request.state().isOpen()
                ? Optional.of(new Due(Kind.JOIN_REQUEST, app, room, request.id(), request.expires()))
                : Optional.empty();
    }

    /** When a room puts people out or goes by itself; empty for one that does neither. */
    public static Optional<Due> of(Room room) {
        boolean ends = !room.rules().expiresAt().equals(Instant.MAX)
                && (room.rules().ejectAtExpiry() || room.isArchivedAtExpiry());
        return ends
                ? Optional.of(new Due(
                        Kind.ROOM,
                        room.app(),
                        room.name(),
                        room.id(),
                        room.rules().expiresAt()))
                : Optional.empty();
    }

    /** A meeting that goes on is looked at again and again, from its start on. */
    public static Due of(AppName app, RoomName room, Session live) {
        return new Due(Kind.MEETING, app, room, live.roomId(), live.startedAt());
    }

    /** When a meeting of that very room ends in which nobody may share anything from {@code since} on. */
    public static Due withoutActivity(AppName app, RoomName room, String roomId, Instant since, Duration limit) {
        return new Due(Kind.NO_ACTIVITY, app, room, roomId, since.plus(limit));
    }

    /** A meeting that is over, whose room may have waited for that. */
    public static Due over(AppName app, RoomName room, Session session, Instant at) {
        return new Due(Kind.MEETING_OVER, app, room, session.roomId(), at);
    }

    /** As a message says it. */
    public String text() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", kind.name().toLowerCase(Locale.ROOT));
        json.put("app", app.value());
        json.put("room", room.value());
        json.put("id", id);
        json.put("at", at.toEpochMilli());
        return Json.write(json);
    }

    /**
     * Reads what {@link #text} made.
     *
     * @throws RuntimeException when it is nothing of the kind
     */
    public static Due parse(String text) {
        Map<String, Object> json = Json.readObject(text);
        return new Due(
                Kind.valueOf(member(json, "kind").toUpperCase(Locale.ROOT)),
                new AppName(member(json, "app")),
                new RoomName(member(json, "room")),
                member(json, "id"),
                Instant.ofEpochMilli(Long.parseLong(String.valueOf(json.get("at")))));
    }

    private static String member(Map<String, Object> json, String name) {
        if (json.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("a deadline has a text " + name);
    }
}
