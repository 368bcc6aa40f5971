package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.latchkey.app.AppName;
import dev.latchkey.json.Json;
import dev.latchkey.room.RestrictionMark;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomControls;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomRules;
import dev.latchkey.room.SeatPlan;
import dev.latchkey.room.SecondEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The one spelling of a {@link Room} in DynamoDB: what {@link #write} puts down, {@link #read} picks up. */
final class RoomItem {
    private static final String APP = "app";
    private static final String NAME = "roomName";
    private static final String CREATED = "created";
    private static final String PRIVATE = "isPrivate";
    private static final String REQUEST_TO_JOIN = "requestToJoin";
    private static final String LOCKED = "roomLocked";
    private static final String OPENS_AT = "opensAt";
    private static final String ENDS_AT = "roomExpiresAt";
    private static final String EJECT_AT_EXPIRY = "ejectAtExpiry";
    private static final String MAX_PARTICIPANTS = "maxParticipants";
    private static final String RESERVED_PLACES = "reservedPlaces";
    private static final String ON_SECOND_ENTRY = "onSecondEntry";
    private static final String EJECT_AFTER = "ejectAfterSec";
    private static final String SETTINGS = "roomSettings";
    private static final String SEAT_EPOCH = "seatEpoch";
    private static final String SEAT_SHARDS = "seatShards";
    private static final String SEATS_PRISTINE = "seatsPristine";
    private static final String USERS_KNOWN = "usersKnown";
    static final String TOKENS_NOT_BEFORE = "tokensNotBefore";

    private static final String CHANGED_AT = "changedAt";
    private static final String BANS_ERASED = "bansErased";

    /** The {@link RestrictionMark}: nothing, false or true. Short, since a room under a long name is nearly a unit of writing. */
    private static final String HELD = "held";

    private RoomItem() {}

    static Item write(Room room) {
        Item item = Item.at(Key.room(room.app(), room.name()));
        IndexShard.put(item, IndexShard.ROOMS, room.app(), room.name(), room.created());
        RoomRules rules = room.rules();
        if (rules.onSecondEntry() != SecondEntry.ALLOW) {
            item.put(ON_SECOND_ENTRY, rules.onSecondEntry().wireName());
        }
        if (room.restrictionMark() != RestrictionMark.UNRECORDED) {
            item.putEither(HELD, room.restrictionMark() == RestrictionMark.SOME);
        }
        return item.put(APP, room.app().value())
                .put(NAME, room.name().value())
                .put(Attr.ROOM_ID, room.id())
                .put(CREATED, room.created())
                .put(PRIVATE, rules.isPrivate())
                .put(REQUEST_TO_JOIN, rules.requestToJoin())
                .put(LOCKED, rules.locked())
                .put(OPENS_AT, rules.opensAt())
                .put(ENDS_AT, rules.expiresAt())
                .put(EJECT_AT_EXPIRY, rules.ejectAtExpiry())
                .put(MAX_PARTICIPANTS, rules.maxParticipants())
                .put(RESERVED_PLACES, rules.reservedPlaces())
                .put(EJECT_AFTER, rules.ejectAfter().toSeconds())
                .put(SETTINGS, Json.write(room.settings()))
                .put(SEAT_EPOCH, room.seats().epoch())
                .put(SEAT_SHARDS, room.seats().shards())
                .put(SEATS_PRISTINE, room.seats().pristine())
                .put(USERS_KNOWN, room.seats().usersKnown())
                .put(TOKENS_NOT_BEFORE, room.tokensNotBefore())
                .put(Attr.CUT_OFF_BY, room.cutOffBy())
                .put(BANS_ERASED, room.bansErased())
                .put(Attr.VERSION, room.version())
                .put(CHANGED_AT, room.changedAt());
    }

    static boolean hasBansErased(Item item) {
        return item.isTrue(BANS_ERASED);
    }

    /** One version on, so that an edit under way does not write over it. */
    static Change markBansErased() {
        return Change.of(
                "SET " + BANS_ERASED + " = :yes ADD " + Attr.VERSION + " :one",
                Map.of(":yes", fromBool(true), ":one", fromN("1")));
    }

    static RestrictionMark restrictionMark(Item item) {
        if (!item.has(HELD)) {
            return RestrictionMark.UNRECORDED;
        }
        return item.isTrue(HELD) ? RestrictionMark.SOME : RestrictionMark.NONE;
    }

    /** Says of a room that something is held against somebody in it. Also one version on. */
    static Change markRestricted() {
        return Change.of(
                "SET " + HELD + " = :yes ADD " + Attr.VERSION + " :one",
                Map.of(":yes", fromBool(true), ":one", fromN("1")));
    }

    /** Holds for that very room as long as it says that nothing is. */
    static Condition isMarkedUnrestricted(String roomId) {
        return Condition.of(
                "roomId = :id AND " + HELD + " = :no", Map.of(":id", fromS(roomId), ":no", fromBool(false)));
    }

    static Room read(Item item) {
        Map<String, Object> settings = Json.readObject(item.text(SETTINGS));
        return new Room(
                new AppName(item.text(APP)),
                new RoomName(item.text(NAME)),
                item.text(Attr.ROOM_ID),
                item.instant(CREATED, Instant.EPOCH),
                new RoomRules(
                        item.isTrue(PRIVATE),
                        item.isTrue(REQUEST_TO_JOIN),
                        item.isTrue(LOCKED),
                        item.instant(OPENS_AT, Instant.EPOCH),
                        item.instant(ENDS_AT, Instant.MAX),
                        item.isTrue(EJECT_AT_EXPIRY),
                        (int) item.number(MAX_PARTICIPANTS),
                        (int) item.number(RESERVED_PLACES),
                        SecondEntry.parse(item.text(ON_SECOND_ENTRY)).orElse(SecondEntry.ALLOW),
                        Duration.ofSeconds(item.number(EJECT_AFTER)),
                        RoomControls.withheld(settings)),
                settings,
                new SeatPlan(
                        item.text(SEAT_EPOCH),
                        (int) item.number(SEAT_SHARDS),
                        item.isTrue(SEATS_PRISTINE),
                        item.isTrue(USERS_KNOWN)),
                item.instant(TOKENS_NOT_BEFORE, Instant.EPOCH),
                item.text(Attr.CUT_OFF_BY),
                hasBansErased(item),
                restrictionMark(item),
                item.number(Attr.VERSION),
                // The release before did not keep it.
                item.instant(CHANGED_AT, item.instant(CREATED, Instant.EPOCH)));
    }

    static boolean isArchived(Item item) {
        return item.isTrue(Attr.ARCHIVED);
    }
}
