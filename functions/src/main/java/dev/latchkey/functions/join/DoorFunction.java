package dev.latchkey.functions.join;

import dev.latchkey.app.AppName;
import dev.latchkey.aws.DynamoDbKnockLimit;
import dev.latchkey.aws.DynamoDbLobbyStore;
import dev.latchkey.aws.DynamoDbMeetingStore;
import dev.latchkey.aws.Table;
import dev.latchkey.claims.AccessTokens;
import dev.latchkey.claims.SessionTokens;
import dev.latchkey.claims.Tickets;
import dev.latchkey.functions.http.Callers;
import dev.latchkey.functions.http.HttpFunction;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.telemetry.Invocation;
import dev.latchkey.lobby.LobbyStore;
import dev.latchkey.meeting.Admitter;
import dev.latchkey.meeting.Entrance;
import dev.latchkey.meeting.MeetingStore;
import dev.latchkey.meeting.SessionTokenIssue;
import dev.latchkey.meeting.WaitingRoom;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.RoomName;
import java.util.Optional;

/** A function at a room's door, open to anybody. */
abstract class DoorFunction extends HttpFunction {
    protected final Entrance entrance;
    protected final WaitingRoom waitingRoom;

    protected DoorFunction(Platform platform) {
        Table table = new Table(platform.dynamoDb(), platform.table());
        MeetingStore meetings = new DynamoDbMeetingStore(table, platform.decisions());
        LobbyStore lobby = new DynamoDbLobbyStore(table);
        Tickets tickets = new Tickets(platform.signingKeys());
        Admitter admitter = new Admitter(
                meetings, new SessionTokenIssue(new SessionTokens(platform.signingKeys())), platform.decisions());
        this.entrance = new Entrance(
                meetings,
                lobby,
                new DynamoDbKnockLimit(table, platform.knocksPerMinute()),
                new AccessTokens(platform.signingKeys()),
                tickets,
                admitter,
                platform.clock(),
                platform.decisions());
        this.waitingRoom = new WaitingRoom(meetings, lobby, tickets, admitter, platform.clock(), platform.decisions());
    }

    /** The door that the address names. Names that nothing can have lead to a room that is not there. */
    protected static Door door(Request request) {
        Optional<AppName> app = AppName.parse(request.path("appName"));
        Optional<RoomName> room = RoomName.parse(request.path("roomName"));
        if (app.isEmpty() || room.isEmpty()) {
            throw new RefusedException(Reason.ROOM_NOT_FOUND, "there is no such room");
        }
        return new Door(app.get(), room.get());
    }

    /** The ticket in {@code Authorization: Bearer}. */
    protected static String ticket(Request request) {
        return Callers.bearer(request)
                .orElseThrow(() -> new RefusedException(
                        Reason.TOKEN_REQUIRED,
                        "the join request's ticket is needed: send it as Authorization: Bearer"));
    }

    protected record Door(AppName app, RoomName room) {
        /** To be called once that is known: what a stranger asks for is not written down as an app. */
        void isThere() {
            Invocation.current().about(app.value());
        }
    }
}
