package dev.latchkey.functions.huddle01;

import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Scope;
import dev.latchkey.functions.http.Paging;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.people.ParticipantPage;
import dev.latchkey.meeting.LiveMeeting;
import dev.latchkey.meeting.MeetingStore;
import dev.latchkey.meeting.Participation;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Session;
import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls about meetings and those in them. Latchkey records and streams nothing: what counts that is 0 or empty. */
final class Sessions {
    private static final int USUAL = 10;

    /** Of lists of which Huddle01 has one page. */
    private static final int WHOLE = 100;

    private static final String NOT_FOUND = "Session Not Found";

    private final RoomCaller callers;
    private final MeetingStore meetings;
    private final Metrics metrics;
    private final Clock clock;

    Sessions(RoomCaller callers, MeetingStore meetings, Metrics metrics, Clock clock) {
        this.callers = callers;
        this.meetings = meetings;
        this.metrics = metrics;
        this.clock = clock;
    }

    Response ofRoom(Request request) {
        Room room = callers.ofRoom(request, Scope.PEOPLE, false).requireRoom();
        PageRequest<String> wanted = Cursor.sessions(request, Paging.limit(request, USUAL));
        Page<Session> page = meetings.sessions(room, wanted, clock.instant());
        List<Session> sessions = page.entries();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(
                "sessions",
                sessions.stream().map(session -> entry(room.name(), session)).toList());
        json.put(
                "nextCursor",
                page.next() == null || sessions.isEmpty()
                        ? null
                        : sessions.get(sessions.size() - 1).startedAt().toEpochMilli());
        return Response.ok(json);
    }

    private static Map<String, Object> entry(RoomName room, Session session) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sessionId", new SessionId(room, session.id()).toString());
        json.put("startTime", session.startedAt().toEpochMilli());
        json.put("endTime", session.isLive() ? null : session.endedAt().toEpochMilli());
        return json;
    }

    Response participants(Request request) {
        Optional<String> said = request.query("sessionId");
        Optional<SessionId> id = said.flatMap(SessionId::parse);
        if (id.isEmpty()) {
            callers.ofApp(request, Scope.PEOPLE, false);
            throw said.isPresent()
                    ? new RefusedException(Reason.SESSION_NOT_FOUND, NOT_FOUND)
                    : RefusedException.malformed("sessionId", "is needed");
        }
        Caller caller = callers.ofRoom(request, id.get().room(), Scope.PEOPLE, false);
        if (caller.room() == null) {
            throw new RefusedException(Reason.SESSION_NOT_FOUND, NOT_FOUND);
        }
        return Paging.page(
                "participants",
                ParticipantPage.read(
                        meetings,
                        caller.requireRoom(),
                        id.get().meeting(),
                        Paging.wanted(request, WHOLE),
                        clock.instant(),
                        Sessions::entry,
                        NOT_FOUND));
    }

    private static Map<String, Object> entry(Participation participation) {
        Map<String, Object> json = person(participation.peer());
        if (!participation.leftAt().equals(Instant.MAX)) {
            json.put("exitTime", participation.leftAt().toEpochMilli());
        }
        return json;
    }

    private static Map<String, Object> person(Peer peer) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("peerId", peer.id());
        json.put("joinTime", peer.joinedAt().toEpochMilli());
        json.put("metadata", peer.person().metadata());
        return json;
    }

    Response live(Request request) {
        Caller caller = callers.ofApp(request, Scope.PEOPLE, false);
        Page<LiveMeeting> page = meetings.live(caller.app().name(), Paging.wanted(request, WHOLE), clock.instant());
        return Paging.page("liveSessions", page.map(meeting -> live(meeting.room(), meeting.session())));
    }

    private static Map<String, Object> live(RoomName room, Session session) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("roomId", room.value());
        json.put("startTime", session.startedAt().toEpochMilli());
        json.put("livestreamCount", 0);
        json.put("recordingCount", 0);
        return json;
    }

    /** One object under the name of a list, as Huddle01 has it. */
    Response liveOfRoom(Request request) {
        Room room = liveRoom(request);
        Instant now = clock.instant();
        List<Peer> inside = inside(room, now);
        Session session = meetings.sessions(room, PageRequest.first(1), now).entries().stream()
                .filter(newest -> newest.isLive() && !inside.isEmpty())
                .findFirst()
                .orElseThrow(Sessions::noneLive);
        Map<String, Object> json = live(room.name(), session);
        json.put("currentPeerCount", inside.size());
        return Response.ok(Map.of("liveSessions", json));
    }

    Response liveParticipants(Request request) {
        Room room = liveRoom(request);
        List<Peer> inside = inside(room, clock.instant());
        if (inside.isEmpty()) {
            throw noneLive();
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("count", inside.size());
        json.putAll(Paging.restMembers(request, "participants", inside, Sessions::person, Peer::id));
        return Response.ok(json);
    }

    private Room liveRoom(Request request) {
        Caller caller = callers.ofRoom(request, Scope.PEOPLE, false);
        if (caller.room() == null) {
            throw noneLive();
        }
        return caller.requireRoom();
    }

    private List<Peer> inside(Room room, Instant now) {
        return Page.all(WHOLE, wanted -> meetings.inside(room, wanted, now));
    }

    private static RefusedException noneLive() {
        return new RefusedException(Reason.SESSION_NOT_FOUND, "No live sessions found for this room id");
    }

    Response metrics(Request request) {
        Caller caller = callers.ofApp(request, Scope.PEOPLE, false);
        return Response.ok(metrics.of(caller.app().name(), clock.instant()));
    }

    Response recordings(Request request) {
        callers.ofApp(request, Scope.PEOPLE, false);
        return Paging.page("recordings", Page.last(List.of()));
    }
}
