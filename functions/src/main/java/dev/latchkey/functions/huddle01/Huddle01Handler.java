package dev.latchkey.functions.huddle01;

import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;

/**
 * The calls of Huddle01's server SDK below {@code /api/v2/sdk} but the one for a token. They are made by servers that look
 * things up now and then, so they share a function.
 */
public final class Huddle01Handler implements HttpHandler {
    private static final String SDK = " /api/v2/sdk/";

    private final Rooms rooms;
    private final Sessions sessions;

    public Huddle01Handler() {
        this(AwsPlatform.fromEnvironment());
    }

    public Huddle01Handler(Platform platform) {
        Services services = new Services(platform);
        RoomCaller callers = new RoomCaller(services.callers());
        this.rooms = new Rooms(callers, services.rooms(), services.newRooms(), services.clock());
        this.sessions = new Sessions(
                callers, services.meetings(), new Metrics(services.rooms(), services.meetings()), services.clock());
    }

    @Override
    public Response refused(RefusedException refused, Request request) {
        return Refusals.of(refused, request.id());
    }

    @Override
    public Response answer(Request request) {
        return switch (request.route()) {
            case "POST" + SDK + "rooms/create-room" -> rooms.create(request);
            case "GET" + SDK + "rooms/get-rooms" -> rooms.list(request);
            case "GET" + SDK + "rooms/room-details/{roomId}" -> rooms.details(request);
            case "GET" + SDK + "rooms/metadata", "GET" + SDK + "rooms/metadata/{roomId}" -> rooms.metadata(request);
            case "POST" + SDK + "rooms/metadata", "POST" + SDK + "rooms/metadata/{roomId}" ->
                rooms.changeMetadata(request);
            case "GET" + SDK + "validate-room" -> rooms.validate(request);
            case "GET" + SDK + "rooms/session-details" -> sessions.ofRoom(request);
            // Two have another name in the SDK's versions 2.5.
            case "GET" + SDK + "rooms/participant-list", "GET" + SDK + "rooms/participant-lists" ->
                sessions.participants(request);
            case "GET" + SDK + "live-sessions" -> sessions.live(request);
            case "GET" + SDK + "live-sessions/{roomId}" -> sessions.liveOfRoom(request);
            case "GET" + SDK + "live-sessions/participants/{roomId}" -> sessions.liveParticipants(request);
            case "GET" + SDK + "metrics" -> sessions.metrics(request);
            case "GET" + SDK + "recordings", "GET" + SDK + "get-recordings" -> sessions.recordings(request);
            default -> throw new RefusedException(Reason.ROUTE_NOT_FOUND, "there is no such address");
        };
    }
}
