package dev.latchkey.room;

/**
 * How the places of a capped room are counted: in {@code shards} counters, since one DynamoDB item takes only some hundred
 * transactions a second. Each shard has a fixed share of the cap and admits only below it, so the cap holds exactly without
 * any counter knowing another.
 *
 * <p>A change of layout starts counters of a new epoch. Peers that were counted under an earlier epoch, or not at all since
 * the room had no cap, are counted by looking until they have left.
 *
 * @param epoch names the set of counters in use
 * @param shards how many counters share the cap; 0 for a room without one
 * @param pristine whether no peer can be inside that another epoch counted
 */
public record SeatPlan(String epoch, int shards, boolean pristine) {
    /** Places per counter before another is added. */
    static final int PLACES_PER_SHARD = 500;

    static final int MOST_SHARDS = 50;

    static SeatPlan first(String roomId, int maxParticipants) {
        return new SeatPlan(roomId + ".0", shardsFor(maxParticipants), true);
    }

    SeatPlan resized(int before, int after) {
        int shardsAfter = shardsFor(after);
        boolean sharesStay = shardsAfter == shards && (shards <= 1 || before == after);
        return sharesStay ? this : new SeatPlan(nextEpoch(), shardsAfter, false);
    }

    private String nextEpoch() {
        int dot = epoch.lastIndexOf('.');
        return epoch.substring(0, dot + 1) + (Integer.parseInt(epoch.substring(dot + 1)) + 1);
    }

    private static int shardsFor(int maxParticipants) {
        return Math.min(MOST_SHARDS, (maxParticipants + PLACES_PER_SHARD - 1) / PLACES_PER_SHARD);
    }

    /** How many of {@code places} belong to one shard; the shares of all shards add up to {@code places}. */
    public int share(int places, int shard) {
        return places / shards + (shard < places % shards ? 1 : 0);
    }
}
