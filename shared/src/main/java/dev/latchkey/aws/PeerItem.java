package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.latchkey.app.AppName;
import dev.latchkey.json.Json;
import dev.latchkey.json.JsonText;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.Hold;
import dev.latchkey.meeting.Participation;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Presence;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Permissions;
import dev.latchkey.permission.Role;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.token.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The one spelling of a {@link Peer}, inside or gone, in DynamoDB. */
final class PeerItem {
    static final String LEASE_UNTIL = "leaseUntil";

    private static final String ID = "peerId";
    private static final String SUBJECT = "subject";
    private static final String JTI = "jti";
    private static final String TOKEN_ISSUED_AT = "tokenIssuedAt";
    private static final String NAME = "personName";
    private static final String EMAIL = "email";
    private static final String META = "meta";
    private static final String EXTERNAL_USER_ID = "externalUserId";
    private static final String METADATA = "metadata";
    private static final String OPTIONS = "options";
    private static final String ROLE = "peerRole";
    private static final String PERMISSIONS = "peerPermissions"; // "permissions" is a reserved word
    private static final String JOINED_AT = "joinedAt";
    private static final String STAY_UNTIL = "stayUntil";
    private static final String EJECT_AT = "ejectAt";
    private static final String HOLDS = "holds";
    private static final String TOKENS_FROM = "tokensFrom";
    private static final String CHANGED_AT = "changedAt";
    private static final String LEFT_AT = "leftAt";
    private static final String HOW = "departure";

    /** Beside {@link #HOW}, in whose words the release before reads it: why exactly. */
    private static final String REASON = "departureReason";

    /** In a room that ends its meeting without activity: after how many seconds. The stream's filter goes by it. */
    private static final String NO_ACTIVITY_LIMIT = "noActivityLimitSec";

    private static final String CONNECTION = "connectionId";
    private static final String PARTICIPANT = "participantId";
    private static final String HEARTBEAT_UNTIL = "heartbeatUntil";
    private static final String PARTICIPANT_UNTIL = "participantUntil";
    private static final String DISCONNECTED = "disconnected";

    private static final String HEARD_OF =
            "SET leaseUntil = :lease, insideUntil = :until, sessionId = :session, lastWrite = :write";

    /** What the last write to a peer inside was, so that the stream's filter can tell what nobody is told of. */
    static final String LAST_WRITE = "lastWrite";

    private static final AttributeValue HEARTBEAT = fromS("heartbeat");
    private static final AttributeValue CHANGE = fromS("change");

    private PeerItem() {}

    static Item write(AppName app, RoomName room, Peer peer) {
        return fill(Item.at(Key.peer(app, room, peer.id())), peer);
    }

    /** Somebody who comes into that room. */
    static Item write(Room room, Peer peer) {
        Item item = write(room.app(), room.name(), peer);
        long limit = room.noActivityLimit().toSeconds();
        return limit == 0 ? item : item.put(NO_ACTIVITY_LIMIT, limit);
    }

    /** After how long the room ended its meeting without activity when the peer was last heard of; zero for never. */
    static Duration noActivityLimit(Item peer) {
        return Duration.ofSeconds(peer.number(NO_ACTIVITY_LIMIT));
    }

    /** Somebody who was inside. */
    static Item writePast(AppName app, RoomName room, Peer peer, Departure how, Instant leftAt) {
        return fill(Item.at(Key.past(app, room, peer.sessionId(), peer.id())), peer)
                .put(LEFT_AT, leftAt)
                .put(HOW, asBefore(how).name())
                .put(REASON, how.name())
                .expireAt(leftAt.plus(SessionItem.HISTORY_KEPT));
    }

    private static Departure asBefore(Departure how) {
        return switch (how) {
            case BANNED, REVOKED, NO_ACTIVITY -> Departure.EJECTED;
            case REPLACED -> Departure.LEFT;
            case DISCONNECTED -> Departure.LOST;
            default -> how;
        };
    }

