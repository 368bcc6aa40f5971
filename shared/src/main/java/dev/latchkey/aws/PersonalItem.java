package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.meeting.Ban;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.Participation;
import dev.latchkey.meeting.Peer;
import dev.latchkey.privacy.Identity;
import dev.latchkey.privacy.PersonalData.Kind;
import dev.latchkey.privacy.Trace;
import dev.latchkey.room.RoomName;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.Person;
import dev.latchkey.webhook.Delivery;
import java.time.Instant;
import java.util.Optional;

/**
 * An item of the table that is about somebody.
 *
 * @param subject as in a token: the app's id of the user, or one made up; empty for somebody without a token
 */
record PersonalItem(Kind kind, Item item, String subject, Person person, Trace trace) {
    /** Empty for what is about nobody, and for another app's. */
    static Optional<PersonalItem> read(AppName app, Item item) {
        String kind = item.text(Attr.SK);
        Optional<RoomName> room = room(app, item);
        if (item.text(Attr.PK).startsWith(Key.deliveriesPrefix(app))) {
            return Optional.of(told(item));
        }
        if (room.isEmpty()) {
            return item.text(Attr.PK).startsWith(Key.IDEMPOTENCY_PREFIX) ? repeat(app, item) : Optional.empty();
        }
        if (kind.startsWith(Key.PARKED_PREFIX)) {
            return Optional.of(untold(item));
        }
        if (kind.startsWith(Key.PEER_PREFIX)) {
            Peer peer = PeerItem.read(item);
            return Optional.of(
                    meeting(Kind.PUT_OUT, item, room.get(), new Participation(peer, Instant.MAX, Departure.LEFT)));
        }
        if (kind.startsWith(Key.PAST_PREFIX)) {
            return Optional.of(meeting(Kind.MEETING, item, room.get(), PeerItem.readPast(item)));
        }
        if (kind.startsWith(Key.OPEN_REQUEST_PREFIX) || kind.startsWith(Key.ENDED_REQUEST_PREFIX)) {
            return Optional.of(request(item, room.get()));
        }
        return kind.startsWith(Key.BAN_PREFIX) ? Optional.of(ban(item, room.get())) : Optional.empty();
    }

    /** The room of the app whose item it is; empty for what is in no room of the app. */
    static Optional<RoomName> room(AppName app, Item item) {
        String partition = item.text(Attr.PK);
        String rooms = Key.roomsPrefix(app);
        return partition.startsWith(rooms) ? Optional.of(Key.roomOf(partition)) : Optional.empty();
    }

    private static PersonalItem meeting(Kind kind, Item item, RoomName room, Participation participation) {
        Peer peer = participation.peer();
        return new PersonalItem(kind, item, peer.subject(), peer.person(), new Trace.Meeting(room, participation));
    }

    private static PersonalItem request(Item item, RoomName room) {
        JoinRequest request = JoinRequestItem.read(item);
        AccessClaims token = request.token();
        return new PersonalItem(
                Kind.REQUEST,
                item,
                token == null ? "" : token.subject(),
                token == null ? request.person() : token.person(),
                new Trace.Request(room, request));
    }

    private static PersonalItem ban(Item item, RoomName room) {
        Ban ban = BanItem.read(item);
        return new PersonalItem(Kind.BAN, item, ban.subject(), Person.NOBODY, new Trace.Banned(room, ban));
    }

    private static PersonalItem told(Item item) {
        Delivery delivery = DeliveryItem.read(item);
        Trace trace = new Trace.Told(delivery.endpoint(), delivery.happened(), delivery.body());
        return new PersonalItem(Kind.EVENT, item, "", Person.NOBODY, trace);
    }

    /** A change that nobody can be told of yet, and that may be unreadable: what stands in it is what it is about. */
    private static PersonalItem untold(Item item) {
        TableChange change = TableChange.read(item);
        return new PersonalItem(Kind.EVENT, item, "", Person.NOBODY, new Trace.Told("", change.at(), change.text()));
    }

    private static Optional<PersonalItem> repeat(AppName app, Item item) {
        String subject = IdempotencyItem.readSubject(item);
        boolean ours = !subject.isEmpty() && IdempotencyItem.readApp(item).equals(app.value());
        Trace trace = new Trace.Repeat(subject, Instant.ofEpochSecond(item.number(Attr.TTL)));
        return ours
                ? Optional.of(new PersonalItem(Kind.REPEAT, item, subject, Person.NOBODY, trace))
                : Optional.empty();
    }

    boolean isAbout(Identity who) {
        return trace instanceof Trace.Told told ? who.isIn(told.body()) : who.covers(subject, person);
    }

    Identity learn(Identity asked) {
        return asked.learning(subject, person);
    }

    Key key() {
        return Table.key(item.attributes());
    }

    /** It names a person: it does not print. */
    @Override
    public String toString() {
        return "PersonalItem[" + kind + "]";
    }
}
