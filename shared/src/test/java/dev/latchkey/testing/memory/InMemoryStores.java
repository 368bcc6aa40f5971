package dev.latchkey.testing.memory;

import dev.latchkey.access.AuditLog;
import dev.latchkey.joinrequest.JoinAttemptLimit;
import dev.latchkey.webhook.RoomWebhooks;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** A twin of every store, over one memory. */
public final class InMemoryStores {
    private final Memory memory = new Memory();
    private final InMemoryApiKeyStore apps;
    private final InMemoryRoomStore rooms;
    private final InMemoryMeetingStore meetings;
    private final InMemoryJoinRequestStore joinRequests;
    private final Map<JoinAttemptLimit.Kind, InMemoryJoinAttemptLimit> joinAttempts =
            new EnumMap<>(JoinAttemptLimit.Kind.class);
    private final InMemoryIdempotencyStore idempotency;
    private final InMemoryTokenStatus tokenStatus;
    private final InMemoryStatusListStore statusLists;
    private final InMemoryPersonalData personalData;
    private final InMemoryDeadlineStore deadlines = new InMemoryDeadlineStore();
    private final InMemoryPublicKeys publicKeys = new InMemoryPublicKeys();
    private final InMemoryWebhookStore webhooks = new InMemoryWebhookStore();
    private final InMemoryHealthStore webhookHealth = new InMemoryHealthStore();
    private final InMemoryDeliveryStore deliveries;
    private final InMemoryDashboardSessionStore dashboardSessions = new InMemoryDashboardSessionStore();
    private final InMemoryCommandStore commands = new InMemoryCommandStore();
    private final InMemorySenderStore senders = new InMemorySenderStore();
    private final InMemoryConnectionStore connections = new InMemoryConnectionStore();

    /** @param auditLog is told of everybody whom a store puts out */
    public InMemoryStores(AuditLog auditLog) {
        apps = new InMemoryApiKeyStore(memory);
        rooms = new InMemoryRoomStore(memory);
        meetings = new InMemoryMeetingStore(memory, auditLog);
        joinRequests = new InMemoryJoinRequestStore(memory);
        idempotency = new InMemoryIdempotencyStore(memory);
        tokenStatus = new InMemoryTokenStatus(memory);
        statusLists = new InMemoryStatusListStore(memory);
        deliveries = new InMemoryDeliveryStore(memory);
        personalData = new InMemoryPersonalData(memory, meetings, auditLog);
        for (JoinAttemptLimit.Kind kind : JoinAttemptLimit.Kind.values()) {
            joinAttempts.put(kind, new InMemoryJoinAttemptLimit(Integer.MAX_VALUE));
        }
    }

    public InMemoryWebhookStore webhooks() {
        return webhooks;
    }

    public InMemoryHealthStore webhookHealth() {
        return webhookHealth;
    }

    public InMemoryDeliveryStore deliveries() {
        return deliveries;
    }

    public InMemoryDashboardSessionStore dashboardSessions() {
        return dashboardSessions;
    }

    public InMemoryCommandStore commands() {
        return commands;
    }

    public InMemorySenderStore senders() {
        return senders;
    }

    public InMemoryConnectionStore connections() {
        return connections;
    }

    /** What the rooms that are not archived say. */
    public RoomWebhooks roomWebhooks() {
        return (app, room, roomId, field) -> rooms.find(app, room)
                .filter(found -> found.id().equals(roomId))
                .flatMap(found -> Optional.ofNullable(found.settings().get(field.field())))
                .map(String::valueOf);
    }

    public Memory memory() {
        return memory;
    }

    public InMemoryApiKeyStore apps() {
        return apps;
    }

    public InMemoryRoomStore rooms() {
        return rooms;
    }

    public InMemoryMeetingStore meetings() {
        return meetings;
    }

    public InMemoryJoinRequestStore joinRequests() {
        return joinRequests;
    }

    /** Without a limit: who asks says how many. */
    public JoinAttemptLimit joinAttempts(JoinAttemptLimit.Kind kind) {
        return joinAttempts.get(kind);
    }

    public InMemoryIdempotencyStore idempotency() {
        return idempotency;
    }

    public InMemoryTokenStatus tokenStatus() {
        return tokenStatus;
    }

    public InMemoryStatusListStore statusLists() {
        return statusLists;
    }

    public InMemoryPersonalData personalData() {
        return personalData;
    }

    public InMemoryDeadlineStore deadlines() {
        return deadlines;
    }

    public InMemoryPublicKeys publicKeys() {
        return publicKeys;
    }
}
