package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.command.Sender;
import dev.latchkey.command.SenderId;
import java.time.Instant;

/** The one spelling of a {@link Sender} in DynamoDB. */
final class SenderItem {
    static final String APP = "app";

    private static final String CREATED = "created";

    private SenderItem() {}

    static Item write(Sender sender) {
        return Item.at(Key.sender(sender.id()))
                .put(Attr.INDEX_PK, indexPartition(sender.app()))
                .put(Attr.INDEX_SK, sender.id().value())
                .put(APP, sender.app().value())
                .put(CREATED, sender.created());
    }

    static Sender read(Item item) {
        return new Sender(
                new SenderId(item.text(Attr.PK).substring(Key.SENDER_PREFIX.length())),
                new AppName(item.text(APP)),
                item.instant(CREATED, Instant.EPOCH));
    }

    static String indexPartition(AppName app) {
        return "SENDERS#" + app;
    }
}
