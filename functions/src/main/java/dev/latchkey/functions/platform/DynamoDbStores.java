package dev.latchkey.functions.platform;

import dev.latchkey.access.AuditLog;
import dev.latchkey.access.TokenStatus;
import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.aws.DynamoDbApiKeyStore;
import dev.latchkey.aws.DynamoDbCommandStore;
import dev.latchkey.aws.DynamoDbConnectionStore;
import dev.latchkey.aws.DynamoDbDashboardSessionStore;
import dev.latchkey.aws.DynamoDbDeadlineStore;
import dev.latchkey.aws.DynamoDbDeliveryStore;
import dev.latchkey.aws.DynamoDbHealthStore;
import dev.latchkey.aws.DynamoDbIdempotencyStore;
import dev.latchkey.aws.DynamoDbJoinAttemptLimit;
import dev.latchkey.aws.DynamoDbJoinRequestStore;
import dev.latchkey.aws.DynamoDbMeetingStore;
import dev.latchkey.aws.DynamoDbPersonalData;
import dev.latchkey.aws.DynamoDbPublicKeys;
import dev.latchkey.aws.DynamoDbRoomStore;
import dev.latchkey.aws.DynamoDbRoomWebhooks;
import dev.latchkey.aws.DynamoDbSenderStore;
import dev.latchkey.aws.DynamoDbStatusListStore;
import dev.latchkey.aws.DynamoDbTokenStatus;
import dev.latchkey.aws.DynamoDbWebhookStore;
import dev.latchkey.aws.StreamPublisher;
import dev.latchkey.aws.Table;
import dev.latchkey.command.CommandStore;
import dev.latchkey.command.SenderStore;
import dev.latchkey.dashboard.DashboardSessionStore;
import dev.latchkey.deadline.DeadlineStore;
import dev.latchkey.event.ChangePublisher;
import dev.latchkey.event.Event;
import dev.latchkey.event.EventBus;
import dev.latchkey.event.Occurrence;
import dev.latchkey.idempotency.IdempotencyStore;
import dev.latchkey.joinrequest.JoinAttemptLimit;
import dev.latchkey.joinrequest.JoinRequestStore;
import dev.latchkey.live.ConnectionStore;
import dev.latchkey.meeting.MeetingStore;
import dev.latchkey.privacy.PersonalData;
import dev.latchkey.room.RoomStore;
import dev.latchkey.signing.PublicKeys;
import dev.latchkey.statuslist.StatusListStore;
import dev.latchkey.webhook.DeliveryStore;
import dev.latchkey.webhook.HealthStore;
import dev.latchkey.webhook.RoomWebhooks;
import dev.latchkey.webhook.WebhookStore;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The stores over the one table. They hold nothing between two calls that would have to be the same for all, so each is made anew. */
public final class DynamoDbStores implements Stores {
    private final Table table;
    private final AuditLog auditLog;
    private final Clock clock;

    /**
     * @param table its name
     * @param auditLog is told of everybody whom a store puts out
     * @param clock says how long ago something was read
     */
    public DynamoDbStores(DynamoDbClient client, String table, AuditLog auditLog, Clock clock) {
        this.table = new Table(client, table);
        this.auditLog = auditLog;
        this.clock = clock;
    }

    @Override
    public ApiKeyStore apps() {
        return new DynamoDbApiKeyStore(table);
    }

    @Override
    public RoomStore rooms() {
        return new DynamoDbRoomStore(table);
    }

    @Override
    public MeetingStore meetings() {
        return new DynamoDbMeetingStore(table, auditLog, clock);
    }

    @Override
    public JoinRequestStore joinRequests() {
        return new DynamoDbJoinRequestStore(table);
    }

    @Override
    public JoinAttemptLimit joinAttempts(JoinAttemptLimit.Kind kind, int perMinute) {
        return new DynamoDbJoinAttemptLimit(table, kind, perMinute);
    }

    @Override
    public IdempotencyStore idempotency() {
        return new DynamoDbIdempotencyStore(table);
    }

    @Override
    public TokenStatus tokenStatus() {
        return new DynamoDbTokenStatus(table);
    }

    @Override
    public PersonalData personalData() {
        return new DynamoDbPersonalData(table, auditLog);
    }

    @Override
    public ChangePublisher changePublisher(EventBus bus, Function<Occurrence, Optional<Event>> wording) {
        return new StreamPublisher(table, bus, wording);
    }

    @Override
    public CommandStore commands() {
        return new DynamoDbCommandStore(table);
    }

    @Override
    public SenderStore senders() {
        return new DynamoDbSenderStore(table);
    }

    @Override
    public WebhookStore webhooks() {
        return new DynamoDbWebhookStore(table);
    }

    @Override
    public HealthStore webhookHealth() {
        return new DynamoDbHealthStore(table);
    }

    @Override
    public DeliveryStore deliveries() {
        return new DynamoDbDeliveryStore(table);
    }

    @Override
    public DashboardSessionStore dashboardSessions() {
        return new DynamoDbDashboardSessionStore(table);
    }

    @Override
    public RoomWebhooks roomWebhooks() {
        return new DynamoDbRoomWebhooks(table);
    }

    @Override
    public ConnectionStore connections() {
        return new DynamoDbConnectionStore(table);
    }

    @Override
    public DeadlineStore deadlines() {
        return new DynamoDbDeadlineStore(table);
    }

    @Override
    public StatusListStore statusLists() {
        return new DynamoDbStatusListStore(table);
    }

    @Override
    public PublicKeys publicKeys() {
        return new DynamoDbPublicKeys(table);
    }
}
