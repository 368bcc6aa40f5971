package dev.latchkey.functions.http;

import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Scope;
import dev.latchkey.app.AppName;
import dev.latchkey.aws.DynamoDbMeetingStore;
import dev.latchkey.claims.SessionTokens;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.telemetry.Invocation;
import dev.latchkey.meeting.Authority;
import dev.latchkey.meeting.Floor;
import dev.latchkey.meeting.MeetingStore;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.RoomName;
import java.util.Optional;

/** A function about a room that its app calls with an API key, or an admin inside with its session token. */
public abstract class AdminFunction extends KeyedFunction {
    private static final String KEY_PREFIX = "lk_";

    protected final MeetingStore meetings;
    protected final Floor floor;

    protected AdminFunction(Platform platform) {
        super(platform);
        this.meetings = new DynamoDbMeetingStore(table, platform.decisions());
        this.floor = new Floor(meetings, new SessionTokens(platform.signingKeys()), clock, platform.decisions());
    }

    /** Who may decide in the room that the address names. One read. */
    protected final Authority admin(Request request, boolean writes) {
        Authority authority = anybodyInside(request, writes);
        if (!authority.grant().permissions().admin()) {
            throw new RefusedException(
                    Reason.FORBIDDEN, "only an admin of the room, or the app's API key, may do that");
        }
        return authority;
    }

    /** The app, or anybody inside the room that the address names. One read. */
    protected final Authority anybodyInside(Request request, boolean writes) {
        RoomName name = roomName(request);
        Optional<String> sessionToken = Callers.bearer(request).filter(token -> !token.startsWith(KEY_PREFIX));
        Authority authority =
                sessionToken.isPresent() && request.header("x-api-key").isEmpty()
                        ? ofPeer(sessionToken.get())
                        : ofApp(request, name, writes);
        Optional<AppName> app =
                Optional.ofNullable(request.path().get("appName")).flatMap(AppName::parse);
        boolean here = authority.room().name().equals(name)
                && (request.path().get("appName") == null
                        || app.filter(authority.room().app()::equals).isPresent());
        if (!here) {
            // Another app's room, or another room than the session token's, is as good as no room.
            throw new RefusedException(Reason.ROOM_NOT_FOUND, "there is no such room");
        }
        return authority;
    }

    private Authority ofPeer(String sessionToken) {
        Authority authority = floor.authority(sessionToken);
        Invocation.current().about(authority.room().app().value());
        return authority;
    }

    private Authority ofApp(Request request, RoomName name, boolean writes) {
        Caller caller = callerAbout(request, name);
        caller.require(Scope.PEOPLE, writes, Optional.of(name));
        return Authority.ofApp(caller.requireRoom(), caller.id());
    }
}
