package dev.latchkey.aws;

import dev.latchkey.meeting.Peer;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Says in which room somebody came in by a token, and in a large room also as whom. It outlives the peer: whoever follows it asks
 * the peer.
 */
final class UseItem {
    /** Who stays longer than that is found by a heartbeat of his, within three minutes. */
    private static final Duration KEPT = Duration.ofDays(7);

    private static final String ROOM_NAME = "roomName";

    private UseItem() {}

    /** What is to be written of somebody who comes in; nothing of one without a token. */
    static List<Item> write(Room room, Peer peer) {
        List<Item> items = new ArrayList<>();
        if (!peer.jti().isEmpty()) {
            items.add(Item.at(Key.use(room.app(), peer.jti(), peer.id()))
                    .put(ROOM_NAME, room.name().value()));
        }
        if (room.isLarge() && !peer.subject().isEmpty()) {
            String digest = Holders.digestOfUser(room.id(), peer.subject());
            items.add(Item.at(Key.asUser(room.app(), room.name(), digest, peer.id())));
        }
        items.forEach(item -> item.expireAt(peer.joinedAt().plus(KEPT)));
        return items;
    }

    static RoomName readRoom(Item item) {
        return new RoomName(item.text(ROOM_NAME));
    }

    static String readPeerId(Item item) {
        return item.text(Attr.SK).substring(Key.PEER_PREFIX.length());
    }

    /** The same of what says as whom. */
    static String readUserPeerId(Item item) {
        return item.text(Attr.SK).substring(Key.USER_PREFIX.length());
    }
}
