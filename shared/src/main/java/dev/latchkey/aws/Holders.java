package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.latchkey.app.AppName;
import dev.latchkey.meeting.Hold;
import dev.latchkey.meeting.Peer;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.text.Sha256;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Who is inside a room as which user, and how many are by which token: items of their own for rooms and tokens that limit it,
 * named by a digest. Each is written in the very transaction that lets the peer in, and freed in the one that takes it out.
 */
final class Holders {
    private static final String PEER_ID = "peerId";
    private static final String USED = "holdersUsed";
    /** Goes up with every change, so that a count can be put right while nobody changes it. */
    private static final String CHANGES = "holderChanges";

    private static final AttributeValue ONE = fromN("1");
    private static final AttributeValue ZERO = fromN("0");

    private final Table table;

    Holders(Table table) {
        this.table = table;
    }

    /** The same holds with that one, or without it. */
    static Set<Hold> with(Set<Hold> holds, Hold hold, boolean held) {
        Set<Hold> changed = new HashSet<>(holds);
        if (held) {
            changed.add(hold);
        } else {
            changed.remove(hold);
        }
        return changed;
    }

    private static Key user(AppName app, RoomName room, Peer peer) {
        return Key.holder(app, room, peer.id(), digestOfUser(peer.roomId(), peer.subject()));
    }

    private static Key token(AppName app, RoomName room, Peer peer) {
        return Key.holder(app, room, peer.id(), digestOfToken(peer.roomId(), peer.jti()));
    }

    /** Names a user of a very room without saying who it is. */
    static String digestOfUser(String roomId, String subject) {
        return Sha256.hex(roomId + "\nUSER\n" + subject);
    }

    /** Names the holders of a token in a very room. */
    static String digestOfToken(String roomId, String jti) {
        return Sha256.hex(roomId + "\nTOKEN\n" + jti);
    }

    /**
     * Makes the peer the one who is inside as its user, unless another one is.
     *
     * @param gone who was until now and is known to be gone; empty for nobody
     * @param going who goes with this write
     */
    TransactWriteItem claiming(Room room, Peer peer, String gone, String going) {
        return table.putting(
                Item.at(user(room.app(), room.name(), peer)).put(PEER_ID, peer.id()),
                Condition.of(
                        "attribute_not_exists(peerId) OR peerId = :gone OR peerId = :going",
                        Map.of(":gone", fromS(gone), ":going", fromS(going))));
    }

    /** Who is inside as that user, as the item says that stood in the way of {@link #claiming}. */
    static String holder(Item inTheWay) {
        return inTheWay.text(PEER_ID);
    }

    /** Counts the peer among those inside by its token, while they are fewer than {@code most}. */
    TransactWriteItem counting(Room room, Peer peer, int most) {
        return table.updating(
                token(room.app(), room.name(), peer),
                Change.of(
                        "SET holdersUsed = if_not_exists(holdersUsed, :zero) + :one,"
                                + " holderChanges = if_not_exists(holderChanges, :zero) + :one",
                        Map.of(":zero", ZERO, ":one", ONE)),
                Condition.of(
                        "attribute_not_exists(holdersUsed) OR holdersUsed < :most",
                        Map.of(":most", fromN(Integer.toString(most)))));
    }

    /** Gives back what these holds of a peer take up beside its seat. */
    List<TransactWriteItem> freeing(AppName app, RoomName room, Peer peer, Iterable<Hold> holds) {
        List<TransactWriteItem> items = new ArrayList<>();
        for (Hold hold : holds) {
            if (hold == Hold.USER) {
                items.add(table.deleting(
                        user(app, room, peer),
                        Condition.of(
                                "attribute_not_exists(peerId) OR peerId = :peer", Map.of(":peer", fromS(peer.id())))));
            } else if (hold == Hold.TOKEN) {
                items.add(table.updating(
                        token(app, room, peer),
                        Change.of(
                                "SET holdersUsed = holdersUsed - :one, holderChanges = holderChanges + :one",
                                Map.of(":one", ONE)),
                        Condition.of("holdersUsed > :zero", Map.of(":zero", ZERO))));
            }
        }
        return items;
    }

    /** How many the item says that stood in the way of {@link #counting}. */
    static long counted(Item inTheWay) {
        return inTheWay.number(USED);
    }

    /**
     * Puts the count of a token right that says more than are inside: the release before takes people out without knowing of
     * it. Nothing happens when anybody came or went since that item was read.
     */
    void recount(Room room, Peer peer, Item read, long inside) {
        table.update(
                token(room.app(), room.name(), peer),
                Change.of(
                        "SET holdersUsed = :inside, holderChanges = holderChanges + :one",
                        Map.of(":inside", fromN(Long.toString(inside)), ":one", ONE)),
                Condition.of(
                        "holderChanges = :changes", Map.of(":changes", fromN(Long.toString(read.number(CHANGES))))));
    }
}
