package dev.latchkey.media;

import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.app.App;
import dev.latchkey.app.MediaSettings;
import dev.latchkey.event.Event;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.idempotency.IdempotencyStore;
import dev.latchkey.media.Attendance.Standing;
import dev.latchkey.media.MediaServer.OutOfReachException;
import dev.latchkey.meeting.MediaPresence;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Has media servers do as the table says. An event, a webhook or a minute that has passed is a reason to look; what is done
 * follows from what is read then. So it may come twice, late, out of order, or again after it was cut short.
 */
public final class MediaEnforcement {
    private final ApiKeyStore apps;
    private final RoomStore rooms;
    private final MeetingStore meetings;
    private final Attendance attendance;
    private final MediaPresence presence;
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
            MediaServers servers,
            MessageQueue queue,
            IdempotencyStore turns,
            Clock clock) {
        this.apps = apps;
        this.rooms = rooms;
        this.meetings = meetings;
        this.attendance = new Attendance(rooms, meetings, clock);
        this.presence = new MediaPresence(meetings, clock);
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
        App app = apps.findApp(event.app()).orElse(null);
        MediaServer server = app == null ? null : servers.of(app).orElse(null);
        if (app == null || server == null || room == null) {
            return;
        }
        switch (event.type()) {
            case PEER_LEFT, PEER_UPDATED -> {
                Map<?, ?> peer = LiveKitJson.object(event.data(), "peer");
                String meeting = LiveKitJson.text(peer, "meetingSessionId");
                String id = LiveKitJson.text(peer, "peerId");
                patiently(() -> hold(app, server, room, meeting, id));
            }
            case SESSION_STARTED ->
                MeetingLook.first(event.app(), room, meeting(event)).send(queue, clock.instant());
            case SESSION_ENDED -> patiently(() -> end(app, server, room, meeting(event)));
            case ROOM_UPDATED -> patiently(() -> holdAll(app, server, room));
            default -> {
                // No media server has to do anything.
            }
        }
    }

    private static String meeting(Event event) {
        return LiveKitJson.text(LiveKitJson.object(event.data(), "session"), "meetingSessionId");
    }

    /**
     * Compares who is in a meeting here and there, once a minute for as long as it goes on: what a server forgot to tell is made
     * good. One that does not answer is looked at a minute later, and nobody is taken for gone.
     *
     * @param messageId of the message that asks for it: of two that ask for the same, one goes on
     */
    public void look(MeetingLook look, String messageId) {
        App app = apps.findApp(look.app()).orElse(null);
        MediaServer server = app == null ? null : servers.of(app).orElse(null);
        if (app == null || server == null || !isTurnOf(look, messageId)) {
            return;
        }
        boolean goesOn;
        try {
            goesOn = !end(app, server, look.room(), look.meeting());
            if (goesOn) {
                compare(app, server, look.room(), look.meeting());
            }
        } catch (OutOfReachException e) {
            goesOn = true;
        }
        if (goesOn) {
            look.next().send(queue, clock.instant());
        }
    }

    private boolean isTurnOf(MeetingLook look, String messageId) {
        IdempotencyKey key = new IdempotencyKey(Sha256.hex("media look\n" + look.toText()), "");
        return messageId.equals(
                turns.first(key, Map.of("message", messageId), clock.instant()).get("message"));
    }

    /**
     * Judges somebody who has entered: whoever is no peer of that meeting goes, and whose grants differ is corrected. Peers are kept
     * inside by it.
     *
     * @throws OutOfReachException when the server did not answer
     */
    public void judge(App app, String meeting, Participant participant) {
        MediaServer server = servers.of(app).orElseThrow();
        Optional<RoomName> room = RoomName.parse(participant.roomName());
        if (isWelcome(app, participant)) {
            return;
        }
        if (room.isPresent()) {
            judge(app, server, room.get(), meeting, participant);
        } else {
            server.removeParticipant(meeting, participant.identity());
        }
    }

    private void judge(App app, MediaServer server, RoomName room, String meeting, Participant participant) {
        Optional<Standing> standing = attendance.find(app.name(), room, meeting, participant.identity());
        if (standing.filter(one -> grants(server, one).equals(participant.grants()))
                .isEmpty()) {
            hold(app, server, room, meeting, participant.identity());
        }
        standing.ifPresent(one -> presence.seen(one.room(), one.peer()));
    }

    private static List<String> grants(MediaServer server, Standing standing) {
        return server.grants(Attendees.of(standing.room(), standing.peer()).permissions());
    }

    private static boolean isWelcome(App app, Participant participant) {
        MediaSettings settings = Objects.requireNonNull(app.media());
        return participant.companion() != null && settings.companions().contains(participant.companion());
    }

    /** The participants are read first: whoever is among them was a peer before, and is found if still one. */
    private void compare(App app, MediaServer server, RoomName room, String meeting) {
        for (Participant participant : server.participants(meeting)) {
            if (!isWelcome(app, participant)) {
                judge(app, server, room, meeting, participant);
            }
        }
    }

    /**
     * Has one participant be what its peer is: out, or with what it may do. Read again afterwards, since of two who do this at once
     * the one that read first may come last.
     */
    private void hold(App app, MediaServer server, RoomName room, String meeting, String peerId) {
        Optional<Standing> before;
        Optional<Standing> now = attendance.find(app.name(), room, meeting, peerId);
        do {
            before = now;
            before.ifPresentOrElse(
                    standing -> server.updateParticipant(meeting, Attendees.of(standing.room(), standing.peer())),
                    () -> server.removeParticipant(meeting, peerId));
            now = attendance.find(app.name(), room, meeting, peerId);
        } while (!now.map(Standing::version).equals(before.map(Standing::version)));
    }

    /** A room may withhold something else by now. */
    private void holdAll(App app, MediaServer server, RoomName name) {
        rooms.find(app.name(), name).ifPresent(room -> {
            for (Peer peer : peers(room)) {
                hold(app, server, name, peer.sessionId(), peer.id());
            }
        });
    }

    /** Takes the meeting off the server if nobody is in it here. Returns whether it has. */
    private boolean end(App app, MediaServer server, RoomName name, String meeting) {
        boolean deserted = rooms.find(app.name(), name)
                .map(room ->
                        peers(room).stream().noneMatch(peer -> peer.sessionId().equals(meeting)))
                .orElse(true);
        if (deserted) {
            server.deleteRoom(meeting);
        }
        return deserted;
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
