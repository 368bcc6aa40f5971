package dev.latchkey.webhook;

import dev.latchkey.queue.MessageQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Sends once more what was given up, or what was taken and got lost behind the endpoint. */
public final class WebhookReplay {
    /** How many one call replays at most. */
    public static final int MOST = 100;

    /** Until the message of a replay arrives, it is written down that there is one. */
    private static final Duration HEAD_START = Duration.ofSeconds(2);

    private final DeliveryStore deliveries;
    private final MessageQueue queue;
    private final Clock clock;

    public WebhookReplay(DeliveryStore deliveries, MessageQueue queue, Clock clock) {
        this.deliveries = deliveries;
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * Replays what was given up of what happened from that time on, the oldest first.
     *
     * @return how many, up to {@value #MOST}: as many again may be left when it is that many
     */
    public int replayFailed(WebhookEndpoint endpoint, Instant since) {
        List<Delivery> failed = deliveries.failed(endpoint.app(), endpoint.id(), Delivery.positionAt(since), MOST);
        return replay(failed);
    }

    /** Replays deliveries whatever became of them, but for those that are not kept any more. Returns how many. */
    public int replay(WebhookEndpoint endpoint, List<String> ids) {
        return replay(ids.stream()
                .flatMap(id -> deliveries.find(endpoint.app(), endpoint.id(), id).stream())
                .toList());
    }

    private int replay(List<Delivery> chosen) {
        Instant now = clock.instant();
        // Sent first: whatever dies in between, nothing is on its way that nobody carries.
        queue.send(chosen.stream()
                .map(delivery -> DeliveryMessage.Attempt.of(delivery, now.plus(HEAD_START))
                        .toMessage(now))
                .toList());
        return (int) chosen.stream()
                .filter(delivery -> deliveries.update(delivery, delivery.replayed(now)))
                .count();
    }
}
