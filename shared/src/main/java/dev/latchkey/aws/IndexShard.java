package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Where an item stands in the index that lists an app's rooms and live meetings by time. Each list is spread over a few
 * partitions, so that a large app is not one hot key; a reader merges them.
 */
final class IndexShard {
    static final String ROOMS = "ROOMS";
    static final String LIVE = "LIVE";

    /** Each page of a list costs this many queries. */
    private static final int SHARDS = 4;

    private IndexShard() {}

    static void put(Item item, String list, AppName app, RoomName room, Instant at) {
        item.put(Attr.INDEX_PK, partition(list, app, Math.floorMod(room.hashCode(), SHARDS)));
        item.put(Attr.INDEX_SK, position(at, room));
    }

    static List<String> partitions(String list, AppName app) {
        List<String> partitions = new ArrayList<>();
        for (int shard = 0; shard < SHARDS; shard++) {
            partitions.add(partition(list, app, shard));
        }
        return partitions;
    }

    private static String partition(String list, AppName app, int shard) {
        return list + "#" + app + "#" + shard;
    }

    /** Sorts by time, then by name. */
    static String position(Instant at, RoomName room) {
        return String.format("%015d#%s", at.toEpochMilli(), room);
    }
}
