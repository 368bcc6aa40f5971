package dev.latchkey.event;

import dev.latchkey.app.AppName;
import dev.latchkey.command.CommandAnswer;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.meeting.Ban;
import dev.latchkey.meeting.Participation;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Session;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change that was committed and that others are to be told of, with the thing itself. The members are as in {@link Event};
 * what is made of the thing for others is not decided here.
 */
public record Occurrence(
        String id,
        EventType type,
        Instant timestamp,
        AppName app,
        @Nullable RoomName roomName,
        @Nullable String roomId,
        String sequence,
        Subject subject) {
    public Occurrence {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(timestamp, "timestamp");
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(sequence, "sequence");
        Objects.requireNonNull(subject, "subject");
    }

    /** What the change is of. */
    public sealed interface Subject {
        record OfRoom(Room room) implements Subject {}

        /** Also one that changed in nothing that others are told of. */
        record OfChangedRoom(Room before, Room room) implements Subject {}

        /** As it is after the change; who decided is in it. */
        record OfJoinRequest(JoinRequest request) implements Subject {}

        record OfStartedSession(Session session) implements Subject {}

        /** @param participants how many were there, each entry counted */
        record OfEndedSession(Session session, int participants) implements Subject {}

        record OfPeer(Peer peer) implements Subject {}

        record OfChangedPeer(Peer before, Peer peer) implements Subject {}

        record OfGonePeer(Participation participation) implements Subject {}

        /** @param by who made it or lifted it; empty when that was not written down */
        record OfBan(Ban ban, String by) implements Subject {}

        /** @param by who took it back; empty when that was not written down */
        record OfRevokedToken(String jti, String by) implements Subject {}

        /** All tokens issued before some moment: of the room where there is one, else of the app. */
        record OfCutOff(Instant before, String by) implements Subject {}

        /** @param origin of the address, when it is one that rooms name; empty otherwise */
        record OfDisabledWebhook(String webhookId, String reason, String origin) implements Subject {}

        record OfCommand(CommandAnswer answer) implements Subject {}
    }
}
