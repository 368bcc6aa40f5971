package dev.latchkey.media;

import dev.latchkey.app.App;
import dev.latchkey.app.MediaKind;
import dev.latchkey.app.MediaSettings;
import dev.latchkey.deadline.DeadlineSchedule;
import dev.latchkey.deadline.DeadlineService;
import dev.latchkey.deadline.Due;
import dev.latchkey.event.Event;
import dev.latchkey.event.EventType;
import dev.latchkey.json.Json;
import dev.latchkey.meeting.Attendance;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.Disconnections;
import dev.latchkey.meeting.MediaPresence;
import dev.latchkey.meeting.Peer;
import dev.latchkey.outbound.ApiClient;
import dev.latchkey.queue.Message;
import dev.latchkey.room.Room;
import dev.latchkey.signing.MovingClock;
import dev.latchkey.signing.SharedSecret;
import dev.latchkey.testing.FakeLiveKit;
import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.testing.RecordingQueue;
import dev.latchkey.testing.memory.InMemoryMediaSecrets;
import dev.latchkey.testing.memory.InMemoryStores;
import dev.latchkey.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An app with a LiveKit server, where people come in and out. */
final class MediaFixture {
    final MovingClock clock = new MovingClock(MeetingFixture.NOON);
    final InMemoryStores stores = new InMemoryStores(decision -> {});
    final MeetingFixture people = MeetingFixture.over(stores);
    final FakeLiveKit liveKit = new FakeLiveKit(clock);
    final RecordingQueue queue = new RecordingQueue();
    final RecordingQueue deadlines = new RecordingQueue();
    final App app;
    final MediaServers servers;
    final Attendance attendance = new Attendance(stores.rooms(), stores.meetings());
    final MediaEnforcement enforcement;
    final LiveKitWebhooks webhooks;
    private final InMemoryMediaSecrets secrets = new InMemoryMediaSecrets();
    private int webhookIds;

    MediaFixture() {
        MediaSettings settings = new MediaSettings(
                MediaKind.LIVEKIT,
                "ws://127.0.0.1:7880",
                FakeLiveKit.API,
                FakeLiveKit.KEY,
                secrets.keep(MeetingFixture.APP, FakeLiveKit.SECRET),
                MediaSettings.USUAL_COMPANIONS);
        app = App.create(MeetingFixture.APP, MeetingFixture.NOON).withMedia(settings);
        stores.memory().with(app);
        servers = servers(liveKit);
        ParticipantCheck check = new ParticipantCheck(attendance, new MediaPresence(stores.meetings(), clock), clock);
        enforcement = new MediaEnforcement(
                stores.apps(),
                stores.rooms(),
                stores.meetings(),
                check,
                new Disconnections(stores.meetings(), clock),
                new DeadlineSchedule(stores.deadlines(), deadlines, clock),
                servers,
                queue,
                stores.idempotency(),
                clock);
        webhooks = new LiveKitWebhooks(servers, check, queue, stores.idempotency(), clock);
    }

    /** What finds the app's server where it is called by that. */
    MediaServers servers(ApiClient api) {
        return new MediaServers(secrets, api, clock);
    }

    /** Somebody comes in, and gets a token for LiveKit. */
    Peer enter(Room room) {
        return people.enter(room.name(), clock.instant()).orElseThrow();
    }

    /** The token of an admission. */
    String token(Room room, Peer peer) {
        return new MediaEntrance(servers)
                .admit(app, room, peer, clock.instant())
                .orElseThrow()
                .token();
    }

    /** Somebody comes in and enters LiveKit. */
    Peer connect(Room room) {
        Peer peer = enter(room);
        liveKit.enter(token(room, peer));
        return peer;
    }

    /** Somebody leaves LiveKit, which tells it. */
    void disconnect(Peer peer) {
        Map<String, Object> left = webhook("participant_left", peer);
        liveKit.leave(peer.sessionId(), peer.id());
        receive(left);
    }

    /** Works off what was sent since, as if its time had come; no look at a meeting. */
    void work() {
        queue.taken().stream()
                .map(message -> Json.readObject(message.text()))
                .filter(ParticipantDeparture::isOne)
                .forEach(one -> enforcement.settle(ParticipantDeparture.fromJson(one)));
        for (Message message : deadlines.taken()) {
            new DeadlineService(
                            stores.rooms(),
                            stores.meetings(),
                            stores.joinRequests(),
                            stores.deadlines(),
                            new DeadlineSchedule(stores.deadlines(), deadlines, clock),
                            clock)
                    .meet(Due.parse(message.text()));
        }
    }

    Optional<Peer> find(Room room, Peer peer) {
        return stores.meetings()
                .find(app.name(), room.name(), peer.id())
                .filter(found -> found.isInsideAt(clock.instant()));
    }

    void putOut(Room room, Peer peer) {
        people.meetings.putOut(room, one -> one.id().equals(peer.id()), Departure.EJECTED, clock.instant());
    }

    List<String> inside(Peer peer) {
        return liveKit.inside(peer.sessionId());
    }

    void tell(EventType type, Room room, Peer peer) {
        enforcement.take(event(type, room, peer));
    }

    Event event(EventType type, Room room, Peer peer) {
        Map<String, Object> data = Map.of(
                "peer", Map.of("peerId", peer.id(), "meetingSessionId", peer.sessionId()),
                "session", Map.of("meetingSessionId", peer.sessionId()));
        return new Event(
                "evt_01KDW0K0000000000000000000", type, clock.instant(), app.name(), room.name(), room.id(), "1", data);
    }

    /** What LiveKit tells of a participant that is inside. */
    Map<String, Object> webhook(String event, Peer peer) {
        Map<String, Object> webhook = new LinkedHashMap<>();
        webhook.put("event", event);
        webhook.put("id", "EV_" + ++webhookIds);
        webhook.put("createdAt", String.valueOf(clock.instant().getEpochSecond()));
        webhook.put("room", Map.of("name", peer.sessionId()));
        webhook.put("participant", liveKit.participant(peer.sessionId(), peer.id()));
        return webhook;
    }

    void receive(Map<String, Object> webhook) {
        String body = Json.write(webhook);
        webhooks.take(app, signature(body), body);
    }

    String signature(String body) {
        return signature(FakeLiveKit.KEY, FakeLiveKit.SECRET, body, 300);
    }

    String signature(String key, String secret, String body, long lifetime) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", key);
        claims.put("exp", clock.instant().getEpochSecond() + lifetime);
        claims.put("sha256", Base64.getEncoder().encodeToString(Sha256.of(body.getBytes(StandardCharsets.UTF_8))));
        return new SharedSecret(secret).sign(claims);
    }
}
