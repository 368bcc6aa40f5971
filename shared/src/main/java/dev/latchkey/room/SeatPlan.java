package dev.latchkey.room;

/**
 * How the places of a capped room are counted: in {@code shards} counters, since one DynamoDB item takes only some hundred
 * transactions a second. Each shard has a fixed share of the cap and admits only below it, so the cap holds exactly without
 * any counter knowing another.
 *
 * <p>A room with reserved places counts those who are no admins beside: in the same items, each with its share of the places
 * that are not reserved.
 *
 * <p>A change of layout starts counters of a new epoch. Peers that were counted under an earlier epoch, or not at all since
 * the room had no cap, are counted by looking until they have left.
 *
 * @param epoch names the set of counters in use
 * @param shards how many counters share the cap; 0 for a room without one
 * @param pristine whether no peer can be inside that another epoch counted
 * @param usersKnown whether no peer can be inside of whom it was not recorded which user it is: the room has never let users
 *     come in twice
 */
public record SeatPlan(String epoch, int shards, boolean pristine, boolean usersKnown) {
    /** Places per counter before another is added. */
    static final int PLACES_PER_SHARD = 500;

    static final int MOST_SHARDS = 50;

    private static final String SPREAD = ".large.";

    static SeatPlan first(String roomId, RoomRules rules) {
        return begun(roomId + ".0", rules);
    }

    /** That of a large room, whose counters lie in several partitions: their names say so. */
    static SeatPlan spread(String roomId, RoomRules rules) {
        return begun(roomId + SPREAD + "0", rules);
    }

    private static SeatPlan begun(String epoch, RoomRules rules) {
        return new SeatPlan(epoch, shardsFor(rules.maxParticipants()), true, recordsUsers(rules));
    }

    /** Whether a counter of that name lies beside others and not with its room. */
    public static boolean isSpread(String seat) {
        return seat.contains(SPREAD);
    }

    SeatPlan changed(RoomRules before, RoomRules after) {
        int shardsAfter = shardsFor(after.maxParticipants());
        boolean known = usersKnown && recordsUsers(after);
        // Under a lower cap one counter may have given away more than its share, and another would not know.
        boolean sharesStay =
                shardsAfter == shards && (shards <= 1 || before.maxParticipants() <= after.maxParticipants());
        // Whoever came in without reserved places was not counted as an admin or as none.
        boolean countsStay = sharesStay && before.reservedPlaces() == after.reservedPlaces();
        return countsStay
                ? new SeatPlan(epoch, shards, pristine, known)
                : new SeatPlan(nextEpoch(), shardsAfter, false, known);
    }

    private static boolean recordsUsers(RoomRules rules) {
        return rules.onSecondEntry() != SecondEntry.ALLOW;
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
