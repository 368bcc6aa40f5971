package dev.latchkey.functions.platform;

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
import java.util.Optional;
import java.util.function.Function;

/** Where a platform keeps what is kept: one method for each port, of which a function asks for those that it needs. */
public interface Stores {
    /** Apps and their API keys. */
    ApiKeyStore apps();

    RoomStore rooms();

    MeetingStore meetings();

    JoinRequestStore joinRequests();

    /** @param perMinute how many of that kind are heard within one minute */
    JoinAttemptLimit joinAttempts(JoinAttemptLimit.Kind kind, int perMinute);

    IdempotencyStore idempotency();

    TokenStatus tokenStatus();

    PersonalData personalData();

    /**
     * Tells others what was changed in the table.
     *
     * @param wording what they are told of what happened; empty for nothing
     */
    ChangePublisher changePublisher(EventBus bus, Function<Occurrence, Optional<Event>> wording);

    /** Which commands came, and what became of them. */
    CommandStore commands();

    /** Who may send commands. */
    SenderStore senders();

    /** Where apps want to be told of events. */
    WebhookStore webhooks();

    HealthStore webhookHealth();

    DeliveryStore deliveries();

    /** Who is signed in to the dashboard. */
    DashboardSessionStore dashboardSessions();

    RoomWebhooks roomWebhooks();

    ConnectionStore connections();

    /** What says what is due when. */
    DeadlineStore deadlines();

    /** Whose session tokens are void. */
    StatusListStore statusLists();

    /** The public keys as published. */
    PublicKeys publicKeys();
}
