package dev.latchkey.room;

/**
 * How many places there are to be taken by counting.
 *
 * @param all for everybody together
 * @param ordinary those of them that are not reserved for admins
 */
public record Places(int all, int ordinary) {
    /**
     * What is left of a room's places beside those who are inside and are not counted.
     *
     * @param uncounted how many these are
     * @param uncountedOrdinary how many of these are no admins
     */
    public static Places left(RoomRules rules, int uncounted, int uncountedOrdinary) {
        int all = Math.max(0, rules.maxParticipants() - uncounted);
        int ordinary = Math.max(0, rules.maxParticipants() - rules.reservedPlaces() - uncountedOrdinary);
        return new Places(all, Math.min(all, ordinary));
    }

    /**
     * How many of them belong to one counter; the shares of all counters add up. Those that are reserved all belong to the first
     * counter, where admins look first: an admin on another counter would take a place there that is not reserved.
     */
    public Places share(SeatPlan plan, int shard) {
        int share = plan.share(ordinary, shard);
        return new Places(shard == 0 ? share + all - ordinary : share, share);
    }
}
