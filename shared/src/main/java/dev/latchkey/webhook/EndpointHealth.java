package dev.latchkey.webhook;

import dev.latchkey.app.AppName;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint has answered lately, and what follows from it. Its circuit opens when some events in a row failed at their
 * first attempt: from then on a new event is put off, but for one now and then, until an attempt succeeds.
 *
 * @param target the endpoint, or one address that rooms name
 * @param failures what counts of events that failed at their first attempt since the last success
 * @param failingSince the first attempt that failed since the last success; {@link Instant#EPOCH} when none did
 * @param openedAt since when the circuit is open; {@link Instant#EPOCH} when it is closed
 * @param openUntil when a new event may be attempted all the same
 * @param putOffSince since when events may have been put off that have not been sent on; {@link Instant#EPOCH} when none are
 * @param off that deliveries to it have ended; null when they have not
 * @param version goes up by one with each change, from 1; 0 when nothing has been written down
 */
public record EndpointHealth(
        AppName app,
        String target,
        int failures,
        Instant failingSince,
        Instant openedAt,
        Instant openUntil,
        Instant putOffSince,
        @Nullable SwitchedOff off,
        long version) {
    /** What the targets begin with that are addresses named by rooms. */
    public static final String ADDRESS_PREFIX = WebhookEndpoint.ROOMS + "-";

    static final Duration SHORTEST_PAUSE = Duration.ofSeconds(30);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    /** How much earlier than the circuit opened something may have happened that was put off. */
    private static final Duration LATE = Duration.ofMinutes(10);

    private static final int OPENS_AT = 5;

    /** An endpoint that does not answer in time holds a sender up, so fewer of them are enough. */
    private static final int WEIGHT_OF_TIME_OUT = 3;

    /** What the last attempt of three days may be early by, as seen from the first. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    public EndpointHealth {
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(failingSince, "failingSince");
        Objects.requireNonNull(openedAt, "openedAt");
        Objects.requireNonNull(openUntil, "openUntil");
        Objects.requireNonNull(putOffSince, "putOffSince");
    }

    /**
     * That an endpoint gets nothing any more.
     *
     * @param at when it was switched off
     * @param origin of the address, when it is one that rooms name; empty otherwise. The rest of it may be a secret
     */
    public record SwitchedOff(Off why, Instant at, String origin) {
        public SwitchedOff {
            Objects.requireNonNull(why, "why");
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(origin, "origin");
        }
    }

    /** Why. */
    public enum Off {
        /** It answered 410. */
        GONE,
        /** Every attempt of three days failed. */
        FAILING;

        /** As answers, events and items spell it. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One of which nothing bad is known. */
    public static EndpointHealth good(AppName app, String target) {
        return new EndpointHealth(app, target, 0, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, null, 0);
    }

    /** The id of the webhook that the target belongs to. */
    public static String webhook(String target) {
        return target.startsWith(ADDRESS_PREFIX) ? WebhookEndpoint.ROOMS : target;
    }

    public boolean isOff() {
        return off != null;
    }

    boolean isFailing() {
        return !failingSince.equals(Instant.EPOCH);
    }

    boolean isOpen() {
        return !openedAt.equals(Instant.EPOCH);
    }

    boolean hasPutOff() {
        return !putOffSince.equals(Instant.EPOCH);
    }

    /** Whether a new event may be attempted. */
    boolean mayTry(Instant now) {
        return !isOpen() || !now.isBefore(openUntil);
    }

    /** Whether an event is one that is found again when it is put off. One that is told of very late is not. */
    boolean mayPutOff(Instant happened) {
        return !happened.isBefore(putOffSince.minus(LATE));
    }

    /** What the ids of all that was put off are behind. */
    String putOffFrom() {
        return Delivery.positionAt(putOffSince.minus(LATE));
    }

    /** After everything that was put off has been sent on. */
    EndpointHealth resumed() {
        return with(failures, failingSince, openedAt, openUntil, Instant.EPOCH);
    }

    /** Open for some time on, since one event is being attempted: as long as it has been open, within bounds. */
    EndpointHealth probing(Instant now) {
        return with(failures, failingSince, openedAt, now.plus(pause(now)), putOffSince);
    }

    private Duration pause(Instant now) {
        Duration open = Duration.between(openedAt, now);
        if (open.compareTo(SHORTEST_PAUSE) < 0) {
            return SHORTEST_PAUSE;
        }
        return open.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : open;
    }

    EndpointHealth recovered() {
        return with(0, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, putOffSince);
    }

    /**
     * After an attempt that failed.
     *
     * @param first whether it was an event's first
     */
    EndpointHealth failed(boolean first, boolean timedOut, Instant now) {
        int counted = first ? failures + (timedOut ? WEIGHT_OF_TIME_OUT : 1) : failures;
        Instant since = isFailing() ? failingSince : now;
        return isOpen() || counted < OPENS_AT
                ? with(counted, since, openedAt, openUntil, putOffSince)
                : with(counted, since, now, now.plus(SHORTEST_PAUSE), hasPutOff() ? putOffSince : now);
    }

    /** Whether every attempt of three days has failed. */
    boolean hasFailedForGood(Instant now) {
        return isFailing()
                && !now.isBefore(failingSince.plus(RetrySchedule.LONGEST).minus(SLACK));
    }

    /** What was switched off already stays as it is: it happens once. */
    EndpointHealth switchedOff(SwitchedOff newOff) {
        return new EndpointHealth(
                app,
                target,
                failures,
                failingSince,
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                off == null ? newOff : off,
                version + 1);
    }

    private EndpointHealth with(int newFailures, Instant since, Instant opened, Instant until, Instant putOff) {
        return new EndpointHealth(app, target, newFailures, since, opened, until, putOff, off, version + 1);
    }
}
