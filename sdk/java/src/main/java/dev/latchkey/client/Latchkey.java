package dev.latchkey.client;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What an app's server does with rooms and the people in them. Every method throws {@link LatchkeyException} for a refusal. Safe for
 * use by many threads; one for each API key is enough.
 *
 * <p>What may be sent twice without harm is sent again where there was no answer, or one that says to try again: four times in all,
 * after {@code Retry-After} where the service says it.
 */
public final class Latchkey {
    /** The service lets an address have 15 seconds. */
    private static final Duration TEST_TIMEOUT = Duration.ofSeconds(20);

    private final HttpTransport http;
    private final Clock clock;

    Latchkey(HttpTransport http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    /**
     * A client with the usual settings.
     *
     * @param url where the service is, such as {@code https://api.example.com}
     * @param apiKey of the app
     * @throws IllegalArgumentException for what can be neither
     */
    public static Latchkey of(String url, String apiKey) {
        return builder(url, apiKey).build();
    }

    /** A client with settings of one's own. */
    public static Builder builder(String url, String apiKey) {
        return new Builder(url, apiKey);
    }

    /** Makes a room; without a name it gets one. */
    public Room createRoom(RoomSettings settings) {
        return Room.read(
                http.send(Call.post("api", "v1", "room").body(settings.json()).once()));
    }

    public Room getRoom(String roomName) {
        return Room.read(http.send(Call.get("api", "v1", "room", roomName)));
    }

    /** Changes what is named and nothing else. */
    public Room updateRoom(String roomName, RoomSettings settings) {
        return Room.read(http.send(Call.put("api", "v1", "room", roomName).body(settings.json())));
    }

    /** Closes a room for good; those inside are out. */
    public void archiveRoom(String roomName) {
        http.send(Call.delete("api", "v1", "room", roomName));
    }

    /** The app's rooms, newest first. */
    public SizedListing<Room> listRooms() {
        return SizedListing.of(http, Call.get("api", "v1", "rooms"), "rooms", Room::read);
    }

    /** Has an access token made, a JWT. Each call makes another. */
    public String createToken(AccessToken token) {
        return http.send(Call.post("api", "v1", "token")
                        .body(token.json(clock.instant()))
                        .once())
                .text("token");
    }

    /**
     * What a token says, if it is valid now.
     *
     * @throws LatchkeyException with the reason why it is not, such as {@link ErrorCode#TOKEN_EXPIRED}
     */
    public TokenPayload validateToken(String token) {
        return TokenPayload.read(http.send(Call.post("api", "v1", "token", "validate")
                .body(Map.of("token", token))
                .repeatable()));
    }

    /** Takes a token back. Who is inside with it is out. */
    public void revokeToken(String token) {
        revoke(Map.of("token", token));
    }

    /** Takes a token back by its {@link TokenPayload#jti}. */
    public void revokeTokenById(String jti) {
        revoke(Map.of("jti", jti));
    }

    /** Takes all tokens of the app back that were issued before. */
    public void revokeTokensIssuedBefore(Instant instant) {
        revoke(Map.of("issuedBeforeUnixSec", instant.getEpochSecond()));
    }

    /** Takes all tokens of a room back that were issued before. */
    public void revokeTokensIssuedBefore(Instant instant, String roomName) {
        revoke(Map.of("issuedBeforeUnixSec", instant.getEpochSecond(), "roomName", roomName));
    }

    private void revoke(Map<String, ?> which) {
        http.send(Call.post("api", "v1", "token", "revoke").body(which).repeatable());
    }

    /**
     * Who waits at the door of a room.
     *
     * @param app the app's name, see {@link Room#app}
     */
    public WaitingRoom waitingRoom(String app, String roomName) {
        return new WaitingRoom(http, app, roomName);
    }

    /** Who is inside, in the order in which they came. */
    public SizedListing<Peer> listPeers(String roomName) {
        return SizedListing.of(http, Call.get("api", "v1", "room", roomName, "peers"), "peers", Peer::read);
    }

    public Peer updatePeer(String roomName, String peerId, PeerChange change) {
        return Peer.read(http.send(
                Call.patch("api", "v1", "room", roomName, "peers", peerId).body(change.json())));
    }

    /** Puts somebody out; the token that let them in opens this room no more. */
    public void ejectPeer(String roomName, String peerId) {
        eject(roomName, peerId, false);
    }

    /** Puts somebody out for good; that needs one who came with a token. */
    public void ejectAndBanPeer(String roomName, String peerId) {
        eject(roomName, peerId, true);
    }

    private void eject(String roomName, String peerId, boolean ban) {
        http.send(Call.post("api", "v1", "room", roomName, "peers", peerId, "eject")
                .body(Map.of("ban", ban)));
    }

    /** Who may not come back. */
    public Listing<Ban> listBans(String roomName) {
        return Listing.of(http, Call.get("api", "v1", "room", roomName, "bans"), "bans", Ban::read);
    }

    /** Keeps a user out of a room from now on. */
    public void ban(String roomName, String externalUserId) {
        http.send(Call.put("api", "v1", "room", roomName, "bans", externalUserId));
    }

    /** Lets a user come back. */
    public void unban(String roomName, String externalUserId) {
        // Said twice it is the same: who is not banned is a success too.
        http.send(Call.delete("api", "v1", "room", roomName, "bans", externalUserId)
                .repeatable());
    }

    /** What was held in a room, newest first. */
    public SizedListing<Session> listSessions(String roomName) {
        return SizedListing.of(http, Call.get("api", "v1", "room", roomName, "sessions"), "sessions", Session::read);
    }

    /** Who was in a meeting: first those who have left. */
    public SizedListing<Participation> listParticipants(String roomName, String meetingSessionId) {
        Call call = Call.get("api", "v1", "room", roomName, "sessions", meetingSessionId, "participants");
        return SizedListing.of(http, call, "participants", Participation::read);
    }

    /** What goes on in the app now, newest first. */
    public SizedListing<LiveSession> listActiveSessions() {
        Call call = Call.get("api", "v1", "rooms", "active", "meetingsessions");
        return SizedListing.of(http, call, "sessions", LiveSession::read);
    }

    /** Has events told to an address. */
    public WebhookWithSecret createWebhook(WebhookSettings settings) {
        return WebhookWithSecret.read(
                http.send(Call.post("api", "v1", "webhooks").body(settings.json())));
    }

    /** The app's webhooks, oldest first. */
    public Listing<Webhook> listWebhooks() {
        return Listing.of(http, Call.get("api", "v1", "webhooks"), "webhooks", Webhook::read);
    }

    public Webhook getWebhook(String webhookId) {
        return Webhook.read(http.send(Call.get("api", "v1", "webhooks", webhookId)));
    }

    /** Changes what is named and nothing else. */
    public Webhook changeWebhook(String webhookId, WebhookSettings settings) {
        return Webhook.read(
                http.send(Call.patch("api", "v1", "webhooks", webhookId).body(settings.json())));
    }

    public void deleteWebhook(String webhookId) {
        http.send(Call.delete("api", "v1", "webhooks", webhookId));
    }

    /** Has the address called once, now, with an event of the type {@code webhook.test}. Takes up to 15 seconds. */
    public WebhookCall testWebhook(String webhookId) {
        return WebhookCall.read(
                http.send(Call.post("api", "v1", "webhooks", webhookId, "test").takesUpTo(TEST_TIMEOUT)));
    }

    /** Renews the secret; for 24 hours both sign. */
    public WebhookWithSecret rotateWebhookSecret(String webhookId) {
        return WebhookWithSecret.read(http.send(Call.post("api", "v1", "webhooks", webhookId, "rotate-secret")));
    }

    /** What became of each event, newest first. */
    public SizedListing<Delivery> listDeliveries(String webhookId) {
        Call call = Call.get("api", "v1", "webhooks", webhookId, "deliveries");
        return SizedListing.of(http, call, "deliveries", Delivery::read);
    }

    /** Sends again what was given up. */
    public Replayed replayFailed(String webhookId) {
        return replay(webhookId, Map.of());
    }

    /** Sends again what was given up of what happened from then on. */
    public Replayed replayFailedSince(String webhookId, Instant instant) {
        return replay(webhookId, Map.of("sinceUnixSec", instant.getEpochSecond()));
    }

    /** Sends these again, whatever became of them; at most 100. */
    public Replayed replayDeliveries(String webhookId, List<String> deliveryIds) {
        return replay(webhookId, Map.of("deliveryIds", deliveryIds));
    }

    private Replayed replay(String webhookId, Map<String, ?> which) {
        return Replayed.read(http.send(
                Call.post("api", "v1", "webhooks", webhookId, "replay").body(which)));
    }

    /** The app's API keys. */
    public ApiKeys apiKeys() {
        return new ApiKeys(http);
    }

    /** Where the app's media server is. */
    public MediaSetting media() {
        return new MediaSetting(http);
    }

    /** How the service is reached. All of it but address and key has a default. */
    public static final class Builder {
        private static final Pattern URL = Pattern.compile("https?://[^/?#@\\s]+(/[^?#\\s]*)?");
        private static final Pattern KEY = Pattern.compile("[!-~]{1,200}");
        private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

        private final String url;
        private final String apiKey;
        private Duration timeout = Duration.ofSeconds(10);
        private HttpClient http = HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                // A key is sent nowhere else.
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        private HttpTransport.Pause pause = duration -> Thread.sleep(duration.toMillis());

        private Builder(String url, String apiKey) {
            if (!URL.matcher(url).matches()) {
                throw new IllegalArgumentException("the address is not http or https, or has more than host and path");
            }
            if (!KEY.matcher(apiKey).matches()) {
                throw new IllegalArgumentException("this is no API key");
            }
            this.url = url.replaceAll("/+$", "");
            this.apiKey = apiKey;
        }

        /** How long one attempt may take, to the end of its answer; 10 seconds. */
        public Builder timeout(Duration timeout) {
            this.timeout = timeout;
            return this;
        }

        /** With a proxy, an executor or trust of one's own. It must not follow redirects to elsewhere: they would carry the key. */
        public Builder httpClient(HttpClient http) {
            this.http = http;
            return this;
        }

        /** For tests, which do not wait. */
        Builder pause(HttpTransport.Pause pause) {
            this.pause = pause;
            return this;
        }

        public Latchkey build() {
            return new Latchkey(new HttpTransport(http, url, apiKey, timeout, pause), Clock.systemUTC());
        }
    }
}
