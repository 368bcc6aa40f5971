package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;

import dev.latchkey.app.AppName;
import dev.latchkey.meeting.Hold;
import dev.latchkey.meeting.Peer;
import dev.latchkey.room.Places;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.SeatPlan;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The counters of a capped room's places. */
final class Seats {
    private static final String ORDINARY_USED = "ordinaryUsed";

    private final Table table;

    Seats(Table table) {
        this.table = table;
    }

    /**
     * The counters of the room in the order in which a peer looks for a place: random, so that joins spread over them, but that
     * one for whom places are reserved begins where those are.
     */
    static List<Integer> inTurn(SeatPlan plan, boolean forReserved) {
        List<Integer> shards = new ArrayList<>();
        for (int shard = 0; shard < plan.shards(); shard++) {
            shards.add(shard);
        }
        // Not the JDK's own generator: a snapshot would hold it, and all that are restored try the same order.
        Collections.shuffle(shards, new SecureRandom());
        if (forReserved && shards.remove((Integer) 0)) {
            shards.add(0, 0);
        }
        return shards;
    }

    /** Those of the counters at which there seems to be a place for a peer, looked at together instead of tried one by one. */
    List<Integer> withPlaces(Room room, List<Integer> shards, Places places, boolean ordinary) {
        SeatPlan plan = room.seats();
        Map<Integer, Key> keys = new HashMap<>();
        shards.forEach(shard -> keys.put(shard, Key.seats(room.app(), room.name(), seat(plan, shard))));
        Map<Key, Item> counters = table.glance(List.copyOf(keys.values()));
        return shards.stream()
                .filter(shard -> {
                    Places share = places.share(plan, shard);
                    Item counter = counters.getOrDefault(keys.get(shard), new Item(Map.of()));
                    return counter.number(Attr.USED) < share.all()
                            && (!ordinary || counter.number(ORDINARY_USED) < share.ordinary());
                })
                .toList();
    }

    static String seat(SeatPlan plan, int shard) {
        return plan.epoch() + "#" + shard;
    }

    static int shard(String seat) {
        return Integer.parseInt(seat.substring(seat.lastIndexOf('#') + 1));
    }

    static boolean isCountedBy(SeatPlan plan, Peer peer) {
        return peer.seat().startsWith(plan.epoch() + "#");
    }

    /** Whether the peer is counted among those for whom no place is reserved. */
    static boolean isOrdinary(Room room, Peer peer) {
        return room.rules().reservedPlaces() > 0 && !peer.grant().permissions().admin();
    }

    /** Whether places are reserved for the peer. */
    static boolean isForReserved(Room room, Peer peer) {
        return room.rules().reservedPlaces() > 0 && !isOrdinary(room, peer);
    }

    /**
     * Takes a place while the counter is below the share, which must have at least 1, and the cap has not been changed since the
     * room was read.
     *
     * @param ordinary whether it is one of those that are not reserved
     */
    TransactWriteItem taking(Room room, String seat, Places share, boolean ordinary) {
        Map<String, AttributeValue> values =
                new HashMap<>(Map.of(":share", n(share.all()), ":version", n(room.version())));
        String condition = "(attribute_not_exists(seatsUsed) OR seatsUsed < :share)"
                + " AND (attribute_not_exists(capSince) OR capSince <= :version)";
        String change = "SET seatsUsed = if_not_exists(seatsUsed, :zero) + :one";
        if (ordinary) {
            values.put(":ordinary", n(share.ordinary()));
            condition += " AND (attribute_not_exists(ordinaryUsed) OR ordinaryUsed < :ordinary)";
            change += ", ordinaryUsed = if_not_exists(ordinaryUsed, :zero) + :one";
        }
        return table.updating(
                Key.seats(room.app(), room.name(), seat),
                Change.of(change, Map.of(":zero", n(0), ":one", n(1))),
                Condition.of(condition, values));
    }

    /** Counts a peer that keeps its place among those who are no admins from now on, while they are fewer than {@code most}. */
    TransactWriteItem regrading(AppName app, RoomName room, String seat, long most) {
        return table.updating(
                Key.seats(app, room, seat),
                Change.of(
                        "SET ordinaryUsed = if_not_exists(ordinaryUsed, :zero) + :one",
                        Map.of(":zero", n(0), ":one", n(1))),
                Condition.of(
                        "attribute_not_exists(ordinaryUsed) OR ordinaryUsed < :ordinary",
                        Map.of(":ordinary", n(most))));
    }

    /** No longer counts a peer that keeps its place among those who are no admins. */
    TransactWriteItem upgrading(AppName app, RoomName room, String seat) {
        return table.updating(
                Key.seats(app, room, seat),
                Change.of("SET ordinaryUsed = ordinaryUsed - :one", Map.of(":one", n(1))),
                Condition.of("ordinaryUsed > :none", Map.of(":none", n(0))));
    }

    /** Whether the counter says that the cap was changed after the room was read. */
    static boolean isOutdated(Room room, Item counter) {
        return counter.number(Attr.CAP_SINCE) > room.version();
    }

    /** Tells the counters in use that the cap changes, so that nobody takes a place on the strength of the old one. */
    List<TransactWriteItem> recapping(Room before, Room changed) {
        List<TransactWriteItem> items = new ArrayList<>();
        boolean sameCap = before.rules().maxParticipants() == changed.rules().maxParticipants()
                && before.rules().reservedPlaces() == changed.rules().reservedPlaces();
        if (!sameCap) {
            for (int shard = 0; shard < before.seats().shards(); shard++) {
                items.add(table.updating(
                        Key.seats(before.app(), before.name(), seat(before.seats(), shard)),
                        Change.of("SET capSince = :version", Map.of(":version", n(changed.version()))),
                        Condition.of("attribute_not_exists(capSince) OR capSince < :version")));
            }
        }
        return items;
    }

    /** Gives the peer's place back. Part of the very write that takes the peer out, so none is given back twice. */
    TransactWriteItem freeing(AppName app, RoomName room, Peer peer) {
        boolean ordinary = peer.holds().contains(Hold.ORDINARY_PLACE);
        return table.updating(
                Key.seats(app, room, peer.seat()),
                Change.of(
                        "SET seatsUsed = seatsUsed - :one" + (ordinary ? ", ordinaryUsed = ordinaryUsed - :one" : ""),
                        Map.of(":one", n(1))),
                Condition.of(
                        "seatsUsed > :none" + (ordinary ? " AND ordinaryUsed > :none" : ""), Map.of(":none", n(0))));
    }

    private static AttributeValue n(long value) {
        return fromN(Long.toString(value));
    }
}
