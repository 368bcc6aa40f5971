package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.latchkey.app.AppName;
import dev.latchkey.id.Ids;
import dev.latchkey.meeting.Ban;
import dev.latchkey.meeting.Peer;
import dev.latchkey.permission.Rank;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The one spelling of a {@link Ban} in DynamoDB, and of a token whose holder was put out. */
final class BanItem {
    private static final String SUBJECT = "subject";
    private static final String SINCE = "bannedSince";
    private static final String RANK = "makerRank";
    private static final String BY = "madeBy";
    private static final String LIFTED_BY = "liftedBy";
    private static final String ERASED = "erased";

    private BanItem() {}

    static Item write(Room room, Ban ban) {
        return Item.at(Key.ban(room.app(), room.name(), ban.subject()))
                .put(Attr.ROOM_ID, room.id())
                .put(SUBJECT, ban.subject())
                .put(SINCE, ban.since())
                .put(RANK, ban.rank().wireName())
                .put(BY, ban.by());
    }

    /** The same ban, which does not say on whom. */
    static Item writeErased(AppName app, RoomName room, Item ban) {
        return Item.at(Key.erasedBan(app, room, ban.text(SUBJECT)))
                .put(Attr.ROOM_ID, ban.text(Attr.ROOM_ID))
                .put(SINCE, ban.instant(SINCE, Instant.EPOCH))
                .put(RANK, ban.text(RANK));
    }

    static Ban read(Item item) {
        return new Ban(item.text(SUBJECT), item.instant(SINCE, Instant.EPOCH), rank(item), item.text(BY));
    }

    /** Written before a ban is taken away, and has no effect of its own: whoever sees it go learns by whom. */
    static Change lifting(String by) {
        return Change.of("SET " + LIFTED_BY + " = :by", Map.of(":by", fromS(by)));
    }

    /** Written before the user of a ban is erased: nobody lifts the ban, which stays under a digest. */
    static Change erasing() {
        return Change.of("SET " + ERASED + " = :yes", Map.of(":yes", fromBool(true)));
    }

    static boolean isErased(Item item) {
        return item.isTrue(ERASED);
    }

    /** Who lifted a ban that is gone; empty when the release before did. */
    static String liftedBy(Item item) {
        return item.text(LIFTED_BY);
    }

    /** A ban without a rank was written by a release that knew of none: it counts as a host's. */
    static Rank rank(Item item) {
        return Rank.parse(item.text(RANK)).orElse(Rank.HOST);
    }

    /** Holds unless a ban from this very room stands there whose maker is of another rank than these. */
    static Condition isNoneBut(Room room, Set<Rank> ranks) {
        StringBuilder expression = new StringBuilder("attribute_not_exists(sk) OR roomId <> :room");
        Map<String, AttributeValue> values = new HashMap<>(Map.of(":room", fromS(room.id())));
        for (Rank rank : ranks) {
            expression.append(" OR makerRank = :").append(rank.wireName());
            values.put(":" + rank.wireName(), fromS(rank.wireName()));
        }
        if (ranks.contains(Rank.HOST)) {
            expression.append(" OR attribute_not_exists(makerRank)");
        }
        return Condition.of(expression.toString(), values);
    }

    /** The token no longer opens this very room. */
    static List<Item> writeEjected(AppName app, RoomName room, Peer peer, Instant since) {
        Item ejected = Item.at(Key.ejected(app, room, peer.jti()))
                .put(Attr.ROOM_ID, peer.roomId())
                .put(SINCE, since);
        return Ids.isMarked(peer.id())
                ? List.of(Item.at(heldAgainstToken(app, room, peer.roomId(), peer.jti())), ejected)
                : List.of(ejected);
    }

    /**
     * Where a large room has a note that a user is or was banned: what a crowd reads instead of the ban, which lies with the room.
     * It stays when the ban is lifted, and has no effect of its own: whoever finds it reads what is held against the user.
     */
    static Key heldAgainstUser(AppName app, RoomName room, String roomId, String subject) {
        return Key.held(app, room, Holders.digestOfUser(roomId, subject));
    }

    /** The same for a token whose holder was put out. */
    static Key heldAgainstToken(AppName app, RoomName room, String roomId, String jti) {
        return Key.held(app, room, Holders.digestOfToken(roomId, jti));
    }
}
