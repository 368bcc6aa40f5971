package dev.latchkey.aws;

import dev.latchkey.access.Presented;
import dev.latchkey.app.AppName;
import dev.latchkey.meeting.Peer;
import dev.latchkey.room.RestrictionMark;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.SessionClaims;
import dev.latchkey.token.TicketClaims;
import dev.latchkey.token.TokenScope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom something may be held against, and where: what is asked of the table about it.
 *
 * @param room null when it is about no one room
 * @param jti the access token in question; empty for none
 * @param subject the user in question; empty for nobody known
 */
record AccessSubject(AppName app, @Nullable RoomName room, String jti, String subject) {
    /** A token, wherever it is shown: with the room, if it opens one alone. */
    static AccessSubject of(AccessClaims token) {
        RoomName room = token.scope() instanceof TokenScope.OneRoom one ? one.name() : null;
        return new AccessSubject(token.app(), room, token.jti(), token.subject());
    }

    static AccessSubject at(AppName app, RoomName room, Presented presented) {
        return presented
                .accessToken()
                .map(token -> new AccessSubject(app, room, token.jti(), token.subject()))
                .orElseGet(() -> nobody(app, room));
    }

    static AccessSubject waiting(TicketClaims ticket) {
        return new AccessSubject(ticket.app(), ticket.roomName(), ticket.accessJti(), ticket.subject());
    }

    static AccessSubject inside(SessionClaims session) {
        return new AccessSubject(session.app(), session.roomName(), session.accessJti(), session.subject());
    }

    static AccessSubject inside(AppName app, RoomName room, Peer peer) {
        return new AccessSubject(app, room, peer.jti(), peer.jti().isEmpty() ? "" : peer.subject());
    }

    static AccessSubject nobody(AppName app, RoomName room) {
        return new AccessSubject(app, room, "", "");
    }

    /** Of the app, and the room. */
    List<Key> where() {
        return room == null ? List.of(Key.app(app)) : List.of(Key.app(app), Key.room(app, room));
    }

    /** Of the meeting that goes on in the room. */
    List<Key> meeting() {
        return room == null ? List.of() : List.of(Key.live(app, room));
    }

    /** Of the token's revocation, which lies with the app. */
    List<Key> revocation() {
        return jti.isEmpty() ? List.of() : List.of(Key.revoked(app, jti));
    }

    /** Of the note of it, which lies with nothing else that many ask for. */
    List<Key> revocationNote() {
        return jti.isEmpty() ? List.of() : List.of(Key.revokedNote(app, jti));
    }

    /** Of what lies with the room, but for the ban of an erased person. */
    List<Key> restrictions() {
        List<Key> keys = new ArrayList<>();
        if (room != null && !jti.isEmpty()) {
            keys.add(Key.ejected(app, room, jti));
        }
        if (room != null && !subject.isEmpty()) {
            keys.add(Key.ban(app, room, subject));
        }
        return keys;
    }

    /** Of all of it that there may be in the room. */
    List<Key> heldIn(Room very) {
        List<Key> keys = new ArrayList<>(revocation());
        if (very.restrictionMark() != RestrictionMark.NONE) {
            keys.addAll(restrictions());
        }
        return keys;
    }

    /** Of the notes that a large room has, or had, something like that. */
    List<Key> restrictionNotes(Room large) {
        List<Key> keys = new ArrayList<>();
        if (!jti.isEmpty()) {
            keys.add(BanItem.heldAgainstToken(app, large.name(), large.id(), jti));
        }
        if (!subject.isEmpty()) {
            keys.add(BanItem.heldAgainstUser(app, large.name(), large.id(), subject));
        }
        return keys;
    }

    /** The subject may be the app's own id of a user: it does not print. */
    @Override
    public String toString() {
        return "AccessSubject[" + app + "]";
    }
}
