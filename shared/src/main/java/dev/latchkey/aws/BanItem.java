package dev.latchkey.aws;

import dev.latchkey.meeting.Ban;
import dev.latchkey.room.Room;
import java.time.Instant;

/** The one spelling of a {@link Ban} in DynamoDB, and of a token whose holder was put out. */
final class BanItem {
    private static final String SUBJECT = "subject";
    private static final String SINCE = "bannedSince";

    private BanItem() {}

    static Item write(Room room, Ban ban) {
        return Item.at(Key.ban(room.app(), room.name(), ban.subject()))
                .put(Attr.ROOM_ID, room.id())
                .put(SUBJECT, ban.subject())
                .put(SINCE, ban.since());
    }

    static Ban read(Item item) {
        return new Ban(item.text(SUBJECT), item.instant(SINCE, Instant.EPOCH));
    }

    /** The token no longer opens this very room. */
    static Item writeEjected(Room room, String jti, Instant since) {
        return Item.at(Key.ejected(room.app(), room.name(), jti))
                .put(Attr.ROOM_ID, room.id())
                .put(SINCE, since);
    }
}
