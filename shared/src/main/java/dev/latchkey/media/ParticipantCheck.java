package dev.latchkey.media;

import dev.latchkey.app.App;
import dev.latchkey.meeting.Attendance;
import dev.latchkey.meeting.Attendance.PeerInRoom;
import dev.latchkey.meeting.MediaPresence;
import dev.latchkey.room.RoomName;
import java.time.Clock;
import java.util.Optional;

/** Holds one participant of a media server to what its peer is, and keeps the peer inside that is there. */
public final class ParticipantCheck {
    private final Attendance attendance;
    private final MediaPresence presence;
    private final Clock clock;

    public ParticipantCheck(Attendance attendance, MediaPresence presence, Clock clock) {
        this.attendance = attendance;
        this.presence = presence;
        this.clock = clock;
    }

    /** The peer that a participant of that identity is, if it is inside. */
    Optional<PeerInRoom> peerOf(ServedMeeting meeting, String identity) {
        return attendance.inside(meeting.app().name(), meeting.room(), meeting.id(), identity, clock.instant());
    }

    /**
     * Judges somebody who is said to have entered: whoever is no peer of that meeting goes, and whose grants differ is corrected. Such
     * words come late and in any order: where the peer is known to be there by another entry, the server is asked which it is.
     *
     * @return whether there was something to do
     * @throws MediaServer.OutOfReachException when the server did not answer
     */
    boolean entered(App app, MediaServer server, String meeting, Participant participant) {
        if (participant.isCompanionOf(app)) {
            return false;
        }
        RoomName room = RoomName.parse(participant.roomName()).orElse(null);
        if (room == null) {
            server.removeParticipant(meeting, participant.identity());
            return true;
        }
        return entered(new ServedMeeting(app, server, room, meeting), participant);
    }

    private boolean entered(ServedMeeting meeting, Participant participant) {
        PeerInRoom found = peerOf(meeting, participant.identity()).orElse(null);
        if (found == null) {
            hold(meeting, participant.identity());
            return true;
        }
        if (found.peer().presence().isParticipatingOtherwise(participant.entry())) {
            return meeting.server()
                    .participant(meeting.id(), participant.identity())
                    .filter(there -> judge(meeting, there, found))
                    .isPresent();
        }
        return judge(meeting, participant, found);
    }

    /**
     * Judges a peer that is there.
     *
     * @return whether there was something to do
     */
    boolean judge(ServedMeeting meeting, Participant participant, PeerInRoom found) {
        boolean differs = !meeting.server()
                .grants(Attendees.of(found.room(), found.peer()).permissions())
                .equals(participant.grants());
        if (differs) {
            hold(meeting, participant.identity());
        }
        return presence.seen(found.room(), found.peer(), participant.entry()) || differs;
    }

    /**
     * Has one participant be what its peer is: out, or with what it may do. Read again afterwards, since of two who do this at once
     * the one that read first may come last.
     */
    void hold(ServedMeeting meeting, String peerId) {
        Optional<PeerInRoom> before;
        Optional<PeerInRoom> now = peerOf(meeting, peerId);
        do {
            before = now;
            before.ifPresentOrElse(
                    found -> meeting.server().updateParticipant(meeting.id(), Attendees.of(found.room(), found.peer())),
                    () -> meeting.remove(peerId));
            now = peerOf(meeting, peerId);
        } while (!now.map(PeerInRoom::version).equals(before.map(PeerInRoom::version)));
    }
}
