package dev.latchkey.functions.huddle01;

import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Scope;
import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.http.AnswerSize;
import dev.latchkey.functions.http.Paging;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.room.RoomMetadata;
import dev.latchkey.id.Ids;
import dev.latchkey.json.JsonText;
import dev.latchkey.page.Page;
import dev.latchkey.permission.Permissions;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.retry.OptimisticUpdate;
import dev.latchkey.room.NewRooms;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomRules;
import dev.latchkey.room.RoomStore;
import dev.latchkey.room.SecondEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls about rooms. */
final class Rooms {
    /** Of the documentation; ours has more. */
    private static final int USUAL = 10;

    private static final int UNAUTHORIZED = 401;

    private final RoomCaller callers;
    private final RoomStore rooms;
    private final NewRooms newRooms;
    private final Clock clock;

    Rooms(RoomCaller callers, RoomStore rooms, NewRooms newRooms, Clock clock) {
        this.callers = callers;
        this.rooms = rooms;
        this.newRooms = newRooms;
        this.clock = clock;
    }

    /** A private one under a name made up for it: whoever comes to a room of Huddle01's has a token. */
    Response create(Request request) {
        Caller caller = callers.ofApp(request, Scope.ROOMS, true);
        Body body = request.body();
        JsonText metadata = Metadata.read(body, RoomMetadata.MOST);
        RoomRules rules = rules(body.bool("roomLocked", false));
        body.finish();
        RoomName name = new RoomName(Ids.roomName());
        rooms.create(newRooms.create(
                caller.app().name(),
                name,
                Ids.hex24(),
                rules,
                RoomMetadata.initialSettings(metadata),
                clock.instant()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("message", "Room Created Successfully");
        json.put("data", Map.of("roomId", name.value()));
        return Response.created(json);
    }

    private static RoomRules rules(boolean locked) {
        return new RoomRules(
                true,
                false,
                locked,
                Instant.EPOCH,
                Instant.MAX,
                false,
                0,
                0,
                SecondEntry.ALLOW,
                Duration.ZERO,
                Permissions.NONE);
    }

    Response list(Request request) {
        Caller caller = callers.ofApp(request, Scope.ROOMS, false);
        int limit = Paging.limit(request, USUAL);
        Cursor cursor = Cursor.ofRooms(request);
        Page<Room> page = rooms.list(caller.app().name(), cursor.rooms(limit));
        List<Room> listed = page.entries();
        int given = Math.min(cursor.given(), listed.size());
        List<Map<String, Object>> fitting = AnswerSize.first(listed.subList(given, listed.size()), Rooms::entry);
        int last = given + fitting.size();
        boolean more = last < listed.size() || page.next() != null;
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rooms", fitting);
        json.put("pageSize", limit);
        json.put("current", Long.parseLong(request.query("cursor").orElse("0")));
        json.put("nextCursor", more && last > 0 ? Cursor.after(listed.subList(0, last)) : null);
        json.put("prevCursor", null);
        json.put("count", fitting.size());
        return Response.ok(json);
    }

    private static Map<String, Object> entry(Room room) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("roomId", room.name().value());
        json.put("createdAt", room.created().toEpochMilli());
        json.put("roomLocked", room.rules().locked());
        json.put("metadata", RoomMetadata.of(room));
        return json;
    }

    Response details(Request request) {
        Room room = callers.ofRoom(request, Scope.ROOMS, false).requireRoom();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("roomId", room.name().value());
        json.put("roomLocked", room.rules().locked());
        json.put("metadata", RoomMetadata.of(room));
        return Response.ok(json);
    }

    Response metadata(Request request) {
        return metadataOf(callers.ofRoom(request, Scope.ROOMS, false).requireRoom());
    }

    /** Without any, none is left. */
    Response changeMetadata(Request request) {
        Room found = callers.ofRoom(request, Scope.ROOMS, true).requireRoom();
        Body body = request.body();
        JsonText metadata = Metadata.read(body, RoomMetadata.MOST);
        body.finish();
        return metadataOf(OptimisticUpdate.make(
                "the room",
                found,
                () -> rooms.find(found.app(), found.name()).orElseThrow(Refusal.NO_SUCH_ROOM::toException),
                room -> {
                    Room changed = RoomMetadata.changed(room, metadata, clock.instant());
                    return rooms.update(room, changed) ? Optional.of(changed) : Optional.empty();
                }));
    }

    private static Response metadataOf(Room room) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("roomId", room.name().value());
        json.put("metadata", RoomMetadata.of(room));
        return Response.ok(json);
    }

    /** Whether the room is the caller's. */
    Response validate(Request request) {
        try {
            if (callers.ofRoom(request, Scope.ROOMS, false).room() == null) {
                throw Refusal.NO_SUCH_ROOM.toException();
            }
        } catch (RefusedException e) {
            if (e.reason() == Reason.ROOM_NOT_FOUND) {
                return Refusals.of(e, UNAUTHORIZED, request.id());
            }
            throw e;
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ok", true);
        json.put("validated", true);
        return Response.ok(json);
    }
}
