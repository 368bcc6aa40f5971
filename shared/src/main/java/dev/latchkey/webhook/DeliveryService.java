package dev.latchkey.webhook;

import dev.latchkey.outbound.CallResult;
import dev.latchkey.outbound.CallResult.Fault;
import dev.latchkey.outbound.Outbound;
import dev.latchkey.queue.MessageQueue;
import dev.latchkey.retry.OptimisticUpdate;
import dev.latchkey.webhook.EndpointHealth.SwitchedOff;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Attempts deliveries. What is to come next is sent to the queue before it is written down what was, so that whatever dies in
 * between, the delivery goes on.
 */
public final class DeliveryService {
    private static final int GONE = 410;

    /** How many of those that were put off are sent on at a time. */
    private static final int RESUMED_AT_ONCE = 100;

    /** Between two times, so that an endpoint that has just come back is not run over. */
    private static final Duration BREATH = Duration.ofSeconds(1);

    private final WebhookStore endpoints;
    private final HealthStore health;
    private final DeliveryStore deliveries;
    private final Outbound outbound;
    private final WebhookSigner signer;
    private final MessageQueue queue;
    private final DeliveryLog log;
    private final Clock clock;

    public DeliveryService(
            WebhookStore endpoints,
            HealthStore health,
            DeliveryStore deliveries,
            Outbound outbound,
            WebhookSigner signer,
            MessageQueue queue,
            DeliveryLog log,
            Clock clock) {
        this.endpoints = endpoints;
        this.health = health;
        this.deliveries = deliveries;
        this.outbound = outbound;
        this.signer = signer;
        this.queue = queue;
        this.log = log;
        this.clock = clock;
    }

    /** Does what a message of the queue asks for. It may come twice, early, or late. */
    public void take(String message) {
        DeliveryMessage parsed = DeliveryMessage.parse(message);
        if (parsed instanceof DeliveryMessage.Resume resume) {
            resume(resume);
        } else {
            attempt((DeliveryMessage.Attempt) parsed);
        }
    }

    private void attempt(DeliveryMessage.Attempt planned) {
        Instant now = clock.instant();
        if (now.isBefore(planned.due())) {
            queue.send(planned.toMessage(now));
            return;
        }
        Delivery delivery = deliveries
                .find(planned.app(), planned.endpoint(), planned.id())
                .filter(kept -> kept.state() == DeliveryState.PENDING && planned.attempt() >= kept.attempts())
                .orElse(null);
        if (delivery == null) {
            return;
        }
        EndpointHealth seen = health.find(delivery.app(), delivery.target());
        WebhookEndpoint endpoint = endpoints
                .find(delivery.app(), delivery.endpoint())
                .filter(found -> found.enabled() && !seen.isOff())
                .orElse(null);
        if (endpoint == null) {
            deliveries.update(delivery, delivery.givenUp());
        } else if (!isPutOff(delivery, seen, now)) {
            attempt(delivery, endpoint, seen, now);
        }
    }

    /** While the circuit is open, new events are put off, but for one now and then. Whoever closes it sends them on. */
    private boolean isPutOff(Delivery delivery, EndpointHealth seen, Instant now) {
        return delivery.isUntried()
                && seen.isOpen()
                && seen.mayPutOff(delivery.happened())
                && !(seen.mayTry(now) && health.put(seen.probing(now)));
    }

    private void attempt(Delivery delivery, WebhookEndpoint endpoint, EndpointHealth seen, Instant now) {
        CallResult result = post(delivery, endpoint, now);
        Delivery.Attempt attempt = Delivery.Attempt.of(result, now);
        if (result.isSuccess()) {
            succeeded(delivery, seen);
            finish(delivery, delivery.attempted(DeliveryState.DELIVERED, attempt));
        } else if (result.status() == GONE) {
            switchOff(delivery, seen, EndpointHealth.Off.GONE);
            finish(delivery, delivery.attempted(DeliveryState.FAILED, attempt));
        } else {
            boolean goesOn = failed(delivery, seen, result.fault() == Fault.TIMED_OUT, now);
            finish(delivery, delivery.attempted(goesOn ? DeliveryState.PENDING : DeliveryState.FAILED, attempt));
        }
    }

    private CallResult post(Delivery delivery, WebhookEndpoint endpoint, Instant now) {
        String url = delivery.url().isEmpty() ? endpoint.url() : delivery.url();
        Optional<URI> address = outbound.rules().parse(url);
        return address.isEmpty()
                ? new CallResult(0, Fault.ADDRESS_NOT_ALLOWED, Duration.ZERO)
                : outbound.post(
                        address.get(),
                        signer.headers(endpoint, delivery.eventId(), delivery.body(), now),
                        delivery.body());
    }

