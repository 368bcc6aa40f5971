package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.latchkey.app.AppName;
import dev.latchkey.meeting.FirstEntry;
import dev.latchkey.room.RoomName;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The one spelling of a {@link FirstEntry} in DynamoDB. */
final class FirstEntryItem {
    /** Longer than a meeting goes on. */
    private static final Duration KEPT = Duration.ofDays(90);

    private static final String AT = "enteredAt";

    private FirstEntryItem() {}

    static Item write(AppName app, RoomName room, String jti, FirstEntry entry) {
        return Item.at(Key.firstEntry(app, jti, room))
                .put(Attr.SESSION_ID, entry.sessionId())
                .put(AT, entry.at())
                .expireAt(entry.at().plus(KEPT));
    }

    static FirstEntry read(Item item) {
        return new FirstEntry(item.text(Attr.SESSION_ID), item.instant(AT, Instant.EPOCH));
    }

    /** Holds unless the token has been used in that meeting. */
    static Condition isFirstIn(String sessionId) {
        return Condition.of("attribute_not_exists(sk) OR sessionId <> :session", Map.of(":session", fromS(sessionId)));
    }
}
