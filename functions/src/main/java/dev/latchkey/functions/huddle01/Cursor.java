package dev.latchkey.functions.huddle01;

import dev.latchkey.functions.http.Paging;
import dev.latchkey.functions.http.Request;
import dev.latchkey.id.Ids;
import dev.latchkey.page.PageRequest;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomPosition;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Where a list goes on, as the whole number that Huddle01's types have it: a time in the past, and how many entries of its
 * last millisecond were given already.
 *
 * @param before entries are of this instant or earlier; {@link Instant#MAX} for the beginning
 * @param given how many of that very instant to leave out
 */
record Cursor(Instant before, int given) {
    private static final Cursor START = new Cursor(Instant.MAX, 0);

    /** More rooms than are made within one millisecond, and few enough for JavaScript's numbers. */
    private static final int MOST_GIVEN = 1000;

    /** The largest whole number that JavaScript tells from its neighbours. */
    private static final long MOST = (1L << 53) - 1;

    /** Sorts before every other name. */
    private static final RoomName FIRST_NAME = new RoomName("-");

    Cursor {
        Objects.requireNonNull(before, "before");
    }

    /** Of a list of rooms. 0 is the beginning. */
    static Cursor ofRooms(Request request) {
        long number = number(request);
        return number == 0 ? START : new Cursor(Instant.ofEpochMilli(number / MOST_GIVEN), (int) (number % MOST_GIVEN));
    }

    private static long number(Request request) {
        String text = request.query("cursor").orElse("0");
        if (!text.matches("\\d{1,16}") || Long.parseLong(text) > MOST) {
            throw Paging.noCursor();
        }
        return Long.parseLong(text);
    }

    /** The page of rooms in which what was given before comes first. */
    PageRequest<RoomPosition> rooms(int limit) {
        return before.equals(Instant.MAX)
                ? PageRequest.first(limit)
                : PageRequest.after(limit + given, new RoomPosition(before.plusMillis(1), FIRST_NAME));
    }

    /** @param listed up to the last one given, with all of its millisecond */
    static long after(List<Room> listed) {
        Instant last = listed.get(listed.size() - 1).created();
        long ofLast =
                listed.stream().filter(room -> room.created().equals(last)).count();
        return last.toEpochMilli() * MOST_GIVEN + ofLast;
    }

    /** Of a list of meetings, of which no room has two at a time: the start of the last one given. 0 is the beginning. */
    static PageRequest<String> sessions(Request request, int limit) {
        long startTime = number(request);
        return startTime == 0
                ? PageRequest.first(limit)
                : PageRequest.after(limit, Ids.firstUlid(Instant.ofEpochMilli(startTime)));
    }
}
