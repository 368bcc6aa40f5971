package dev.latchkey.functions.platform;

import dev.latchkey.access.AuditLog;
import dev.latchkey.access.TokenCheck;
import dev.latchkey.access.TokenStatus;
import dev.latchkey.apikey.ApiKeyCheck;
import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.command.CommandStore;
import dev.latchkey.command.SenderStore;
import dev.latchkey.dashboard.DashboardSessions;
import dev.latchkey.deadline.DeadlineSchedule;
import dev.latchkey.deadline.DeadlineService;
import dev.latchkey.event.ChangePublisher;
import dev.latchkey.event.Event;
import dev.latchkey.event.Occurrence;
import dev.latchkey.functions.http.CallerReader;
import dev.latchkey.functions.http.ModeratorReader;
import dev.latchkey.idempotency.IdempotencyStore;
import dev.latchkey.joinrequest.JoinAttemptLimit;
import dev.latchkey.joinrequest.JoinRequestStore;
import dev.latchkey.live.Broadcast;
import dev.latchkey.live.ConnectionEnd;
import dev.latchkey.live.ConnectionPost;
import dev.latchkey.live.ConnectionService;
import dev.latchkey.live.ConnectionStore;
import dev.latchkey.media.LiveKitGate;
import dev.latchkey.media.LiveKitWebhooks;
import dev.latchkey.media.MediaEnforcement;
import dev.latchkey.media.MediaEntrance;
import dev.latchkey.media.MediaSecrets;
import dev.latchkey.media.MediaServers;
import dev.latchkey.media.ParticipantCheck;
import dev.latchkey.meeting.AdmissionService;
import dev.latchkey.meeting.Attendance;
import dev.latchkey.meeting.Disconnections;
import dev.latchkey.meeting.EntryByToken;
import dev.latchkey.meeting.EntryService;
import dev.latchkey.meeting.JoinOnce;
import dev.latchkey.meeting.JoinRequestModeration;
import dev.latchkey.meeting.MediaAccess;
import dev.latchkey.meeting.MediaPresence;
import dev.latchkey.meeting.MeetingStore;
import dev.latchkey.meeting.PeerRemoval;
import dev.latchkey.meeting.PeerService;
import dev.latchkey.meeting.RevocationService;
import dev.latchkey.meeting.SessionTokenIssue;
import dev.latchkey.meeting.WaitingRoomService;
import dev.latchkey.outbound.AddressRules;
import dev.latchkey.privacy.PersonalData;
import dev.latchkey.queue.MessageQueue;
import dev.latchkey.queue.QueueName;
import dev.latchkey.room.NewRooms;
import dev.latchkey.room.RoomStore;
import dev.latchkey.signing.SealedTexts;
import dev.latchkey.statuslist.StatusLists;
import dev.latchkey.token.AccessTokens;
import dev.latchkey.token.SessionTokens;
import dev.latchkey.token.Tickets;
import dev.latchkey.webhook.DeliveryService;
import dev.latchkey.webhook.EventDispatch;
import dev.latchkey.webhook.TestCall;
import dev.latchkey.webhook.WebhookReplay;
import dev.latchkey.webhook.WebhookSigner;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * The composition root: makes the services of a platform. Each method makes one, with all that it works with and nothing else,
 * so what a handler's constructor asks for is what its function needs: in time at a cold start, in settings and in rights.
 * None of them but {@link #statusLists} holds anything between two calls, so none is shared.
 */
public final class Services {
    /** What times are kept with: a finer time would differ from itself once read back. */
    private static final Duration RESOLUTION = Duration.ofMillis(1);

    private final Platform platform;

    public Services(Platform platform) {
        this.platform = platform;
    }

    /** The platform's clock in whole milliseconds, by which everything is written down. */
    public Clock clock() {
        return Clock.tick(platform.clock(), RESOLUTION);
    }

    public AuditLog auditLog() {
        return platform.auditLog();
    }

    public CallerReader callers() {
        return new CallerReader(apiKeyCheck(), dashboardSessions());
    }

    private ApiKeyCheck apiKeyCheck() {
        return new ApiKeyCheck(apps(), clock(), platform.backgroundExecutor(), auditLog());
    }

    /** Who is signed in to the dashboard. */
    public DashboardSessions dashboardSessions() {
        return new DashboardSessions(stores().dashboardSessions(), apiKeyCheck(), apps(), clock(), auditLog());
    }

    public ModeratorReader moderators() {
        return new ModeratorReader(callers(), peers()::authority);
    }

    /** Apps and their API keys. */
    public ApiKeyStore apps() {
        return stores().apps();
    }

    public RoomStore rooms() {
        return stores().rooms();
    }

    public MeetingStore meetings() {
        return stores().meetings();
    }

    /**
     * Tells the bus what was committed.
     *
     * @param wording what others are told of what happened; empty for nothing
     */
    public ChangePublisher changePublisher(Function<Occurrence, Optional<Event>> wording) {
        return stores().changePublisher(platform.eventBus(), wording);
    }

    /** Sees to it that somebody looks when something is due. */
    public DeadlineSchedule deadlineSchedule() {
        return new DeadlineSchedule(stores().deadlines(), platform.queue(QueueName.DEADLINES), clock());
    }

    /** Does what is due. */
    public DeadlineService deadlines() {
        return new DeadlineService(
                rooms(), meetings(), joinRequests(), stores().deadlines(), deadlineSchedule(), clock());
    }

    public CommandStore commands() {
        return stores().commands();
    }

    public SenderStore senders() {
        return stores().senders();
    }

    public IdempotencyStore idempotency() {
        return stores().idempotency();
    }

    public TokenStatus tokenStatus() {
        return stores().tokenStatus();
    }

    public PersonalData personalData() {
        return stores().personalData();
    }

    public AccessTokens accessTokens() {
        return new AccessTokens(platform.signingKeys());
    }

    public SealedTexts sealedTexts() {
        return new SealedTexts(platform.signingKeys());
    }

    public TokenCheck tokenCheck() {
        return new TokenCheck(accessTokens(), tokenStatus(), clock(), auditLog());
    }

    public PeerService peers() {
        return new PeerService(meetings(), rooms(), sessionTokens(), sessionTokenIssue(), clock(), auditLog());
    }

    public PeerRemoval peerRemoval() {
        return new PeerRemoval(meetings(), clock());
    }

    public RevocationService revocations() {
        return new RevocationService(
                accessTokens(), tokenStatus(), rooms(), apps(), peerRemoval(), clock(), auditLog());
    }

    public JoinRequestModeration moderation() {
        return new JoinRequestModeration(joinRequests(), clock(), auditLog());
    }

    public WaitingRoomService waitingRoom() {
        return waitingRoom(admissions());
    }

    /** For whoever gives up, or only shows a ticket: nobody comes in by it. */
    public WaitingRoomService withdrawals() {
        return waitingRoom(admissions(MediaAccess.NONE));
    }

    private WaitingRoomService waitingRoom(AdmissionService admissions) {
        return new WaitingRoomService(meetings(), joinRequests(), tickets(), admissions, clock(), auditLog());
    }

    public EntryService entry() {
        return new EntryService(
                meetings(),
                joinRequests(),
                limit(JoinAttemptLimit.Kind.WAITING, platform.joinAttemptsPerMinute()),
                limit(JoinAttemptLimit.Kind.TOKENLESS, platform.tokenlessJoinsPerMinute()),
                accessTokens(),
                sessionTokens(),
                tickets(),
                admissions(),
                clock(),
                auditLog());
    }

    public JoinOnce joinOnce() {
        return new JoinOnce(idempotency(), meetings(), joinRequests(), entry(), waitingRoom(), admissions(), clock());
    }

    /** Who wants an event, and its way there. */
    public EventDispatch eventDispatch() {
        return new EventDispatch(
                stores().webhooks(),
                stores().webhookHealth(),
                stores().roomWebhooks(),
                stores().deliveries(),
                platform.queue(QueueName.WEBHOOK_DELIVERIES),
                clock());
    }

    /** Makes the rooms that are asked for. */
    public NewRooms newRooms() {
        return platform.newRooms();
    }

    /** Which addresses may be called that others name. */
    public AddressRules addressRules() {
        return platform.addressRules();
    }

    public WebhookSigner webhookSigner() {
        return new WebhookSigner(platform.webhookKey());
    }

    public WebhookReplay webhookReplay() {
        return new WebhookReplay(stores().deliveries(), platform.queue(QueueName.WEBHOOK_DELIVERIES), clock());
    }

    public TestCall webhookTestCall() {
        return new TestCall(platform.outbound(), webhookSigner(), clock());
    }

    public DeliveryService deliveries() {
        return new DeliveryService(
                stores().webhooks(),
                stores().webhookHealth(),
                stores().deliveries(),
                platform.outbound(),
                webhookSigner(),
                platform.queue(QueueName.WEBHOOK_DELIVERIES),
                platform.deliveryLog(),
                clock());
    }

    public MediaSecrets mediaSecrets() {
        return platform.mediaSecrets();
    }

    /** To which addresses media servers may be called. */
    public AddressRules mediaApiRules() {
        return platform.apiClient().rules();
    }

    /** Has media servers do as the table says. */
    public MediaEnforcement mediaEnforcement() {
        return new MediaEnforcement(
                apps(),
                rooms(),
                meetings(),
                participantCheck(),
                disconnections(),
                deadlineSchedule(),
                mediaServers(),
                mediaMessages(),
                idempotency(),
                clock());
    }

    public LiveKitWebhooks liveKitWebhooks() {
        return new LiveKitWebhooks(mediaServers(), participantCheck(), mediaMessages(), idempotency(), clock());
    }

    public LiveKitGate liveKitGate() {
        return new LiveKitGate(attendance(), clock());
    }

    private ParticipantCheck participantCheck() {
        return new ParticipantCheck(attendance(), new MediaPresence(meetings(), clock()), clock());
    }

    private Attendance attendance() {
        return new Attendance(rooms(), meetings());
    }

    private Disconnections disconnections() {
        return new Disconnections(meetings(), clock());
    }

    private MessageQueue mediaMessages() {
        return platform.queue(QueueName.MEDIA_EVENTS);
    }

    public EntryByToken entryByToken() {
        return new EntryByToken(
                meetings(),
                joinRequests(),
                accessTokens(),
                sessionTokens(),
                entry(),
                waitingRoom(),
                joinOnce(),
                admissions(),
                clock());
    }

    private MediaServers mediaServers() {
        return new MediaServers(mediaSecrets(), platform.apiClient(), clock());
    }

    /** Who has a live connection. */
    public ConnectionStore connections() {
        return stores().connections();
    }

    /** Opens live connections. */
    public ConnectionService connectionService() {
        return new ConnectionService(connections(), peers(), withdrawals(), livePushes(), clock());
    }

    public ConnectionEnd connectionEnd() {
        return new ConnectionEnd(connections(), disconnections(), deadlineSchedule());
    }

    public ConnectionPost connectionPost() {
        return platform.connectionPost();
    }

    /** Tells by live connections. */
    public Broadcast broadcast() {
        return new Broadcast(connectionPost(), connectionEnd(), clock());
    }

    /** Where it is sent what is to be told by live connections. */
    public MessageQueue livePushes() {
        return platform.queue(QueueName.LIVE_PUSHES);
    }

    private AdmissionService admissions() {
        return admissions(new MediaEntrance(mediaServers()));
    }

    private AdmissionService admissions(MediaAccess media) {
        return new AdmissionService(meetings(), sessionTokenIssue(), media, auditLog());
    }

    private JoinRequestStore joinRequests() {
        return stores().joinRequests();
    }

    private JoinAttemptLimit limit(JoinAttemptLimit.Kind kind, int perMinute) {
        return stores().joinAttempts(kind, perMinute);
    }

    /** Says whose session tokens are void. It holds what it has signed: whoever answers many calls is to keep it. */
    public StatusLists statusLists() {
        return new StatusLists(stores().statusLists(), platform.signingKeys(), clock());
    }

    private SessionTokenIssue sessionTokenIssue() {
        return new SessionTokenIssue(sessionTokens(), platform.serviceAddress());
    }

    private SessionTokens sessionTokens() {
        return new SessionTokens(platform.signingKeys());
    }

    private Tickets tickets() {
        return new Tickets(platform.signingKeys());
    }

    private Stores stores() {
        return platform.stores();
    }
}
