package dev.latchkey.functions.media;

import dev.latchkey.app.App;
import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.Problems;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.http.VisitorAddress;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.meeting.EntryByToken;
import dev.latchkey.meeting.EntryResult;
import dev.latchkey.meeting.MediaAdmission;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.RoomName;
import dev.latchkey.token.Person;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code POST /api/v1/livekit/{appName}/token}: LiveKit's endpoint for tokens, which its clients call by themselves ({@code
 * TokenSource}). They take any 2xx for a token, so whoever waits is refused.
 */
public final class LiveKitTokenHandler implements HttpHandler {
    /** What Latchkey decides, whatever a client asks for. */
    private static final List<String> NOT_CHOSEN =
            List.of("participant_identity", "participant_metadata", "participant_attributes", "room_config");

    /** How soon it is worth asking again. */
    private static final String ASK_AGAIN_SECONDS = "2";

    private final MediaApps apps;
    private final EntryByToken entry;
    private final VisitorAddress addresses;

    public LiveKitTokenHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public LiveKitTokenHandler(Platform platform) {
        Services services = new Services(platform);
        this.apps = new MediaApps(services.apps());
        this.entry = services.entryByToken();
        this.addresses = new VisitorAddress(platform.originSecret());
    }

    @Override
    public Response answer(Request request) {
        App app = apps.require(request);
        Body body = request.body();
        Optional<RoomName> room = body.parsed("room_name", RoomName::parse, RoomName.EXPECTED);
        Optional<String> name = body.text("participant_name", Person.LONGEST_NAME);
        for (String field : NOT_CHOSEN) {
            if (body.has(field)) {
                body.refuse(field, "is not for a client to choose");
            }
        }
        body.finish();
        String token = request.bearerToken()
                .orElseThrow(() -> new RefusedException(
                        Reason.TOKEN_REQUIRED,
                        "an access token or a session token is needed: send it as Authorization: Bearer"));
        EntryResult result = entry.enter(new EntryByToken.Asked(
                app.name(),
                room.orElse(null),
                token,
                name.map(Person::named).orElse(Person.NOBODY),
                addresses.of(request)));
        if (result instanceof EntryResult.Admitted admitted) {
            return admitted(Objects.requireNonNull(admitted.admission().media()));
        }
        if (result instanceof EntryResult.Waiting waiting) {
            return waiting(waiting, request);
        }
        throw turnedAway(((EntryResult.Over) result).request());
    }

    private static Response admitted(MediaAdmission media) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("server_url", media.url());
        json.put("participant_token", media.token());
        return Response.created(json);
    }

    /** By the ticket one looks after the join request, or withdraws it; LiveKit takes nothing of it. */
    private static Response waiting(EntryResult.Waiting waiting, Request request) {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("requestId", waiting.request().id());
        more.put("ticket", waiting.ticket());
        return Problems.response(Reason.WAITING, "somebody inside has to let you in: ask again", more, request.id())
                .with("retry-after", ASK_AGAIN_SECONDS);
    }

    private static RefusedException turnedAway(JoinRequest request) {
        String message = request.message();
        return new RefusedException(Reason.FORBIDDEN, message == null ? "the join request was denied" : message);
    }
}
