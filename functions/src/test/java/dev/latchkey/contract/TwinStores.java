package dev.latchkey.contract;

import dev.latchkey.access.TokenStatus;
import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.command.CommandStore;
import dev.latchkey.command.SenderStore;
import dev.latchkey.dashboard.DashboardSessionStore;
import dev.latchkey.deadline.DeadlineStore;
import dev.latchkey.event.ChangePublisher;
import dev.latchkey.event.Event;
import dev.latchkey.event.EventBus;
import dev.latchkey.event.Occurrence;
import dev.latchkey.functions.platform.Stores;
import dev.latchkey.idempotency.IdempotencyStore;
import dev.latchkey.joinrequest.JoinAttemptLimit;
import dev.latchkey.joinrequest.JoinRequestStore;
import dev.latchkey.live.ConnectionStore;
import dev.latchkey.meeting.MeetingStore;
import dev.latchkey.privacy.PersonalData;
import dev.latchkey.room.RoomStore;
import dev.latchkey.signing.PublicKeys;
import dev.latchkey.statuslist.StatusListStore;
import dev.latchkey.testing.memory.InMemoryStores;
import dev.latchkey.webhook.DeliveryStore;
import dev.latchkey.webhook.HealthStore;
import dev.latchkey.webhook.RoomWebhooks;
import dev.latchkey.webhook.WebhookStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The twins, as a function asks for them. */
record TwinStores(InMemoryStores kept, Watch watch) implements Stores {
    /** Stands in front of a port, to see what is asked of it. */
    interface Watch {
        <T> T over(Class<T> type, T port);
    }

    /** Nobody stands in front. */
    static <T> T unwatched(Class<T> type, T port) {
        return port;
    }

    @Override
    public ApiKeyStore apps() {
        return watch.over(ApiKeyStore.class, kept.apps());
    }

    @Override
    public RoomStore rooms() {
        return watch.over(RoomStore.class, kept.rooms());
    }

    @Override
    public MeetingStore meetings() {
        return watch.over(MeetingStore.class, kept.meetings());
    }

    @Override
    public JoinRequestStore joinRequests() {
        return watch.over(JoinRequestStore.class, kept.joinRequests());
    }

    @Override
    public JoinAttemptLimit joinAttempts(JoinAttemptLimit.Kind kind, int perMinute) {
        return watch.over(JoinAttemptLimit.class, kept.joinAttempts(kind).atMost(perMinute));
    }

    @Override
    public IdempotencyStore idempotency() {
        return watch.over(IdempotencyStore.class, kept.idempotency());
    }

    @Override
    public TokenStatus tokenStatus() {
        return watch.over(TokenStatus.class, kept.tokenStatus());
    }

    @Override
    public StatusListStore statusLists() {
        return watch.over(StatusListStore.class, kept.statusLists());
    }

    @Override
    public PersonalData personalData() {
        return watch.over(PersonalData.class, kept.personalData());
    }

    /** The twins have no stream, so it tells of nothing; what no stream makes is refused all the same. */
    @Override
    public ChangePublisher changePublisher(EventBus bus, Function<Occurrence, Optional<Event>> wording) {
        return new ChangePublisher() {
            @Override
            public Outcome publish(List<Map<String, Object>> records) {
                if (!records.stream().allMatch(change -> change.containsKey("dynamodb"))) {
                    throw new IllegalArgumentException("no record of a stream");
                }
                return publishParked();
            }

            @Override
            public Outcome publishParked() {
                bus.publish(List.of());
                return new Outcome(0, 0, null);
            }
        };
    }

    @Override
    public CommandStore commands() {
        return watch.over(CommandStore.class, kept.commands());
    }

    @Override
    public SenderStore senders() {
        return watch.over(SenderStore.class, kept.senders());
    }

    @Override
    public WebhookStore webhooks() {
        return watch.over(WebhookStore.class, kept.webhooks());
    }

    @Override
    public HealthStore webhookHealth() {
        return watch.over(HealthStore.class, kept.webhookHealth());
    }

    @Override
    public DeliveryStore deliveries() {
        return watch.over(DeliveryStore.class, kept.deliveries());
    }

    @Override
    public DashboardSessionStore dashboardSessions() {
        return watch.over(DashboardSessionStore.class, kept.dashboardSessions());
    }

    @Override
    public RoomWebhooks roomWebhooks() {
        return watch.over(RoomWebhooks.class, kept.roomWebhooks());
    }

    @Override
    public ConnectionStore connections() {
        return watch.over(ConnectionStore.class, kept.connections());
    }

    @Override
    public DeadlineStore deadlines() {
        return watch.over(DeadlineStore.class, kept.deadlines());
    }

    @Override
    public PublicKeys publicKeys() {
        return watch.over(PublicKeys.class, kept.publicKeys());
    }
}
