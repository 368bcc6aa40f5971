package dev.latchkey.media;

import dev.latchkey.app.MediaSettings;
import dev.latchkey.json.Json;
import dev.latchkey.json.JsonException;
import dev.latchkey.outbound.ApiAnswer;
import dev.latchkey.outbound.ApiClient;
import dev.latchkey.permission.Permissions;
import dev.latchkey.retry.Deadline;
import dev.latchkey.signing.SharedSecret;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A LiveKit server: its tokens, and its API, which is JSON over HTTP (Twirp). */
final class LiveKit implements MediaServer {
    /** The attribute that says in which room of the app a participant is. Nobody is let in for what it says. */
    static final String ROOM_NAME = "latchkey.roomName";

    private static final String ROLE = "latchkey.role";

    /** How long one call may take: whoever comes in waits for it. */
    private static final Duration LONGEST = Duration.ofMillis(1500);

    /** How long a token of ours for the API is good. */
    private static final Duration API_TOKEN = Duration.ofSeconds(60);

    /** A room with nobody in it stays until Latchkey deletes it: a meeting ends here and not there. */
    private static final long ROOM_TIMEOUT_SEC = Duration.ofDays(1).toSeconds();

    private static final int NOT_FOUND = 404;

    private final MediaSettings settings;
    private final SharedSecret secret;
    private final ApiClient api;
    private final Clock clock;

    LiveKit(MediaSettings settings, SharedSecret secret, ApiClient api, Clock clock) {
        this.settings = settings;
        this.secret = secret;
        this.api = api;
        this.clock = clock;
    }

    @Override
    public boolean keepsPresence() {
        return true;
    }

    @Override
    public List<String> notEnforced() {
        return LiveKitGrants.NOT_ENFORCED;
    }

    @Override
    public List<String> grants(Permissions permissions) {
        return LiveKitGrants.of(permissions).names();
    }

    @Override
    public String token(String room, Attendee attendee, Instant now, Instant expires) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", settings.apiKey());
        claims.put("sub", attendee.identity());
        claims.put("nbf", now.getEpochSecond());
        claims.put("exp", expires.getEpochSecond());
        if (attendee.name() != null) {
            claims.put("name", attendee.name());
        }
        if (attendee.metadata() != null) {
            claims.put("metadata", attendee.metadata());
        }
        claims.put("attributes", attributes(attendee));
        claims.put("video", LiveKitGrants.of(attendee.permissions()).inToken(room));
        return secret.sign(claims);
    }

    private static Map<String, Object> attributes(Attendee attendee) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put(ROLE, attendee.role());
        attributes.put(ROOM_NAME, attendee.roomName());
        return attributes;
    }

    @Override
    public void createRoom(String room) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("name", room);
        request.put("empty_timeout", ROOM_TIMEOUT_SEC);
        request.put("departure_timeout", ROOM_TIMEOUT_SEC);
        call("CreateRoom", Map.of("roomCreate", true), request);
    }

    @Override
    public void deleteRoom(String room) {
        call("DeleteRoom", Map.of("roomCreate", true), Map.of("room", room));
    }

    @Override
    public void removeParticipant(String room, String identity) {
        call("RemoveParticipant", adminOf(room), Map.of("room", room, "identity", identity));
    }

    @Override
    public void updateParticipant(String room, Attendee attendee) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("room", room);
        request.put("identity", attendee.identity());
        request.put("permission", LiveKitGrants.of(attendee.permissions()).inPermission());
        request.put("name", attendee.name() == null ? "" : attendee.name());
        request.put("metadata", attendee.metadata() == null ? "" : attendee.metadata());
        request.put("attributes", attributes(attendee));
        call("UpdateParticipant", adminOf(room), request);
    }

    @Override
    public Optional<Participant> participant(String room, String identity) {
        Map<String, Object> answer = call("GetParticipant", adminOf(room), Map.of("room", room, "identity", identity));
        return answer.isEmpty() ? Optional.empty() : Optional.of(LiveKitJson.participant(answer));
    }

    @Override
    public List<Participant> participants(String room) {
        List<Participant> participants = new ArrayList<>();
        Map<String, Object> answer = call("ListParticipants", adminOf(room), Map.of("room", room));
        if (answer.get("participants") instanceof List<?> listed) {
            for (Object participant : listed) {
                if (participant instanceof Map<?, ?> members) {
                    participants.add(LiveKitJson.participant(members));
                }
            }
        }
        return participants;
    }

    private static Map<String, Object> adminOf(String room) {
        Map<String, Object> video = new LinkedHashMap<>();
        video.put("roomAdmin", true);
        video.put("room", room);
        return video;
    }

    /** What LiveKit answers; nothing when what it is asked about is not there. */
    private Map<String, Object> call(String method, Map<String, Object> video, Map<String, Object> request) {
        URI address = URI.create(settings.apiUrl() + "/twirp/livekit.RoomService/" + method);
        Map<String, String> headers = Map.of("Authorization", "Bearer " + apiToken(video));
        ApiAnswer answer = api.post(address, headers, Json.write(request), time());
        if (answer.status() == NOT_FOUND && answer.body().contains("\"not_found\"")) {
            return Map.of();
        }
        if (!answer.isSuccess()) {
            throw new OutOfReachException(method + ": "
                    + (answer.fault() == null
                            ? "status " + answer.status()
                            : answer.fault().wireName()));
        }
        try {
            return Json.readObject(answer.body());
        } catch (JsonException e) {
            throw new OutOfReachException(method + ": no JSON");
        }
    }

    private String apiToken(Map<String, Object> video) {
        Instant now = clock.instant();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", settings.apiKey());
        claims.put("nbf", now.getEpochSecond());
        claims.put("exp", now.plus(API_TOKEN).getEpochSecond());
        claims.put("video", video);
        return secret.sign(claims);
    }

    private static Duration time() {
        Duration left = Deadline.current().half().left();
        return left.compareTo(LONGEST) < 0 ? left : LONGEST;
    }
}
