package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.live.Connection;
import dev.latchkey.live.Connection.Holder;
import dev.latchkey.room.RoomName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The one spelling of a {@link Connection} in DynamoDB: an item that its messages find it by, one among those of its room, and
 * for an admin's another one there. None says who its holder is.
 */
final class ConnectionItem {
    static final String PEER_PREFIX = "PEER#";
    static final String ADMIN_PREFIX = "ADMIN#";
    static final String REQUEST_PREFIX = "JOIN#";

    /** By then the gateway has ended it. */
    private static final Duration KEPT = Connection.LONGEST.plusMinutes(10);

    private static final String ID = "connectionId";
    private static final String APP = "app";
    private static final String ROOM_NAME = "roomName";
    private static final String PEER_ID = "peerId";
    private static final String PEER_VERSION = "peerVersion";
    private static final String IS_ADMIN = "isAdmin";
    private static final String REQUEST_ID = "requestId";
    private static final String OPENED_AT = "openedAt";

    private ConnectionItem() {}

    /** All items of the connection. */
    static List<Key> keys(Connection connection) {
        List<Key> keys = new ArrayList<>();
        keys.add(Key.connection(connection.id()));
        if (connection.holder() instanceof Holder.OfPeer peer) {
            keys.add(Key.connectionOf(connection.roomId(), PEER_PREFIX + peer.peerId(), connection.id()));
            if (peer.admin()) {
                keys.add(Key.connectionOf(connection.roomId(), ADMIN_PREFIX + peer.peerId(), connection.id()));
            }
        }
        if (connection.holder() instanceof Holder.OfRequest request) {
            keys.add(Key.connectionOf(connection.roomId(), REQUEST_PREFIX + request.requestId(), connection.id()));
        }
        return keys;
    }

    static Item write(Key key, Connection connection) {
        Item item = Item.at(key)
                .put(ID, connection.id())
                .put(APP, connection.app().value())
                .put(ROOM_NAME, connection.room().value())
                .put(Attr.ROOM_ID, connection.roomId())
                .put(OPENED_AT, connection.openedAt())
                .expireAt(connection.openedAt().plus(KEPT));
        if (connection.holder() instanceof Holder.OfPeer peer) {
            item.put(PEER_ID, peer.peerId())
                    .put(PEER_VERSION, peer.peerVersion())
                    .put(IS_ADMIN, peer.admin());
        }
        if (connection.holder() instanceof Holder.OfRequest request) {
            item.put(REQUEST_ID, request.requestId());
        }
        return item;
    }

    static Connection read(Item item) {
        Holder holder = item.has(REQUEST_ID)
                ? new Holder.OfRequest(item.text(REQUEST_ID))
                : new Holder.OfPeer(item.text(PEER_ID), item.number(PEER_VERSION), item.isTrue(IS_ADMIN));
        return new Connection(
                item.text(ID),
                new AppName(item.text(APP)),
                new RoomName(item.text(ROOM_NAME)),
                item.text(Attr.ROOM_ID),
                holder,
                item.instant(OPENED_AT, Instant.EPOCH));
    }
}
