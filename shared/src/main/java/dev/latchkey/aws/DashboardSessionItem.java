package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.dashboard.DashboardSession;
import java.time.Instant;

/** The one spelling of a {@link DashboardSession} in DynamoDB. It holds digests of cookie and API key, and neither itself. */
final class DashboardSessionItem {
    private static final String APP = "app";
    private static final String ID = "dashboardSessionId";
    private static final String SHA256 = "sha256";
    private static final String KEY_ID = "keyId";
    private static final String KEY_SHA256 = "keySha256";
    private static final String CREATED = "created";
    private static final String OVER_AT = "overAt";

    private DashboardSessionItem() {}

    static Item write(DashboardSession session) {
        return Item.at(Key.dashboardSession(session.app(), session.sha256()))
                .put(APP, session.app().value())
                .put(ID, session.id())
                .put(SHA256, session.sha256())
                .put(KEY_ID, session.keyId())
                .put(KEY_SHA256, session.keySha256())
                .put(CREATED, session.created())
                .put(OVER_AT, session.expires())
                .expireAt(session.expires());
    }

    static DashboardSession read(Item item) {
        return new DashboardSession(
                new AppName(item.text(APP)),
                item.text(ID),
                item.text(SHA256),
                item.text(KEY_ID),
                item.text(KEY_SHA256),
                item.instant(CREATED, Instant.EPOCH),
                item.instant(OVER_AT, Instant.EPOCH));
    }
}
