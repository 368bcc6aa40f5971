package dev.latchkey.media;

import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.app.AppName;
import dev.latchkey.deadline.DeadlineSchedule;
import dev.latchkey.deadline.Due;
import dev.latchkey.event.Event;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.idempotency.IdempotencyStore;
import dev.latchkey.media.MediaServer.OutOfReachException;
import dev.latchkey.meeting.Attendance.PeerInRoom;
import dev.latchkey.meeting.Disconnections;
import dev.latchkey.meeting.MeetingStore;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Roster;
import dev.latchkey.page.Page;
import dev.latchkey.queue.MessageQueue;
import dev.latchkey.retry.Backoff;
import dev.latchkey.retry.Deadline;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomStore;
import dev.latchkey.text.Sha256;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Has media servers do as the table says. An event, a minute that has passed, or somebody who has left is a reason to look; what is
 * done follows from what is read then. So it may come twice, late, out of order, or again after it was cut short.
 */
public final class MediaEnforcement {
    private final ApiKeyStore apps;
    private final RoomStore rooms;
    private final MeetingStore meetings;
    private final ParticipantCheck check;
    private final Disconnections disconnections;
    private final DeadlineSchedule deadlines;
    private final MediaServers servers;
    private final MessageQueue queue;
    private final IdempotencyStore turns;
    private final Clock clock;

    /**
     * @param queue where what comes of it is taken from
     * @param turns remembers which message a look at a meeting was taken by
     */
    public MediaEnforcement(
            ApiKeyStore apps,
            RoomStore rooms,
            MeetingStore meetings,
            ParticipantCheck check,
            Disconnections disconnections,
            DeadlineSchedule deadlines,
            MediaServers servers,
            MessageQueue queue,
            IdempotencyStore turns,
            Clock clock) {
        this.apps = apps;
        this.rooms = rooms;
        this.meetings = meetings;
        this.check = check;
        this.disconnections = disconnections;
        this.deadlines = deadlines;
        this.servers = servers;
        this.queue = queue;
        this.turns = turns;
        this.clock = clock;
    }

    /**
     * Does what follows from an event. A server that does not answer is asked again for as long as the call has time.
     *
     * @throws OutOfReachException when it did not answer until then
     */
    public void take(Event event) {
        RoomName room = event.roomName();
        if (room == null) {
            return;
        }
        switch (event.type()) {
            case PEER_LEFT, PEER_UPDATED -> {
                Map<?, ?> peer = LiveKitJson.object(event.data(), "peer");
                String id = LiveKitJson.text(peer, "peerId");
                served(event.app(), room, LiveKitJson.text(peer, "meetingSessionId"))
                        .ifPresent(meeting -> patiently(() -> check.hold(meeting, id)));
            }
            case SESSION_STARTED ->
                served(event.app(), room, meeting(event))
                        .ifPresent(meeting -> MeetingLook.first(event.app(), room, meeting.id())
                                .send(queue, clock.instant()));
            case SESSION_ENDED ->
                served(event.app(), room, meeting(event)).ifPresent(meeting -> patiently(() -> end(meeting)));
            case ROOM_UPDATED -> served(event.app(), room, "").ifPresent(meeting -> patiently(() -> holdAll(meeting)));
            default -> {
                // No media server has to do anything.
            }
        }
    }

    private static String meeting(Event event) {
        return LiveKitJson.text(LiveKitJson.object(event.data(), "session"), "meetingSessionId");
    }

    /** A meeting on the media server of its app; empty for an app without one. */
    private Optional<ServedMeeting> served(AppName name, RoomName room, String meeting) {
        return apps.findApp(name)
                .flatMap(app -> servers.of(app).map(server -> new ServedMeeting(app, server, room, meeting)));
    }

    /**
     * Compares who is in a meeting here and there, once a minute for as long as it goes on: what a server forgot to tell is made
     * good. One that does not answer is looked at a minute later, and nobody is taken for gone.
     *
     * @param messageId of the message that asks for it: of two that ask for the same, one goes on
     */
    public void look(MeetingLook look, String messageId) {
        ServedMeeting meeting = served(look.app(), look.room(), look.meeting()).orElse(null);
        if (meeting != null && isTurnOf(look, messageId) && goesOn(meeting)) {
            look.next().send(queue, clock.instant());
        }
    }

