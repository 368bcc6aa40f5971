package dev.latchkey.functions.people;

import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Scope;
import dev.latchkey.aws.DynamoDbMeetingStore;
import dev.latchkey.functions.http.KeyedFunction;
import dev.latchkey.functions.http.Paging;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.meeting.LiveMeeting;
import dev.latchkey.meeting.MeetingStore;
import dev.latchkey.meeting.Page;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code GET /api/v1/rooms/active/meetingsessions?limit&cursor}: what goes on in the app right now, newest first. */
public final class ListActiveSessionsHandler extends KeyedFunction {
    private final MeetingStore meetings;

    public ListActiveSessionsHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public ListActiveSessionsHandler(Platform platform) {
        super(platform);
        this.meetings = new DynamoDbMeetingStore(table, platform.decisions());
    }

    @Override
    protected Response answer(Request request) {
        Caller caller = caller(request);
        caller.require(Scope.PEOPLE, false, Optional.empty());
        Page<LiveMeeting> page =
                meetings.live(caller.app().name(), Paging.limit(request), Paging.position(request), clock.instant());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(
                "sessions",
                page.entries().stream().map(ListActiveSessionsHandler::entry).toList());
        json.put("nextCursor", page.next().map(Paging::cursorAt).orElse(null));
        return Response.ok(json);
    }

    private static Map<String, Object> entry(LiveMeeting meeting) {
        Map<String, Object> json = SessionJson.of(meeting.session());
        json.put("roomName", meeting.room().value());
        json.put("onlineCount", meeting.inside());
        return json;
    }
}
