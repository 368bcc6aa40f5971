package dev.latchkey.signing;

import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.retry.Deadline;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the key set of this container: reads it once, reads it again before it is stale, and goes on with the last good
 * one while the source is down or holds a set that is refused.
 *
 * <p>Lambda freezes a container between requests, and a timer with it. So requests drive the refresh: the first request
 * after {@link #FRESH_FOR} starts one in the background and is answered from the held set; the first one after
 * {@link #STALE_AFTER}, usually after a long freeze, waits for it. Only one reader is ever under way.
 */
public final class CachedSigningKeys implements SigningKeys, PublicKeys {
    /** Less a random part, so that containers born together do not read together. */
    static final Duration FRESH_FOR = Duration.ofMinutes(5);

    static final Duration JITTER = Duration.ofMinutes(1);
    static final Duration STALE_AFTER = Duration.ofMinutes(10);

    /** Between two reads, whatever asks for them: invented kids and a source that is down cost no more than this. */
    static final Duration BETWEEN_READS = Duration.ofSeconds(30);

    /** While there is no set at all, where every request has to ask. */
    static final Duration BETWEEN_FIRST_READS = Duration.ofSeconds(1);

    private final KeySetSource source;
    private final Clock clock;
    private final Executor background;
    private final Consumer<KeyRefresh> refreshes;
    private final ReentrantLock reading = new ReentrantLock();

    private volatile @Nullable Held held;
    private volatile Instant lastTried = Instant.EPOCH;

    /**
     * @param background runs the refreshes that nobody waits for
     * @param refreshes is told of every reading
     */
    public CachedSigningKeys(KeySetSource source, Clock clock, Executor background, Consumer<KeyRefresh> refreshes) {
        this.source = source;
        this.clock = clock;
        this.background = background;
        this.refreshes = refreshes;
    }

    @Override
    public SigningKey signing(TokenKind kind, SigningAlgorithm algorithm) {
        return current()
                .signing(kind, algorithm, clock.instant())
                .orElseThrow(() -> new RefusedException(
                        Reason.UNAVAILABLE, "no key signs " + kind.label() + " tokens with " + algorithm));
    }

    @Override
    public Optional<SigningKey> find(String kid) {
        Optional<SigningKey> known = current().find(kid);
        return known.isPresent() ? known : findAfterRefresh(kid);
    }

    @Override
    public String publicJwks(TokenKind kind) {
        return current().publicJwks(kind);
    }

    /** The next request reads the set anew. */
    public void forget() {
        reading.lock();
        try {
            held = null;
            lastTried = Instant.EPOCH;
        } finally {
            reading.unlock();
        }
    }

    private Optional<SigningKey> findAfterRefresh(String kid) {
        alone(() -> {
            if (mayRead(BETWEEN_READS)) {
                refresh();
            }
        });
        Held now = requireHeld();
        Optional<SigningKey> found = now.keys().find(kid);
        if (found.isEmpty() && now.isStaleAt(clock.instant())) {
            // The key may be one that became known while the source could not be read.
            throw unreadable();
        }
        return found;
    }

    private KeySet current() {
        Instant now = clock.instant();
        Held known = held;
        if (known == null) {
            return firstRead();
        }
        if (known.isStaleAt(now)) {
            refreshUnlessUnderWay();
        } else if (!now.isBefore(known.refreshAt()) && mayRead(BETWEEN_READS)) {
            background.execute(this::refreshUnlessUnderWay);
        }
        return requireHeld().keys();
    }

    private KeySet firstRead() {
        alone(() -> {
            if (held == null && mayRead(BETWEEN_FIRST_READS)) {
                refresh();
            }
        });
        return requireHeld().keys();
    }

    /** Does it once nobody else reads, for which a call waits no longer than it has time. */
    private void alone(Runnable work) {
        try {
            if (!reading.tryLock(Deadline.current().left().toNanos(), TimeUnit.NANOSECONDS)) {
                throw unreadable();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreadable();
        }
        try {
            work.run();
        } finally {
            reading.unlock();
        }
    }

    private void refreshUnlessUnderWay() {
        if (reading.tryLock()) {
            try {
                if (mayRead(BETWEEN_READS)) {
                    refresh();
                }
            } finally {
                reading.unlock();
            }
        }
    }

    private boolean mayRead(Duration pause) {
        return !clock.instant().isBefore(lastTried.plus(pause));
    }

    /** Only while holding {@link #reading}. */
    private void refresh() {
        Instant now = clock.instant();
        lastTried = now;
        // With keys in hand a call goes on when these cannot be read, and needs time for it.
        Deadline deadline =
                held == null ? Deadline.current() : Deadline.current().half();
        try {
            held = Held.of(KeySet.parse(deadline.run(source::read)), now);
            refreshes.accept(KeyRefresh.SUCCEEDED);
        } catch (InvalidKeySetException e) {
            refreshes.accept(KeyRefresh.failed("signing keys refused: " + e.getMessage()));
        } catch (RuntimeException e) {
            // Its message is somebody else's and might quote what it read.
            refreshes.accept(KeyRefresh.failed(
                    "signing keys could not be read: " + e.getClass().getName()));
        }
    }

    private Held requireHeld() {
        Held known = held;
        if (known == null) {
            throw unreadable();
        }
        return known;
    }

    private static RefusedException unreadable() {
        return new RefusedException(Reason.UNAVAILABLE, "the signing keys cannot be read at present");
    }

    @Override
    public String toString() {
        return "CachedSigningKeys[" + held + "]";
    }

    /** A set and its age. */
    private record Held(KeySet keys, Instant readAt, Instant refreshAt) {
        static Held of(KeySet keys, Instant now) {
            Duration jitter = Duration.ofMillis(new SecureRandom().nextLong(JITTER.toMillis()));
            return new Held(keys, now, now.plus(FRESH_FOR).minus(jitter));
        }

        boolean isStaleAt(Instant now) {
            return !now.isBefore(readAt.plus(STALE_AFTER));
        }
    }
}
