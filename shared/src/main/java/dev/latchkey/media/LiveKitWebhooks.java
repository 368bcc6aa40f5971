package dev.latchkey.media;

import dev.latchkey.app.App;
import dev.latchkey.app.MediaSettings;
import dev.latchkey.id.Ids;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.idempotency.IdempotencyStore;
import dev.latchkey.json.Json;
import dev.latchkey.json.JsonException;
import dev.latchkey.media.MediaServer.OutOfReachException;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.queue.MessageQueue;
import dev.latchkey.room.RoomName;
import dev.latchkey.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/**
 * What a LiveKit server tells by webhook. It is believed when the app's own secret has signed it, over this very body, a moment
 * ago; each is acted on once.
 */
public final class LiveKitWebhooks {
    /** How old one may be: its last repetition comes some seconds after it was made. */
    private static final Duration OLDEST = Duration.ofMinutes(5);

    /** How far the server's clock may be ahead of ours. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private static final String JOINED = "participant_joined";

    private static final String LEFT = "participant_left";

    private final MediaServers servers;
    private final ParticipantCheck check;
    private final MessageQueue queue;
    private final IdempotencyStore seen;
    private final Clock clock;

    /** @param queue where it is asked, some time later, whether somebody who left has come back */
    public LiveKitWebhooks(
            MediaServers servers, ParticipantCheck check, MessageQueue queue, IdempotencyStore seen, Clock clock) {
        this.servers = servers;
        this.check = check;
        this.queue = queue;
        this.seen = seen;
        this.clock = clock;
    }

    /**
     * Takes one. Rooms that are no meetings of ours are passed over, as is what was taken before.
     *
     * @param app whose server it comes from
     * @param authorization the header as it came
     * @param body as it came
     * @throws RefusedException token_invalid for one that is not the server's, or not of now; unavailable when the server does not
     *     answer, who then sends it again
     */
    public void take(App app, String authorization, String body) {
        MediaSettings settings = Objects.requireNonNull(app.media());
        Instant now = clock.instant();
        requireGenuine(app, settings, authorization, body, now);
        Map<?, ?> webhook = read(body);
        requireRecent(webhook, now);
        String meeting = LiveKitJson.text(LiveKitJson.object(webhook, "room"), "name");
        String event = LiveKitJson.text(webhook, "event");
        if ((!JOINED.equals(event) && !LEFT.equals(event)) || !Ids.isUlid(meeting)) {
            return;
        }
        IdempotencyKey key = new IdempotencyKey(
                Sha256.hex("media webhook\n" + app.name() + "\n" + LiveKitJson.text(webhook, "id")), "");
        if (seen.find(key, now).isPresent()) {
            return;
        }
        Participant participant = LiveKitJson.participant(LiveKitJson.object(webhook, "participant"));
        if (act(app, meeting, event, participant)) {
            // Afterwards, so that what was cut short is done when it comes again.
            seen.first(key, Map.of("taken", "yes"), now);
        }
    }

    /** Returns whether there was something to do: what changes nothing may come again. */
    private boolean act(App app, String meeting, String event, Participant participant) {
        MediaServer server = servers.of(app).orElseThrow();
        if (LEFT.equals(event)) {
            return RoomName.parse(participant.roomName())
                    .filter(room -> left(new ServedMeeting(app, server, room, meeting), participant))
                    .isPresent();
        }
        try {
            return check.entered(app, server, meeting, participant);
        } catch (OutOfReachException e) {
            throw new RefusedException(Reason.UNAVAILABLE, "the media server does not answer");
        }
    }

    /** The end of an entry that another has replaced is of no consequence. */
    private boolean left(ServedMeeting meeting, Participant participant) {
        boolean counts = check.peerOf(meeting, participant.identity())
                .filter(found -> !found.peer().presence().isParticipatingOtherwise(participant.entry()))
                .isPresent();
        if (counts) {
            ParticipantDeparture.of(meeting, participant.identity(), participant.entry())
                    .send(queue, clock.instant());
        }
        return counts;
    }

    private void requireGenuine(App app, MediaSettings settings, String authorization, String body, Instant now) {
        String token = authorization.replaceFirst("(?i)^bearer ", "");
        Map<String, Object> claims =
                servers.secret(app, settings).verify(token).orElseThrow(() -> refuse("its signature is not genuine"));
        require(settings.apiKey().equals(claims.get("iss")), "it is of another key");
        require(
                claims.get("exp") instanceof Long expires && now.getEpochSecond() < expires,
                "its signature has expired");
        byte[] digest = Sha256.of(body.getBytes(StandardCharsets.UTF_8));
        require(Base64.getEncoder().encodeToString(digest).equals(claims.get("sha256")), "it is of another body");
    }

    private static Map<?, ?> read(String body) {
        try {
            return Json.readObject(body);
        } catch (JsonException e) {
            throw refuse("its body is no JSON");
        }
    }

    /** Protobuf writes a number of 64 bits as a text. */
    private static void requireRecent(Map<?, ?> webhook, Instant now) {
        String created = String.valueOf(LiveKitJson.member(webhook, "created_at"));
        require(created.matches("\\d{1,12}"), "it does not say when it was made");
        Instant made = Instant.ofEpochSecond(Long.parseLong(created));
        require(!made.isBefore(now.minus(OLDEST)) && !made.isAfter(now.plus(AHEAD)), "it is not of now");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw refuse(otherwise);
        }
    }

    private static RefusedException refuse(String why) {
        return new RefusedException(Reason.TOKEN_INVALID, why);
    }
}