    private boolean goesOn(ServedMeeting meeting) {
        try {
            return compare(meeting);
        } catch (OutOfReachException e) {
            return true;
        }
    }

    private boolean isTurnOf(MeetingLook look, String messageId) {
        IdempotencyKey key = new IdempotencyKey(Sha256.hex("media look\n" + look.toText()), "");
        return messageId.equals(
                turns.first(key, Map.of("message", messageId), clock.instant()).get("message"));
    }

    /**
     * The participants are read first: whoever is among them was a peer before, and is found if still one.
     *
     * @return whether the meeting goes on
     */
    private boolean compare(ServedMeeting meeting) {
        Map<String, Participant> there = new LinkedHashMap<>();
        meeting.server().participants(meeting.id()).forEach(one -> there.put(one.identity(), one));
        Map<String, PeerInRoom> inside = inside(meeting);
        if (inside.isEmpty()) {
            meeting.server().deleteRoom(meeting.id());
            return false;
        }
        if (there.isEmpty()) {
            // A server that was started again has forgotten the room, and those who were there try to come back.
            meeting.server().createRoom(meeting.id());
        }
        for (Participant participant : there.values()) {
            PeerInRoom found = inside.get(participant.identity());
            if (found != null) {
                check.judge(meeting, participant, found);
            } else if (!participant.isCompanionOf(meeting.app())) {
                check.hold(meeting, participant.identity());
            }
        }
        inside.values().stream()
                .map(PeerInRoom::peer)
                .filter(peer -> peer.presence().isParticipating() && !there.containsKey(peer.id()))
                .forEach(peer -> ParticipantDeparture.of(
                                meeting, peer.id(), peer.presence().participant())
                        .send(queue, clock.instant()));
        return true;
    }

    /**
     * Sees whether somebody who left the server has come back. Who has not is no longer kept inside by it, and leaves unless something
     * else keeps him. A server that does not answer is asked again for as long as the call has time.
     *
     * @throws OutOfReachException when it did not answer until then
     */
    public void settle(ParticipantDeparture departure) {
        served(departure.app(), departure.room(), departure.meeting())
                .ifPresent(meeting -> patiently(() -> settle(departure, meeting)));
    }

    private void settle(ParticipantDeparture departure, ServedMeeting meeting) {
        Participant back =
                meeting.server().participant(meeting.id(), departure.identity()).orElse(null);
        if (back != null) {
            check.peerOf(meeting, back.identity()).ifPresent(found -> check.judge(meeting, back, found));
            return;
        }
        disconnections
                .noteOffServer(departure.app(), departure.room(), departure.identity(), departure.entry())
                .ifPresent(peer -> deadlines.send(Due.ofDisconnected(departure.app(), departure.room(), peer)));
    }

    /** A room may withhold something else by now. */
    private void holdAll(ServedMeeting any) {
        rooms.find(any.app().name(), any.room()).ifPresent(room -> {
            for (Peer peer : peers(room)) {
                check.hold(any.named(peer.sessionId()), peer.id());
            }
        });
    }

    /** Takes the meeting off the server if nobody is in it here. */
    private void end(ServedMeeting meeting) {
        if (inside(meeting).isEmpty()) {
            meeting.server().deleteRoom(meeting.id());
        }
    }

    /** Who is in the meeting here, by id. */
    private Map<String, PeerInRoom> inside(ServedMeeting meeting) {
        Map<String, PeerInRoom> inside = new LinkedHashMap<>();
        rooms.find(meeting.app().name(), meeting.room())
                .ifPresent(room -> peers(room).stream()
                        .filter(peer -> peer.sessionId().equals(meeting.id()))
                        .forEach(peer -> inside.put(peer.id(), new PeerInRoom(room, peer))));
        return inside;
    }

    private List<Peer> peers(Room room) {
        Instant now = clock.instant();
        return Page.all(Roster.MOST, wanted -> meetings.inside(room, wanted, now));
    }

    private static void patiently(Runnable work) {
        Backoff backoff = new Backoff(Deadline.current());
        while (true) {
            try {
                work.run();
                return;
            } catch (OutOfReachException e) {
                if (!backoff.pause()) {
                    throw e;
                }
            }
        }
    }
}
