package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.meeting.Peer;
import dev.latchkey.room.RoomName;
import java.time.Duration;

/** Says in which room somebody came in by a token. It outlives the peer: whoever follows it asks the peer. */
final class UseItem {
    /** Who stays longer than that is found by a heartbeat of his, within three minutes. */
    private static final Duration KEPT = Duration.ofDays(7);

    private static final String ROOM_NAME = "roomName";

    private UseItem() {}

    static Item write(AppName app, RoomName room, Peer peer) {
        return Item.at(Key.use(app, peer.jti(), peer.id()))
                .put(ROOM_NAME, room.value())
                .expireAt(peer.joinedAt().plus(KEPT));
    }

    static RoomName readRoom(Item item) {
        return new RoomName(item.text(ROOM_NAME));
    }

    static String readPeerId(Item item) {
        return item.text(Attr.SK).substring(Key.PEER_PREFIX.length());
    }
}
