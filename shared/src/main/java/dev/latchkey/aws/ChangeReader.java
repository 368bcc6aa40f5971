package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.command.CommandAnswer;
import dev.latchkey.event.EventType;
import dev.latchkey.event.Occurrence;
import dev.latchkey.event.Occurrence.Subject;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.joinrequest.JoinRequestState;
import dev.latchkey.meeting.Ban;
import dev.latchkey.meeting.Participation;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Session;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.webhook.EndpointHealth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says what happened from what was committed: which change of which item means what. Nothing is made of what somebody meant to
 * write. A change that nobody is told of, such as a heartbeat or an erasure, means nothing.
 */
final class ChangeReader {
    private final Table table;

    /** @param table where those are counted who were in a meeting that has ended */
    ChangeReader(Table table) {
        this.table = table;
    }

    /**
     * @throws RuntimeException when the change cannot be read, or what belongs to it cannot be: then an exception of the AWS SDK
     */
    List<Occurrence> read(TableChange change) {
        String partition = change.partition();
        String sort = change.key().sk();
        if (partition.startsWith(Key.APP_PREFIX)) {
            AppName app = new AppName(partition.substring(Key.APP_PREFIX.length()));
            return sort.startsWith(Key.REVOKED_PREFIX) ? revoked(change, app) : app(change, app);
        }
        if (partition.startsWith(Key.WEBHOOK_HEALTH_PREFIX)) {
            return disabled(change, new AppName(partition.substring(Key.WEBHOOK_HEALTH_PREFIX.length())));
        }
        if (partition.startsWith(Key.COMMAND_PREFIX)) {
            return command(change);
        }
        if (!partition.startsWith(Key.ROOM_PREFIX)) {
            return List.of();
        }
        return new InRoom(change).read();
    }

    private static List<Occurrence> revoked(TableChange change, AppName app) {
        Item after = change.after();
        if (after == null || change.before() != null) {
            return List.of();
        }
        Subject token = new Subject.OfRevokedToken(RevokedItem.readJti(after), RevokedItem.readBy(after));
        return List.of(occurrence(change, EventType.TOKEN_REVOKED, change.at(), app, null, null, token));
    }

    /** An answer is written once. */
    private static List<Occurrence> command(TableChange change) {
        Item after = change.after();
        if (after == null || change.before() != null || !change.key().sk().startsWith(Key.ANSWER_PREFIX)) {
            return List.of();
        }
        CommandAnswer answer = CommandItem.readAnswer(after);
        EventType type = answer.succeeded() ? EventType.COMMAND_SUCCEEDED : EventType.COMMAND_REFUSED;
        return List.of(occurrence(change, type, answer.at(), answer.app(), null, null, new Subject.OfCommand(answer)));
    }

    private static List<Occurrence> app(TableChange change, AppName app) {
        Item after = change.after();
        if (!change.key().equals(Key.app(app)) || after == null) {
            return List.of();
        }
        return cutOff(change, after, AppItem.TOKENS_NOT_BEFORE).stream()
                .map(cut -> occurrence(change, EventType.TOKEN_REVOKED, change.at(), app, null, null, cut))
                .toList();
    }

    /** The cut-off of an app or a room, if this change moved it. */
    private static List<Subject> cutOff(TableChange change, Item after, String attribute) {
        Item before = change.before();
        Instant now = after.instant(attribute, Instant.EPOCH);
        Instant was = before == null ? Instant.EPOCH : before.instant(attribute, Instant.EPOCH);
        return now.isAfter(was) ? List.of(new Subject.OfCutOff(now, after.text(Attr.CUT_OFF_BY))) : List.of();
    }

    /** An endpoint is switched off once, whatever is written of it after that. */
    private static List<Occurrence> disabled(TableChange change, AppName app) {
        Item before = change.before();
        Item after = change.after();
        if (after == null || (before != null && HealthItem.readOff(before).isPresent())) {
            return List.of();
        }
        return HealthItem.readOff(after).stream()
                .map(off -> occurrence(
                        change,
                        EventType.WEBHOOK_DISABLED,
                        off.at().equals(Instant.EPOCH) ? change.at() : off.at(),
                        app,
                        null,
                        null,
                        new Subject.OfDisabledWebhook(
                                EndpointHealth.webhook(change.key().sk()),
                                off.why().wireName(),
                                off.origin())))
                .toList();
    }

    private static Occurrence occurrence(
            TableChange change,
            EventType type,
            Instant at,
            AppName app,
            @Nullable RoomName room,
            @Nullable String roomId,
            Subject subject) {
        return new Occurrence(change.eventId(type.wireName()), type, at, app, room, roomId, change.sequence(), subject);
    }

    /** A change of an item in a room's partition. */
    private final class InRoom {
        private final TableChange change;
        private final AppName app;
        private final RoomName room;
        private final String sort;

        InRoom(TableChange change) {
            this.change = change;
            this.app = Key.appOf(change.partition());
            this.room = Key.roomOf(change.partition());
            this.sort = change.key().sk();
        }

        List<Occurrence> read() {
            Item before = change.before();
            Item after = change.after();
            if (after == null) {
                return before == null ? List.of() : gone(before);
            }
            if (change.key().equals(Key.room(app, room))) {
                return room(before, after);
            }
            if (sort.startsWith(Key.SESSION_PREFIX)) {
                return session(before, SessionItem.read(after));
            }
            if (sort.startsWith(Key.BAN_PREFIX)) {
                return ban(before, after);
            }
            return before == null ? begun(after) : changed(before, after);
        }

