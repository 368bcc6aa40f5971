package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.meeting.Peer;
import dev.latchkey.statuslist.StatusListId;
import dev.latchkey.statuslist.StatusLists;
import java.time.Instant;

/** Says that a peer's session tokens are void before their end. All of it is in the key, since thousands may be read at a time. */
final class VoidedItem {
    private VoidedItem() {}

    /** From {@code now} on, for as long as such a token could live. */
    static Item write(AppName app, Peer peer, Instant now) {
        return Item.at(Key.voided(StatusListId.of(app, peer.roomId()), now, peer.statusIndex()))
                .expireAt(now.plus(StatusLists.KEPT));
    }

    static int readIndex(String sortKey) {
        return Integer.parseInt(sortKey.substring(sortKey.indexOf('#') + 1));
    }
}
