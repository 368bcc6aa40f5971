package dev.latchkey.aws;

import dev.latchkey.app.AppName;

/** The one spelling of a token that was revoked by itself. */
final class RevokedItem {
    private static final String BY = "revokedBy";

    private RevokedItem() {}

    /** @param by the id of the caller who took it back */
    static Item write(AppName app, String jti, String by) {
        return Item.at(Key.revoked(app, jti)).put(BY, by);
    }

    static String readJti(Item item) {
        return item.text(Attr.SK).substring(Key.REVOKED_PREFIX.length());
    }

    /** Empty when the release before wrote it down. */
    static String readBy(Item item) {
        return item.text(BY);
    }
}
