package dev.latchkey.testing;

import dev.latchkey.json.Json;
import dev.latchkey.outbound.AddressRules;
import dev.latchkey.outbound.ApiAnswer;
import dev.latchkey.outbound.ApiClient;
import dev.latchkey.outbound.CallResult.Fault;
import dev.latchkey.signing.SharedSecret;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A LiveKit server as its API and its tokens show it, with {@code auto_create: false}: who enters by a token is inside with what
 * the token grants until removed, and can come back by it for a minute after it has ended.
 */
public final class FakeLiveKit implements ApiClient {
    public static final String KEY = "lkdev";
    public static final String SECRET = "a-test-secret-of-at-least-32-characters!";
    public static final String API = "http://127.0.0.1:7880";

    private static final long LEEWAY_SEC = 60;

    private final Clock clock;
    private final SharedSecret secret = new SharedSecret(SECRET);
    private final Map<String, Map<String, Map<String, Object>>> rooms = new LinkedHashMap<>();
    private final List<String> calls = new ArrayList<>();
    private Consumer<String> beforeCall = call -> {};
    private Runnable afterSilence = () -> {};
    private boolean down;
    private int entries;

    public FakeLiveKit(Clock clock) {
        this.clock = clock;
    }

    /** What was asked of it, such as {@code RemoveParticipant 01H... 01H...}. */
    public List<String> calls() {
        return calls;
    }

    /** It answers nobody from now on, or does again. */
    public void isDown(boolean isDown) {
        down = isDown;
    }

    /** Is told of each call before it has an effect. */
    public void beforeCall(Consumer<String> told) {
        beforeCall = told;
    }

    /** Is run when a call has had no answer. */
    public void afterSilence(Runnable what) {
        afterSilence = what;
    }

    /** Killed and started again: it knows no room any more. */
    public void restart() {
        rooms.clear();
    }

    public List<String> rooms() {
        return List.copyOf(rooms.keySet());
    }

    public List<String> inside(String room) {
        return List.copyOf(rooms.getOrDefault(room, Map.of()).keySet());
    }

    /** What LiveKit says of a participant. */
    public Map<String, Object> participant(String room, String identity) {
        return Objects.requireNonNull(rooms.getOrDefault(room, Map.of()).get(identity), identity);
    }

    /** Whether somebody could enter by that text, now. */
    public boolean takes(String text) {
        return secret.verify(text)
                .filter(claims -> claims.get("video") instanceof Map<?, ?> video
                        && Boolean.TRUE.equals(video.get("roomJoin"))
                        && rooms.containsKey(String.valueOf(video.get("room"))))
                .filter(claims -> !(claims.get("exp") instanceof Long exp)
                        || clock.instant().getEpochSecond() < exp + LEEWAY_SEC)
                .isPresent();
    }

    /** Somebody enters by that token. Returns the connection's id. */
    public String enter(String token) {
        if (!takes(token)) {
            throw new IllegalStateException("LiveKit does not take that token");
        }
        Map<String, Object> claims = secret.verify(token).orElseThrow();
        Map<?, ?> video = object(claims.get("video"));
        String connection = "PA_" + ++entries;
        Map<String, Object> participant = new LinkedHashMap<>();
        participant.put("sid", connection);
        participant.put("identity", claims.get("sub"));
        participant.put("name", claims.getOrDefault("name", ""));
        participant.put("metadata", claims.getOrDefault("metadata", ""));
        participant.put("attributes", claims.get("attributes"));
        participant.put(
                "kind", String.valueOf(claims.getOrDefault("kind", "STANDARD")).toUpperCase(Locale.ROOT));
        participant.put("permission", permission(video));
        rooms.get(String.valueOf(video.get("room"))).put(String.valueOf(claims.get("sub")), participant);
        return connection;
    }

    /** Somebody leaves by himself. */
    public void leave(String room, String identity) {
        rooms.getOrDefault(room, Map.of()).remove(identity);
    }

