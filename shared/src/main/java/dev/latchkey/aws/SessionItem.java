package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.meeting.Session;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.time.Duration;
import java.time.Instant;

/** The one spelling of a {@link Session} in DynamoDB: in the room's history, and as the one that goes on. */
final class SessionItem {
    /** How long a meeting and who was in it are remembered. */
    static final Duration HISTORY_KEPT = Duration.ofDays(90);

    private static final String STARTED_AT = "startedAt";
    private static final String APP = "app";
    private static final String ROOM_NAME = "roomName";

    /** Where the room of a meeting ends it without activity: after how many seconds. */
    private static final String NO_ACTIVITY_LIMIT = "noActivityLimitSec";

    private SessionItem() {}

    static Item write(AppName app, RoomName room, Session session) {
        Item item = fill(Item.at(Key.session(app, room, session.id())), session);
        // However long it goes on, it is not forgotten before it is over.
        return session.isLive() ? item : item.expireAt(session.endedAt().plus(HISTORY_KEPT));
    }

    /** The meeting that goes on in the room, also found in the app's list of live meetings. */
    static Item writeLive(AppName app, RoomName room, Session session) {
        Item item = fill(Item.at(Key.live(app, room)), session)
                .put(APP, app.value())
                .put(ROOM_NAME, room.value());
        IndexShard.put(item, IndexShard.LIVE, app, room, session.startedAt());
        return item;
    }

    /** The meeting that begins in that room. */
    static Item writeLive(Room room, Session session) {
        Item item = writeLive(room.app(), room.name(), session);
        long limit = room.noActivityLimit().toSeconds();
        return limit == 0 ? item : item.put(NO_ACTIVITY_LIMIT, limit);
    }

    /** After how long the room ended its meeting without activity when the meeting began; zero for never. */
    static Duration noActivityLimit(Item live) {
        return Duration.ofSeconds(live.number(NO_ACTIVITY_LIMIT));
    }

    private static Item fill(Item item, Session session) {
        return item.put(Attr.SESSION_ID, session.id())
                .put(Attr.ROOM_ID, session.roomId())
                .put(STARTED_AT, session.startedAt())
                .put(Attr.ENDED_AT, session.endedAt());
    }

    static Session read(Item item) {
        return new Session(
                item.text(Attr.SESSION_ID),
                item.text(Attr.ROOM_ID),
                item.instant(STARTED_AT, Instant.EPOCH),
                item.instant(Attr.ENDED_AT, Instant.MAX));
    }

    /** The room of an item from the app's list of live meetings. */
    static RoomName readRoomName(Item live) {
        return new RoomName(live.text(ROOM_NAME));
    }
}