    private static Item fill(Item item, Peer peer) {
        fill(item, peer.person());
        item.put(ID, peer.id())
                .put(Attr.SESSION_ID, peer.sessionId())
                .put(Attr.ROOM_ID, peer.roomId())
                .put(SUBJECT, peer.subject())
                .put(JTI, peer.jti())
                .put(TOKEN_ISSUED_AT, peer.jti().isEmpty() ? Instant.MAX : peer.tokenIssuedAt())
                .put(ROLE, peer.grant().role().name())
                .put(PERMISSIONS, Json.write(peer.grant().permissions().toJson()))
                .put(JOINED_AT, peer.joinedAt())
                .put(LEASE_UNTIL, peer.leaseUntil())
                .put(STAY_UNTIL, peer.stayUntil())
                .put(EJECT_AT, peer.ejectAt())
                .put(Attr.UNTIL, peer.until())
                .put(Attr.SEAT, peer.seat())
                .put(HOLDS, holds(peer))
                .put(CONNECTION, peer.presence().connection())
                .put(PARTICIPANT, peer.presence().participant())
                .put(HEARTBEAT_UNTIL, peer.presence().heartbeatUntil())
                .put(PARTICIPANT_UNTIL, peer.presence().participantUntil())
                .put(DISCONNECTED, peer.presence().disconnected())
                .put(Attr.VERSION, peer.version())
                .put(CHANGED_AT, peer.changedAt());
        return peer.tokensFrom() == 0 ? item : item.put(TOKENS_FROM, peer.tokensFrom());
    }

    private static void fill(Item item, Person person) {
        if (person.name() != null) {
            item.put(NAME, person.name());
        }
        if (person.email() != null) {
            item.put(EMAIL, person.email());
        }
        if (person.meta() != null) {
            item.put(META, person.meta());
        }
        if (person.externalUserId() != null) {
            item.put(EXTERNAL_USER_ID, person.externalUserId());
        }
        if (person.metadata() != null) {
            item.put(METADATA, person.metadata().compact());
        }
        if (!person.options().isEmpty()) {
            item.put(OPTIONS, Json.write(person.options()));
        }
    }

    private static String holds(Peer peer) {
        return peer.holds().stream().map(Hold::name).sorted().collect(Collectors.joining(","));
    }

    private static Set<Hold> holds(String names) {
        return names.isEmpty()
                ? Set.of()
                : Stream.of(names.split(",")).map(Hold::valueOf).collect(Collectors.toSet());
    }

    /** Holds as long as nobody else has taken the peer's place over. */
    static Condition isBelievedFrom(Peer peer) {
        return peer.tokensFrom() == 0
                ? Condition.of("attribute_exists(sk) AND attribute_not_exists(tokensFrom)")
                : Condition.of("tokensFrom = :from", Map.of(":from", fromN(Long.toString(peer.tokensFrom()))));
    }

    /** Holds as long as its role, permissions, metadata and place are as they were. */
    static Condition isUnchanged(Peer peer) {
        return Condition.of("itemVersion = :before", Map.of(":before", fromN(Long.toString(peer.version()))));
    }

    /** Holds as long as the peer was not heard of again. */
    static Condition isNotHeardOfSince(Peer peer) {
        return Condition.of(LEASE_UNTIL + " = :lease", Map.of(":lease", millis(peer.leaseUntil())));
    }

    /** Holds as long as nothing else was heard of the peer, by whatever way. */
    static Condition isPresentAs(Peer peer) {
        Map<String, AttributeValue> values = new HashMap<>(Map.of(":leased", millis(peer.leaseUntil())));
        String unchanged = LEASE_UNTIL + " = :leased"
                + is(CONNECTION, peer.presence().connection(), ":connected", values)
                + is(PARTICIPANT, peer.presence().participant(), ":participated", values);
        return Condition.of(unchanged, values);
    }