    /** What is absent is allowed, but for the own metadata. */
    private static Map<String, Object> permission(Map<?, ?> video) {
        Map<String, Object> permission = new LinkedHashMap<>();
        permission.put("can_subscribe", !Boolean.FALSE.equals(video.get("canSubscribe")));
        permission.put("can_publish", !Boolean.FALSE.equals(video.get("canPublish")));
        List<String> sources = new ArrayList<>();
        if (video.get("canPublishSources") instanceof List<?> named) {
            named.forEach(source -> sources.add(String.valueOf(source).toUpperCase(Locale.ROOT)));
        }
        permission.put("can_publish_sources", sources);
        permission.put("can_publish_data", !Boolean.FALSE.equals(video.get("canPublishData")));
        permission.put("can_update_metadata", Boolean.TRUE.equals(video.get("canUpdateOwnMetadata")));
        return permission;
    }

    @Override
    public AddressRules rules() {
        return AddressRules.NAMED_BY_THE_OPERATOR;
    }

    /** It is where it is, whoever says so. */
    @Override
    public ApiClient namedByApps() {
        return this;
    }

    @Override
    public ApiAnswer post(URI address, Map<String, String> headers, String json, Duration longest) {
        if (down) {
            afterSilence.run();
            return new ApiAnswer(0, Fault.CONNECTION_FAILED, "");
        }
        String method = address.getPath().replaceAll(".*/", "");
        Map<String, Object> request = Json.readObject(json);
        String room = String.valueOf(request.getOrDefault("room", request.get("name")));
        String call = (method + " " + room + " " + request.getOrDefault("identity", "")).trim();
        beforeCall.accept(call);
        calls.add(call);
        String token = headers.getOrDefault("Authorization", "").replaceFirst("^Bearer ", "");
        Map<String, Object> claims = secret.verify(token).orElse(Map.of());
        if (!KEY.equals(claims.get("iss")) || !mayCall(method, room, object(claims.get("video")))) {
            return new ApiAnswer(401, null, "{\"code\":\"unauthenticated\",\"msg\":\"permissions denied\"}");
        }
        return answer(method, room, request);
    }

    private static boolean mayCall(String method, String room, Map<?, ?> video) {
        return method.equals("CreateRoom") || method.equals("DeleteRoom")
                ? Boolean.TRUE.equals(video.get("roomCreate"))
                : Boolean.TRUE.equals(video.get("roomAdmin")) && room.equals(video.get("room"));
    }

    private ApiAnswer answer(String method, String room, Map<String, Object> request) {
        String identity = String.valueOf(request.get("identity"));
        Map<String, Map<String, Object>> inside = rooms.getOrDefault(room, Map.of());
        switch (method) {
            case "CreateRoom" -> rooms.putIfAbsent(room, new LinkedHashMap<>());
            case "DeleteRoom" -> {
                if (rooms.remove(room) == null) {
                    return notFound();
                }
            }
            case "RemoveParticipant" -> {
                if (!inside.containsKey(identity)) {
                    return notFound();
                }
                inside.remove(identity);
            }
            case "GetParticipant" -> {
                return inside.containsKey(identity)
                        ? new ApiAnswer(200, null, Json.write(inside.get(identity)))
                        : notFound();
            }
            case "UpdateParticipant" -> {
                if (!inside.containsKey(identity)) {
                    return notFound();
                }
                List.of("permission", "name", "metadata", "attributes")
                        .forEach(name -> inside.get(identity).put(name, Objects.requireNonNull(request.get(name))));
            }
            case "ListParticipants" -> {
                return new ApiAnswer(200, null, Json.write(Map.of("participants", List.copyOf(inside.values()))));
            }
            default -> {
                return notFound();
            }
        }
        return new ApiAnswer(200, null, "{}");
    }

    private static ApiAnswer notFound() {
        return new ApiAnswer(404, null, "{\"code\":\"not_found\",\"msg\":\"it does not exist\"}");
    }

    private static Map<?, ?> object(@Nullable Object value) {
        return value instanceof Map<?, ?> members ? members : Map.of();
    }
}
