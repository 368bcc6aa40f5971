package dev.latchkey.functions.http;

import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Resource;
import dev.latchkey.apikey.Scope;
import dev.latchkey.functions.telemetry.Invocation;
import dev.latchkey.meeting.Moderator;
import dev.latchkey.meeting.PeerService;
import dev.latchkey.permission.ModerationPolicy;
import dev.latchkey.problem.Refusal;
import dev.latchkey.room.RoomName;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads from a request who acts in the room that the address names: its app, by an API key, or somebody inside, by a session
 * token. Each method makes one read of the table.
 */
public final class ModeratorReader {
    private static final String KEY_PREFIX = "lk_";

    private final CallerReader callers;
    private final Function<String, Moderator> peers;

    /** @param peers says who the holder of a session token is inside; see {@link PeerService#authority} */
    public ModeratorReader(CallerReader callers, Function<String, Moderator> peers) {
        this.callers = callers;
        this.peers = peers;
    }

    /**
     * Who may decide in the room: the app or an admin inside.
     *
     * @param writes whether the call changes anything, which not every API key may
     */
    public Moderator admin(Request request, boolean writes) {
        Moderator moderator = anybodyInside(request, writes);
        ModerationPolicy.deciding(moderator.grant()).ifPresent(Refusal::raise);
        return moderator;
    }

    /** The app, or anybody inside the room. */
    public Moderator anybodyInside(Request request, boolean writes) {
        RoomName name = request.roomName();
        Optional<String> sessionToken = request.bearerToken().filter(token -> !token.startsWith(KEY_PREFIX));
        Moderator moderator =
                sessionToken.isPresent() && request.header("x-api-key").isEmpty()
                        ? ofPeer(sessionToken.get())
                        : ofApp(request, name, writes);
        String app = request.path().get("appName");
        boolean sameApp = app == null || app.equals(moderator.room().app().value());
        if (!sameApp || !moderator.room().name().equals(name)) {
            // Another app's room, or another room than the session token's, is as good as no room.
            throw Refusal.NO_SUCH_ROOM.toException();
        }
        return moderator;
    }

    private Moderator ofPeer(String sessionToken) {
        Moderator moderator = peers.apply(sessionToken);
        Invocation.current().about(moderator.room().app().value());
        return moderator;
    }

    private Moderator ofApp(Request request, RoomName name, boolean writes) {
        Caller caller = callers.readAbout(request, name);
        caller.require(Scope.PEOPLE, writes, Resource.room(name));
        return Moderator.ofApp(caller.requireRoom(), caller.id());
    }
}
