package dev.latchkey.signing;

import static dev.latchkey.signing.KeysForTests.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many containers, each with a cache of its own and all as old as they may be, sign tokens and verify each other's while the
 * keys rotate five times in a row.
 */
@Timeout(120)
class RotationUnderLoadTest {
    private static final int CONTAINERS = 6;
    private static final int THREADS = 4;
    private static final List<KeySet> ROTATIONS = rotations();

    private final AtomicReference<String> secret =
            new AtomicReference<>(ROTATIONS.get(0).secretText());

    private final AtomicLong requests = new AtomicLong();

    @ParameterizedTest(name = "one rotation every {0} s")
    @ValueSource(longs = {0, 1, 40, 200, 400, 1000})
    void losesNotOneRequest(long secondsBetweenRotations) throws Exception {
        MovingClock clock = new MovingClock(NOON);
        List<CachedSigningKeys> containers = containers(clock);
        AtomicBoolean done = new AtomicBoolean();
        Set<String> signers = ConcurrentHashMap.newKeySet();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> load = new ArrayList<>();
        try {
            for (int seed = 0; seed < THREADS; seed++) {
                Random random = new Random(seed);
                load.add(threads.submit(() -> mintAndValidate(containers, done, random, signers)));
            }
            for (int i = 1; i < ROTATIONS.size(); i++) {
                passTime(clock, Duration.ofSeconds(secondsBetweenRotations));
                secret.set(retimed(i, secondsBetweenRotations).secretText());
                awaitMoreRequests(load);
            }
            passTime(clock, KeySet.PUBLIC_BEFORE_SIGNING);
            awaitMoreRequests(load);
        } finally {
            done.set(true);
        }
        for (Future<?> thread : load) {
            thread.get(30, TimeUnit.SECONDS);
        }
        threads.shutdownNow();

        assertThat(signers).as("the newest keys sign in the end").containsAll(signingKids(ROTATIONS.get(5)));
    }

    private void mintAndValidate(
            List<CachedSigningKeys> containers, AtomicBoolean done, Random random, Set<String> signers) {
        List<Map.Entry<TokenKind, SigningAlgorithm>> ways = List.of(
                Map.entry(TokenKind.ACCESS, SigningAlgorithm.HS256),
                Map.entry(TokenKind.TICKET, SigningAlgorithm.HS256),
                Map.entry(TokenKind.SESSION, SigningAlgorithm.ES256));
        long iat = NOON.getEpochSecond();
        while (!done.get()) {
            Map.Entry<TokenKind, SigningAlgorithm> way = ways.get(random.nextInt(ways.size()));
            String jti = "t" + requests.get();
            Jwts minting = new Jwts(containers.get(random.nextInt(CONTAINERS)));
            Jwts validating = new Jwts(containers.get(random.nextInt(CONTAINERS)));

            String token = minting.sign(way.getKey(), way.getValue(), Map.of("jti", jti, "iat", iat, "exp", iat + 900));

            assertThat(validating.verify(way.getKey(), token)).containsEntry("jti", jti);
            signers.add(
                    UnverifiedToken.parse(token, TokenKind.ACCESS.maxLength()).kid());
            requests.incrementAndGet();
        }
    }

    /** Until some requests have begun and ended under the keys as they are now; at once when the load has failed. */
    private void awaitMoreRequests(List<Future<?>> load) throws InterruptedException {
        long enough = requests.get() + 200;
        while (requests.get() < enough && load.stream().noneMatch(Future::isDone)) {
            Thread.sleep(1);
        }
    }

    private List<CachedSigningKeys> containers(Clock clock) {
        List<CachedSigningKeys> containers = new ArrayList<>();
        for (int i = 0; i < CONTAINERS; i++) {
            CachedSigningKeys container = new CachedSigningKeys(secret::get, clock, Runnable::run, refresh -> {
                assertThat(refresh.succeeded()).describedAs(refresh.why()).isTrue();
            });
            container.publicJwks(TokenKind.SESSION);
            containers.add(container);
        }
        return containers;
    }

    /** In steps, because the containers see time pass too. */
    private static void passTime(MovingClock clock, Duration time) throws InterruptedException {
        for (long second = 0; second < time.toSeconds(); second += 10) {
            clock.move(Duration.ofSeconds(Math.min(10, time.toSeconds() - second)));
            Thread.sleep(1);
        }
    }

    private static Set<String> signingKids(KeySet keys) {
        Set<String> kids = ConcurrentHashMap.newKeySet();
        keys.keys().stream()
                .filter(key -> key.state() == KeyState.SIGNING)
                .filter(key -> key.kind() != TokenKind.ACCESS || key.algorithm() == SigningAlgorithm.HS256)
                .forEach(key -> kids.add(key.kid()));
        return kids;
    }

    /** Made once: five rotations make fifteen key pairs. */
    private static List<KeySet> rotations() {
        KeyRotation rotation = QuickKeys.rotation();
        List<KeySet> rotations = new ArrayList<>(List.of(KeysForTests.SET));
        for (int i = 1; i <= 5; i++) {
            rotations.add(rotation.rotate(rotations.get(i - 1), NOON.plusSeconds(i)));
        }
        return rotations;
    }

    /** The set after rotation {@code index}, as if rotations were so far apart and the first set a day old. */
    private static KeySet retimed(int index, long secondsBetween) {
        return KeySet.of(ROTATIONS.get(index).keys().stream()
                .map(key -> new SigningKey(
                        key.kid(),
                        key.kind(),
                        key.material(),
                        key.state(),
                        retimed(key.since(), secondsBetween),
                        retimed(key.publishedAt(), secondsBetween)))
                .toList());
    }

    private static Instant retimed(Instant instant, long secondsBetween) {
        long rotation = instant.getEpochSecond() - NOON.getEpochSecond();
        return rotation == 0 ? NOON.minus(Duration.ofDays(1)) : NOON.plusSeconds(rotation * secondsBetween);
    }
}