        /** Of all that goes, only a ban is not told of by what is written in its place. */
        private List<Occurrence> gone(Item before) {
            if (!sort.startsWith(Key.BAN_PREFIX) || BanItem.isErased(before)) {
                return List.of();
            }
            Ban ban = BanItem.read(before);
            return one(EventType.BAN_REMOVED, change.at(), before, new Subject.OfBan(ban, BanItem.liftedBy(before)));
        }

        private List<Occurrence> room(@Nullable Item before, Item after) {
            Room now = RoomItem.read(after);
            if (before == null || !before.text(Attr.ROOM_ID).equals(now.id())) {
                return one(EventType.ROOM_CREATED, now.created(), after, new Subject.OfRoom(now));
            }
            if (RoomItem.isArchived(after)) {
                return RoomItem.isArchived(before)
                        ? List.of()
                        : one(EventType.ROOM_ARCHIVED, change.at(), after, new Subject.OfRoom(now));
            }
            Room then = RoomItem.read(before);
            if (now.differsInMarksAlone(then)) {
                return List.of();
            }
            List<Occurrence> told = new ArrayList<>(
                    one(EventType.ROOM_UPDATED, change.at(), after, new Subject.OfChangedRoom(then, now)));
            cutOff(change, after, RoomItem.TOKENS_NOT_BEFORE)
                    .forEach(cut -> told.addAll(one(EventType.TOKEN_REVOKED, change.at(), after, cut)));
            return told;
        }

        private List<Occurrence> session(@Nullable Item before, Session now) {
            boolean wasLive = before != null && SessionItem.read(before).isLive();
            Item after = Objects.requireNonNull(change.after());
            if (now.isLive()) {
                // One that was taken for over goes on.
                return wasLive
                        ? List.of()
                        : one(
                                EventType.SESSION_STARTED,
                                before == null ? now.startedAt() : change.at(),
                                after,
                                new Subject.OfStartedSession(now));
            }
            if (!wasLive) {
                return List.of();
            }
            int participants = Key.peerPartitions(app, room, now.isInLargeRoom()).stream()
                    .mapToInt(partition -> table.count(partition, Key.pastPrefix(now.id())))
                    .sum();
            return one(EventType.SESSION_ENDED, now.endedAt(), after, new Subject.OfEndedSession(now, participants));
        }

        private List<Occurrence> ban(@Nullable Item before, Item after) {
            Ban ban = BanItem.read(after);
            boolean isNew = before == null || !BanItem.read(before).since().equals(ban.since());
            return isNew ? one(EventType.BAN_CREATED, ban.since(), after, new Subject.OfBan(ban, ban.by())) : List.of();
        }

        private List<Occurrence> begun(Item after) {
            if (sort.startsWith(Key.PEER_PREFIX)) {
                Peer peer = PeerItem.read(after);
                return one(EventType.PEER_JOINED, peer.joinedAt(), after, new Subject.OfPeer(peer));
            }
            if (sort.startsWith(Key.PAST_PREFIX)) {
                Participation past = PeerItem.readPast(after);
                return one(EventType.PEER_LEFT, past.leftAt(), after, new Subject.OfGonePeer(past));
            }
            if (sort.startsWith(Key.OPEN_REQUEST_PREFIX)) {
                JoinRequest request = JoinRequestItem.read(after);
                return request(EventType.JOIN_REQUEST_CREATED, request.requestedAt(), after, request);
            }
            if (sort.startsWith(Key.ENDED_REQUEST_PREFIX)) {
                JoinRequest request = JoinRequestItem.read(after);
                return request(ended(request.state()), change.at(), after, request);
            }
            return List.of();
        }

        private List<Occurrence> changed(Item before, Item after) {
            if (sort.startsWith(Key.PEER_PREFIX)) {
                Peer was = PeerItem.read(before);
                Peer now = PeerItem.read(after);
                boolean same = was.grant().equals(now.grant())
                        && Objects.equals(was.person().metadata(), now.person().metadata());
                return same
                        ? List.of()
                        : one(EventType.PEER_UPDATED, change.at(), after, new Subject.OfChangedPeer(was, now));
            }
            if (sort.startsWith(Key.OPEN_REQUEST_PREFIX)) {
                JoinRequest now = JoinRequestItem.read(after);
                boolean approved = now.state() == JoinRequestState.APPROVED
                        && JoinRequestItem.read(before).state() != JoinRequestState.APPROVED;
                return approved ? request(EventType.JOIN_REQUEST_APPROVED, change.at(), after, now) : List.of();
            }
            return List.of();
        }

        private List<Occurrence> request(EventType type, Instant at, Item item, JoinRequest request) {
            return one(type, at, item, new Subject.OfJoinRequest(request));
        }

        private List<Occurrence> one(EventType type, Instant at, Item item, Subject subject) {
            return List.of(occurrence(change, type, at, app, room, item.text(Attr.ROOM_ID), subject));
        }
    }

    private static EventType ended(JoinRequestState state) {
        return switch (state) {
            case ADMITTED -> EventType.JOIN_REQUEST_ADMITTED;
            case DENIED -> EventType.JOIN_REQUEST_DENIED;
            case EXPIRED -> EventType.JOIN_REQUEST_EXPIRED;
            case CANCELLED -> EventType.JOIN_REQUEST_WITHDRAWN;
            case WAITING, APPROVED -> throw new IllegalArgumentException("an ended request is not open");
        };
    }
}
