package dev.latchkey.functions.room;

import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Scope;
import dev.latchkey.aws.DynamoDbRoomStore;
import dev.latchkey.functions.http.KeyedFunction;
import dev.latchkey.functions.http.Paging;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomPage;
import dev.latchkey.room.RoomStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code GET /api/v1/rooms?limit&cursor}: the app's rooms, newest first. */
public final class ListRoomsHandler extends KeyedFunction {
    private final RoomStore rooms;

    public ListRoomsHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public ListRoomsHandler(Platform platform) {
        super(platform);
        this.rooms = new DynamoDbRoomStore(table);
    }

    @Override
    protected Response answer(Request request) {
        Caller caller = caller(request);
        caller.require(Scope.ROOMS, false, Optional.empty());
        Optional<RoomPage.Position> after = Paging.cursor(request).map(ListRoomsHandler::position);
        RoomPage page = rooms.list(caller.app().name(), Paging.limit(request), after);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rooms", page.rooms().stream().map(RoomJson::of).toList());
        json.put("nextCursor", page.next().map(ListRoomsHandler::cursor).orElse(null));
        return Response.ok(json);
    }

    private static String cursor(RoomPage.Position position) {
        return Paging.cursor(List.of(
                Long.toString(position.created().toEpochMilli()),
                position.name().value()));
    }

    private static RoomPage.Position position(List<String> parts) {
        Optional<RoomName> name = parts.size() == 2 ? RoomName.parse(parts.get(1)) : Optional.empty();
        if (name.isEmpty() || !parts.get(0).matches("\\d{1,15}")) {
            throw RefusedException.malformed("cursor", "is not one that a list gave");
        }
        return new RoomPage.Position(Instant.ofEpochMilli(Long.parseLong(parts.get(0))), name.get());
    }
}
