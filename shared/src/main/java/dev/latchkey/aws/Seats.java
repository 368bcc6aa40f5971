package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;

import dev.latchkey.app.AppName;
import dev.latchkey.meeting.Peer;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.SeatPlan;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The counters of a capped room's places. */
final class Seats {
    private final Table table;

    Seats(Table table) {
        this.table = table;
    }

    /** The counters of the room in random order, so that joins spread over them. */
    static List<Integer> shuffledShards(SeatPlan plan) {
        List<Integer> shards = new ArrayList<>();
        for (int shard = 0; shard < plan.shards(); shard++) {
            shards.add(shard);
        }
        // Not the JDK's own generator: a snapshot would hold it, and all that are restored try the same order.
        Collections.shuffle(shards, new SecureRandom());
        return shards;
    }

    static String seat(SeatPlan plan, int shard) {
        return plan.epoch() + "#" + shard;
    }

    static boolean isCountedBy(SeatPlan plan, Peer peer) {
        return peer.seat().startsWith(plan.epoch() + "#");
    }

    /**
     * Takes a place while the counter is below {@code share}, which must be at least 1, and the cap has not been changed since
     * the room was read.
     */
    TransactWriteItem taking(Room room, String seat, int share) {
        return table.updating(
                Key.seats(room.app(), room.name(), seat),
                Change.of(
                        "SET seatsUsed = if_not_exists(seatsUsed, :zero) + :one", Map.of(":zero", n(0), ":one", n(1))),
                Condition.of(
                        "(attribute_not_exists(seatsUsed) OR seatsUsed < :share)"
                                + " AND (attribute_not_exists(capSince) OR capSince <= :version)",
                        Map.of(":share", n(share), ":version", n(room.version()))));
    }

    /** Whether the counter says that the cap was changed after the room was read. */
    static boolean isOutdated(Room room, Item counter) {
        return counter.number(Attr.CAP_SINCE) > room.version();
    }

    /** Tells the counters in use that the cap changes, so that nobody takes a place on the strength of the old one. */
    List<TransactWriteItem> recapping(Room before, Room changed) {
        List<TransactWriteItem> items = new ArrayList<>();
        if (before.rules().maxParticipants() != changed.rules().maxParticipants()) {
            for (int shard = 0; shard < before.seats().shards(); shard++) {
                items.add(table.updating(
                        Key.seats(before.app(), before.name(), seat(before.seats(), shard)),
                        Change.of("SET capSince = :version", Map.of(":version", n(changed.version()))),
                        Condition.of("attribute_not_exists(capSince) OR capSince < :version")));
            }
        }
        return items;
    }

    /** Gives a place back. Part of the very write that takes its peer out, so none is given back twice. */
    TransactWriteItem freeing(AppName app, RoomName room, String seat) {
        return table.updating(
                Key.seats(app, room, seat),
                Change.of("SET seatsUsed = seatsUsed - :one", Map.of(":one", n(1))),
                Condition.of("seatsUsed > :none", Map.of(":none", n(0))));
    }

    private static AttributeValue n(long value) {
        return fromN(Long.toString(value));
    }
}
