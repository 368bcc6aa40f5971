package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.webhook.RoomWebhook;
import dev.latchkey.webhook.RoomWebhooks;
import java.util.Optional;

/** Reads what rooms say of whom to tell. An archived room still says it, for what happens when it is archived. */
public final class DynamoDbRoomWebhooks implements RoomWebhooks {
    private final Table table;

    public DynamoDbRoomWebhooks(Table table) {
        this.table = table;
    }

    @Override
    public Optional<String> find(AppName app, RoomName room, String roomId, RoomWebhook field) {
        return table.get(Key.room(app, room))
                .map(RoomItem::read)
                .filter(found -> found.id().equals(roomId))
                .map(Room::settings)
                .flatMap(settings ->
                        settings.get(field.field()) instanceof String url ? Optional.of(url) : Optional.empty());
    }
}