    private static String is(String attribute, String text, String name, Map<String, AttributeValue> values) {
        if (text.isEmpty()) {
            return " AND attribute_not_exists(" + attribute + ")";
        }
        values.put(name, fromS(text));
        return " AND " + attribute + " = " + name;
    }

    /** Whether that is what was written of the peer: the answer to our own success may have been lost. */
    static boolean isAsHeardOf(Item item, Peer heardOf) {
        if (!item.has(Attr.PK)) {
            return false;
        }
        Peer kept = read(item);
        return kept.leaseUntil().equals(heardOf.leaseUntil())
                && kept.presence().equals(heardOf.presence())
                && kept.version() == heardOf.version();
    }

    /** A heartbeat, or what a connection says: the lease with what gives it, and what follows from the room. */
    static Change heardOf(Peer peer, Room room) {
        return renewal(HEARD_OF, peer, room, Map.of());
    }

    /** A place taken over: as a heartbeat, with the version from which on session tokens are believed. */
    static Change takenOver(Peer peer, Room room) {
        return renewal(
                HEARD_OF + ", itemVersion = :version, tokensFrom = :from",
                peer,
                room,
                Map.of(
                        ":version", fromN(Long.toString(peer.version())),
                        ":from", fromN(Long.toString(peer.tokensFrom()))));
    }

    private static Change renewal(String set, Peer peer, Room room, Map<String, AttributeValue> more) {
        Map<String, AttributeValue> values = new HashMap<>(more);
        values.put(":lease", millis(peer.leaseUntil()));
        values.put(":until", millis(peer.until()));
        values.put(":session", fromS(peer.sessionId()));
        values.put(":write", HEARTBEAT);
        String assigned = set;
        List<String> gone = new ArrayList<>();
        if (peer.ejectAt().equals(Instant.MAX)) {
            gone.add(EJECT_AT);
        } else {
            values.put(":eject", millis(peer.ejectAt()));
            assigned += ", ejectAt = :eject";
        }
        long limit = room.noActivityLimit().toSeconds();
        if (limit == 0) {
            gone.add(NO_ACTIVITY_LIMIT);
        } else {
            values.put(":limit", fromN(Long.toString(limit)));
            assigned += ", noActivityLimitSec = :limit";
        }
        return change(assigned + presence(peer, gone, values), gone, values);
    }