    private void succeeded(Delivery delivery, EndpointHealth seen) {
        if (seen.isFailing()) {
            change(seen, EndpointHealth::recovered);
            if (seen.isOpen()) {
                Instant now = clock.instant();
                queue.send(DeliveryMessage.Resume.of(delivery, seen.openedAt()).toMessage(now, now));
            }
        }
    }

    /** Returns whether there is to be another attempt. */
    private boolean failed(Delivery delivery, EndpointHealth seen, boolean timedOut, Instant now) {
        EndpointHealth after = countFailure(delivery, seen, timedOut, now);
        if (after.hasFailedForGood(now)) {
            switchOff(delivery, after, EndpointHealth.Off.FAILING);
            return false;
        }
        Instant ended = clock.instant();
        int failedInRound = delivery.attempts() + 1 - delivery.roundFrom();
        Optional<Instant> next = RetrySchedule.next(delivery.roundBegan(), failedInRound, ended);
        next.ifPresent(
                due -> queue.send(DeliveryMessage.Attempt.after(delivery, due).toMessage(ended)));
        return next.isPresent();
    }

    private EndpointHealth countFailure(Delivery delivery, EndpointHealth seen, boolean timedOut, Instant now) {
        return change(seen, before -> {
            EndpointHealth after = before.failed(delivery.isUntried(), timedOut, now);
            if (after.isOpen() && !before.isOpen()) {
                // Sent before the circuit opens: nothing is put off that nobody sees after.
                queue.send(DeliveryMessage.Resume.of(delivery, after.openedAt()).toMessage(after.openUntil(), now));
            }
            return after;
        });
    }

    private EndpointHealth change(EndpointHealth seen, UnaryOperator<EndpointHealth> change) {
        return OptimisticUpdate.make(
                "the endpoint's health", seen, () -> health.find(seen.app(), seen.target()), before -> {
                    EndpointHealth after = change.apply(before);
                    return health.put(after) ? Optional.of(after) : Optional.empty();
                });
    }

    /** The stream tells of it: docs/decisions/0350. */
    private void switchOff(Delivery delivery, EndpointHealth seen, EndpointHealth.Off why) {
        SwitchedOff off = new SwitchedOff(why, clock.instant(), origin(delivery.url()));
        change(seen, before -> before.switchedOff(off));
    }

    private static String origin(String url) {
        if (url.isEmpty()) {
            return "";
        }
        URI address = URI.create(url);
        return address.getScheme() + "://" + address.getRawAuthority();
    }

    private void finish(Delivery before, Delivery after) {
        deliveries.update(before, after);
        log.attempted(after);
    }

    /**
     * Sees after what was put off. While the circuit is open, one is sent on as soon as it may be attempted, and this comes
     * again; when it is closed, all are.
     */
    private void resume(DeliveryMessage.Resume resume) {
        Instant now = clock.instant();
        EndpointHealth seen = health.find(resume.app(), resume.target());
        if (!seen.hasPutOff() || (seen.isOpen() && !seen.openedAt().equals(resume.openedAt()))) {
            return; // all is done or given up, or another message sees after it
        }
        if (seen.isOpen()) {
            queue.send(resume.toMessage(seen.mayTry(now) ? seen.probing(now).openUntil() : seen.openUntil(), now));
            if (seen.mayTry(now)) {
                sendOn(untried(resume, seen.putOffFrom(), 1), now);
            }
            return;
        }
        List<Delivery> some =
                untried(resume, resume.after().isEmpty() ? seen.putOffFrom() : resume.after(), RESUMED_AT_ONCE);
        sendOn(some, now);
        if (some.size() == RESUMED_AT_ONCE) {
            queue.send(resume.after(some.get(some.size() - 1)).toMessage(now.plus(BREATH), now));
        } else {
            // Not if it has opened again meanwhile: then there is more to see after.
            health.put(seen.resumed());
        }
    }

    private void sendOn(List<Delivery> putOff, Instant now) {
        queue.send(putOff.stream()
                .map(delivery -> DeliveryMessage.Attempt.of(delivery, now).toMessage(now))
                .toList());
    }

    private List<Delivery> untried(DeliveryMessage.Resume resume, String after, int limit) {
        return deliveries.untried(resume.app(), resume.endpoint(), resume.target(), after, limit);
    }
}
