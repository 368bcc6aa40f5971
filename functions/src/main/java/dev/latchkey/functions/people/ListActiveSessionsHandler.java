package dev.latchkey.functions.people;

import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Resource;
import dev.latchkey.apikey.Scope;
import dev.latchkey.functions.http.CallerReader;
import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.Paging;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.meeting.LiveMeeting;
import dev.latchkey.meeting.MeetingStore;
import dev.latchkey.page.Page;
import java.time.Clock;
import java.util.Map;

/** {@code GET /api/v1/rooms/active/meetingsessions?limit&cursor}: what goes on in the app right now, newest first. */
public final class ListActiveSessionsHandler implements HttpHandler {
    private final CallerReader callers;
    private final Clock clock;
    private final MeetingStore meetings;

    public ListActiveSessionsHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public ListActiveSessionsHandler(Platform platform) {
        Services services = new Services(platform);
        this.callers = services.callers();
        this.clock = services.clock();
        this.meetings = services.meetings();
    }

    @Override
    public Response answer(Request request) {
        Caller caller = callers.read(request);
        caller.require(Scope.PEOPLE, false, Resource.APP);
        Page<LiveMeeting> page = meetings.live(caller.app().name(), Paging.wanted(request), clock.instant());
        return Paging.page("sessions", page.map(ListActiveSessionsHandler::entry));
    }

    private static Map<String, Object> entry(LiveMeeting meeting) {
        Map<String, Object> json = SessionJson.of(meeting.session());
        json.put("roomName", meeting.room().value());
        json.put("onlineCount", meeting.inside());
        return json;
    }
}