    /** The end of a connection: the lease that is left, and what gives it. */
    static Change disconnected(Peer peer) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":lease", millis(peer.leaseUntil()));
        values.put(":until", millis(peer.until()));
        values.put(":write", HEARTBEAT);
        List<String> gone = new ArrayList<>();
        String set = "SET leaseUntil = :lease, insideUntil = :until, lastWrite = :write" + presence(peer, gone, values);
        return change(set, gone, values);
    }

    /** What sets the presence, to be put behind what sets something else. */
    private static String presence(Peer peer, List<String> gone, Map<String, AttributeValue> values) {
        Presence presence = peer.presence();
        String set = sets(CONNECTION, presence.connection(), ":connection", gone, values)
                + sets(PARTICIPANT, presence.participant(), ":participant", gone, values)
                + sets(HEARTBEAT_UNTIL, presence.heartbeatUntil(), ":heartbeat", gone, values)
                + sets(PARTICIPANT_UNTIL, presence.participantUntil(), ":seen", gone, values);
        if (presence.disconnected()) {
            values.put(":yes", AttributeValue.fromBool(true));
            set += ", disconnected = :yes";
        } else {
            gone.add(DISCONNECTED);
        }
        return set;
    }

    private static String sets(
            String attribute, String text, String name, List<String> gone, Map<String, AttributeValue> values) {
        if (text.isEmpty()) {
            gone.add(attribute);
            return "";
        }
        values.put(name, fromS(text));
        return ", " + attribute + " = " + name;
    }

    private static String sets(
            String attribute, Instant instant, String name, List<String> gone, Map<String, AttributeValue> values) {
        if (instant.equals(Instant.EPOCH)) {
            gone.add(attribute);
            return "";
        }
        values.put(name, millis(instant));
        return ", " + attribute + " = " + name;
    }

    /** Sets role, permissions, metadata, holds and version, and leaves the lease to the heartbeats. */
    static Change change(Peer changed) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":role", fromS(changed.grant().role().name()));
        values.put(
                ":permissions", fromS(Json.write(changed.grant().permissions().toJson())));
        values.put(":version", fromN(Long.toString(changed.version())));
        values.put(":write", CHANGE);
        values.put(":at", millis(changed.changedAt()));
        String set = "SET peerRole = :role, peerPermissions = :permissions, itemVersion = :version, lastWrite = :write,"
                + " changedAt = :at";
        List<String> gone = new ArrayList<>();
        JsonText metadata = changed.person().metadata();
        if (metadata == null) {
            gone.add(METADATA);
        } else {
            values.put(":metadata", fromS(metadata.compact()));
            set += ", metadata = :metadata";
        }
        if (changed.holds().isEmpty()) {
            gone.add(HOLDS);
        } else {
            values.put(":holds", fromS(holds(changed)));
            set += ", holds = :holds";
        }
        return change(set, gone, values);
    }

    private static Change change(String set, List<String> gone, Map<String, AttributeValue> values) {
        return Change.of(gone.isEmpty() ? set : set + " REMOVE " + String.join(", ", gone), values);
    }

    static boolean isAsChanged(Item item, Peer changed) {
        Peer kept = read(item);
        return kept.version() == changed.version()
                && kept.grant().equals(changed.grant())
                && Objects.equals(kept.person().metadata(), changed.person().metadata());
    }

    private static AttributeValue millis(Instant instant) {
        return fromN(Long.toString(instant.toEpochMilli()));
    }

    static Peer read(Item item) {
        Person person = new Person(
                item.optionalText(NAME).orElse(null),
                item.optionalText(EMAIL).orElse(null),
                item.optionalText(META).orElse(null),
                item.optionalText(EXTERNAL_USER_ID).orElse(null),
                item.optionalText(METADATA).map(JsonText::new).orElse(null),
                item.optionalText(OPTIONS).map(PeerItem::options).orElse(Map.of()));
        Permissions permissions = Permissions.fromJson(Json.readObject(item.text(PERMISSIONS)));
        return new Peer(
                item.text(ID),
                item.text(Attr.SESSION_ID),
                item.text(Attr.ROOM_ID),
                item.text(SUBJECT),
                item.text(JTI),
                // A release before this one did not keep it. No token is younger than what it opened.
                item.instant(TOKEN_ISSUED_AT, item.instant(JOINED_AT, Instant.EPOCH)),
                person,
                new Grant(Role.recorded(item.text(ROLE)).orElse(Role.GUEST), permissions),
                item.instant(JOINED_AT, Instant.EPOCH),
                item.instant(LEASE_UNTIL, Instant.MAX),
                item.instant(STAY_UNTIL, Instant.MAX),
                item.instant(EJECT_AT, Instant.MAX),
                item.text(Attr.SEAT),
                holds(item.text(HOLDS)),
                item.number(TOKENS_FROM),
                item.number(Attr.VERSION),
                item.instant(CHANGED_AT, Instant.EPOCH),
                new Presence(
                        item.text(CONNECTION),
                        item.text(PARTICIPANT),
                        item.instant(HEARTBEAT_UNTIL, Instant.EPOCH),
                        item.instant(PARTICIPANT_UNTIL, Instant.EPOCH),
                        item.isTrue(DISCONNECTED)));
    }

    static Participation readPast(Item item) {
        String reason = item.has(REASON) ? item.text(REASON) : item.text(HOW);
        return new Participation(read(item), item.instant(LEFT_AT, Instant.MAX), Departure.valueOf(reason));
    }

    private static Map<String, Boolean> options(String json) {
        Map<String, Boolean> options = new LinkedHashMap<>();
        Json.readObject(json).forEach((name, value) -> options.put(name, (Boolean) value));
        return options;
    }
}
