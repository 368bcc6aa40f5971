package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.latchkey.app.AppName;
import dev.latchkey.claims.Person;
import dev.latchkey.json.Json;
import dev.latchkey.json.JsonText;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.Participation;
import dev.latchkey.meeting.Peer;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Permissions;
import dev.latchkey.permission.Role;
import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The one spelling of a {@link Peer}, inside or gone, in DynamoDB. */
final class PeerItem {
    static final String LEASE_UNTIL = "leaseUntil";

    private static final String ID = "peerId";
    private static final String SUBJECT = "subject";
    private static final String JTI = "jti";
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
    private static final String LEFT_AT = "leftAt";
    private static final String HOW = "departure";

    private PeerItem() {}

    static Item write(AppName app, RoomName room, Peer peer) {
        return fill(Item.at(Key.peer(app, room, peer.id())), peer);
    }

    /** Somebody who was inside. */
    static Item writePast(AppName app, RoomName room, Peer peer, Departure how, Instant leftAt) {
        return fill(Item.at(Key.past(app, room, peer.sessionId(), peer.id())), peer)
                .put(LEFT_AT, leftAt)
                .put(HOW, how.name())
                .expireAt(leftAt.plus(SessionItem.HISTORY_KEPT));
    }

    private static Item fill(Item item, Peer peer) {
        Person person = peer.person();
        JsonText metadata = person.metadata();
        return item.put(ID, peer.id())
                .put(Attr.SESSION_ID, peer.sessionId())
                .put(Attr.ROOM_ID, peer.roomId())
                .put(SUBJECT, peer.subject())
                .put(JTI, peer.jti())
                .put(NAME, person.name())
                .put(EMAIL, person.email())
                .put(META, person.meta())
                .put(EXTERNAL_USER_ID, person.externalUserId())
                .put(METADATA, metadata == null ? null : metadata.compact())
                .put(OPTIONS, person.options().isEmpty() ? null : Json.write(person.options()))
                .put(ROLE, peer.grant().role().name())
                .put(PERMISSIONS, Json.write(peer.grant().permissions().toJson()))
                .put(JOINED_AT, peer.joinedAt())
                .put(LEASE_UNTIL, peer.leaseUntil())
                .put(STAY_UNTIL, peer.stayUntil())
                .put(EJECT_AT, peer.ejectAt())
                .put(Attr.UNTIL, peer.until())
                .put(Attr.SEAT, peer.seat())
                .put(Attr.VERSION, peer.version());
    }

    /** The values of a heartbeat's update. */
    static Map<String, AttributeValue> renewal(Peer peer) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":lease", millis(peer.leaseUntil()));
        values.put(":until", millis(peer.until()));
        values.put(":session", fromS(peer.sessionId()));
        if (!peer.ejectAt().equals(Instant.MAX)) {
            values.put(":eject", millis(peer.ejectAt()));
        }
        return values;
    }

    /** Sets role, permissions, metadata and version, and leaves the lease to the heartbeats. */
    static Change change(Peer changed) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":role", fromS(changed.grant().role().name()));
        values.put(
                ":permissions", fromS(Json.write(changed.grant().permissions().toJson())));
        values.put(":version", fromN(Long.toString(changed.version())));
        String set = "SET peerRole = :role, peerPermissions = :permissions, itemVersion = :version";
        JsonText metadata = changed.person().metadata();
        if (metadata != null) {
            values.put(":metadata", fromS(metadata.compact()));
            set += ", metadata = :metadata";
        }
        return Change.of(set, values);
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
        String metadata = item.nullableText(METADATA);
        Person person = new Person(
                item.nullableText(NAME),
                item.nullableText(EMAIL),
                item.nullableText(META),
                item.nullableText(EXTERNAL_USER_ID),
                metadata == null ? null : new JsonText(metadata),
                options(item.nullableText(OPTIONS)));
        Permissions permissions = Permissions.fromJson(Json.readObject(item.text(PERMISSIONS)));
        return new Peer(
                item.text(ID),
                item.text(Attr.SESSION_ID),
                item.text(Attr.ROOM_ID),
                item.text(SUBJECT),
                item.text(JTI),
                person,
                new Grant(new Role(item.text(ROLE)), permissions),
                item.instant(JOINED_AT, Instant.EPOCH),
                item.instant(LEASE_UNTIL, Instant.MAX),
                item.instant(STAY_UNTIL, Instant.MAX),
                item.instant(EJECT_AT, Instant.MAX),
                item.text(Attr.SEAT),
                item.number(Attr.VERSION));
    }

    static Participation readPast(Item item) {
        return new Participation(read(item), item.instant(LEFT_AT, Instant.MAX), Departure.valueOf(item.text(HOW)));
    }

    private static Map<String, Boolean> options(@Nullable String json) {
        Map<String, Boolean> options = new LinkedHashMap<>();
        if (json != null) {
            Json.readObject(json).forEach((name, value) -> options.put(name, (Boolean) value));
        }
        return options;
    }
}
