package dev.latchkey.signing;

import static dev.latchkey.signing.KeysForTests.NOON;
import static dev.latchkey.signing.SigningAlgorithm.HS256;
import static dev.latchkey.signing.TokenKind.ACCESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CachedSigningKeysTest {
    private static final String SECRET = KeysForTests.SET.secretText();
    private static final String KNOWN_KID =
            KeysForTests.signingKey(ACCESS, HS256).kid();
    private static final String NEW_KID = "new-key";

    private final MovingClock clock = new MovingClock(NOON);
    private final FakeSource source = new FakeSource(SECRET);
    private final List<Runnable> background = new ArrayList<>();
    private final List<KeyRefresh> refreshes = new ArrayList<>();
    private final CachedSigningKeys keys = new CachedSigningKeys(source, clock, background::add, refreshes::add);

    @Test
    void readsOnceForManyRequests() {
        for (int i = 0; i < 100; i++) {
            keys.signing(ACCESS, HS256);
            keys.find(KNOWN_KID);
            keys.publicJwks(TokenKind.SESSION);
        }

        assertThat(source.reads).isEqualTo(1);
        assertThat(background).isEmpty();
    }

    @Test
    void refreshesInTheBackgroundBeforeTheSetIsStaleAndAnswersMeanwhile() {
        keys.publicJwks(TokenKind.SESSION);
        clock.move(Duration.ofMinutes(4).minusSeconds(1));
        keys.publicJwks(TokenKind.SESSION);
        assertThat(background).isEmpty();

        clock.move(Duration.ofMinutes(1).plusSeconds(1));
        source.text = withNewKey();
        assertThat(keys.find(KNOWN_KID)).isPresent();
        assertThat(source.reads).isEqualTo(1);
        runBackground();

        assertThat(source.reads).isEqualTo(2);
        assertThat(keys.find(NEW_KID)).isPresent();
        assertThat(source.reads).isEqualTo(2);
    }

    @Test
    void aStormOfRequestsRefreshesOnce() {
        keys.publicJwks(TokenKind.SESSION);
        clock.move(Duration.ofMinutes(5));
        for (int i = 0; i < 100; i++) {
            keys.publicJwks(TokenKind.SESSION);
        }
        runBackground();

        assertThat(source.reads).isEqualTo(2);
    }

    @Test
    void aContainerThatWasFrozenForLongReadsBeforeItAnswers() {
        keys.publicJwks(TokenKind.SESSION);
        clock.move(Duration.ofHours(3));
        source.text = withNewKey();

        assertThat(keys.publicJwks(TokenKind.SESSION))
                .isEqualTo(KeySet.parse(source.text).publicJwks(TokenKind.SESSION));
        assertThat(source.reads).isEqualTo(2);
    }

    @Test
    void aRefreshThatWasFrozenAndDiedIsMadeUpForByALaterRequest() {
        keys.publicJwks(TokenKind.SESSION);
        clock.move(Duration.ofMinutes(5));
        keys.publicJwks(TokenKind.SESSION);
        source.broken = true;
        runBackground();
        source.broken = false;

        clock.move(Duration.ofSeconds(30));
        keys.publicJwks(TokenKind.SESSION);
        runBackground();

        assertThat(source.reads).isEqualTo(3);
    }

    @Test
    void anUnknownKidIsLookedForOnceMore() {
        keys.publicJwks(TokenKind.SESSION);
        clock.move(Duration.ofSeconds(30));
        source.text = withNewKey();

        assertThat(keys.find(NEW_KID)).isPresent();
        assertThat(source.reads).isEqualTo(2);
    }

    @Test
    void aFloodOfInventedKidsReadsOnceInThirtySeconds() {
        keys.publicJwks(TokenKind.SESSION);
        for (int i = 0; i < 3000; i++) {
            clock.move(Duration.ofMillis(100));
            assertThat(keys.find("invented-" + i)).isEmpty();
        }
        runBackground();

        assertThat(source.reads).isEqualTo(1 + 300 / 30);
    }

    @Test
    void thirtySecondsAreThirtySeconds() {
        keys.publicJwks(TokenKind.SESSION);
        clock.move(Duration.ofSeconds(30).minusMillis(1));
        keys.find("invented");
        assertThat(source.reads).isEqualTo(1);

        clock.move(Duration.ofMillis(1));
        keys.find("invented");
        assertThat(source.reads).isEqualTo(2);
    }

    @Test
    void knownKeysGoOnWorkingWhileTheSourceIsDown() {
        keys.publicJwks(TokenKind.SESSION);
        source.broken = true;
        for (int hour = 0; hour < 24; hour++) {
            clock.move(Duration.ofHours(1));
            assertThat(keys.find(KNOWN_KID)).isPresent();
            assertThat(keys.signing(ACCESS, HS256).kid()).isEqualTo(KNOWN_KID);
            runBackground();
        }

        assertThat(failures())
                .isNotEmpty()
                .containsOnly("signing keys could not be read: java.lang.IllegalStateException");
    }

    @Test
    void aSourceThatIsDownIsAskedOnceInThirtySeconds() {
        keys.publicJwks(TokenKind.SESSION);
        source.broken = true;
        clock.move(Duration.ofHours(1));
        for (int i = 0; i < 100; i++) {
            keys.publicJwks(TokenKind.SESSION);
            runBackground();
        }

        assertThat(source.reads).isEqualTo(2);
    }

    @Test
    void anUnknownKidIsNotCalledInvalidWhileNobodyCanSay() {
        keys.publicJwks(TokenKind.SESSION);
        source.broken = true;
        clock.move(Duration.ofMinutes(10));

        assertThatThrownBy(() -> keys.find(NEW_KID))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
        clock.move(Duration.ofSeconds(-1));
        assertThat(keys.find(NEW_KID)).isEmpty();
    }

    @Test
    void withoutAnyKeysNothingIsAvailable() {
        source.broken = true;

        assertThatThrownBy(() -> keys.signing(ACCESS, HS256))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
    }

    @Test
    void recoversFromABadStart() {
        source.broken = true;
        assertThatThrownBy(() -> keys.publicJwks(TokenKind.SESSION)).isInstanceOf(RefusedException.class);
        source.broken = false;

        assertThatThrownBy(() -> keys.publicJwks(TokenKind.SESSION)).isInstanceOf(RefusedException.class);
        clock.move(Duration.ofSeconds(1));
        assertThat(keys.publicJwks(TokenKind.SESSION)).isNotEmpty();
        assertThat(source.reads).isEqualTo(2);
    }

    @Test
    void aRefusedSetDoesNotReplaceTheLastGoodOneAndSaysWhy() {
        keys.publicJwks(TokenKind.SESSION);
        source.text = "{\"keys\":[]}";
        clock.move(Duration.ofMinutes(10));

        assertThat(keys.find(KNOWN_KID)).isPresent();
        assertThat(failures()).containsExactly("signing keys refused: no key signs access tokens");
    }

    @Test
    void aNoticeNeverQuotesTheSource() {
        keys.publicJwks(TokenKind.SESSION);
        source.failure = "cannot parse " + SECRET;
        source.broken = true;
        clock.move(Duration.ofMinutes(10));
        keys.publicJwks(TokenKind.SESSION);

        assertThat(failures()).hasSize(1).noneMatch(why -> why.contains("keys\""));
    }

    @Test
    void everyReadingIsToldOf() {
        keys.publicJwks(TokenKind.SESSION);
        clock.move(Duration.ofMinutes(10));
        keys.publicJwks(TokenKind.SESSION);
        source.broken = true;
        clock.move(Duration.ofMinutes(10));
        keys.publicJwks(TokenKind.SESSION);

        assertThat(refreshes).extracting(KeyRefresh::succeeded).containsExactly(true, true, false);
    }

    private List<String> failures() {
        return refreshes.stream()
                .filter(refresh -> !refresh.succeeded())
                .map(KeyRefresh::why)
                .toList();
    }

    @Test
    void manyThreadsReadOnceTogether() throws Exception {
        source.slow = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                answers.add(threads.submit(() -> keys.publicJwks(TokenKind.SESSION)));
            }
            source.slow.countDown();
            for (Future<String> answer : answers) {
                assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo(KeysForTests.SET.publicJwks(TokenKind.SESSION));
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(source.reads).isEqualTo(1);
    }

    @Test
    void oneSlowReadHoldsUpNobodyWhoHasKeys() throws Exception {
        keys.publicJwks(TokenKind.SESSION);
        clock.move(Duration.ofMinutes(11));
        source.slow = new CountDownLatch(1);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<String> slow = threads.submit(() -> keys.publicJwks(TokenKind.SESSION));
            while (source.reads < 2) {
                Thread.onSpinWait();
            }

            assertThat(keys.find(KNOWN_KID)).isPresent();

            source.slow.countDown();
            assertThat(slow.get(60, TimeUnit.SECONDS)).isNotEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    private static String withNewKey() {
        List<SigningKey> more = new ArrayList<>(KeysForTests.keys());
        byte[] secret = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
        more.add(new SigningKey(NEW_KID, ACCESS, HmacMaterial.of(secret), KeyState.VERIFYING, NOON, NOON));
        SigningKey pair = new NewKeys().make(ACCESS, SigningAlgorithm.ES256, KeyState.SIGNING, NOON);
        more.add(pair.inState(KeyState.VERIFYING, NOON));
        return KeySet.of(more).secretText();
    }

    private void runBackground() {
        List<Runnable> due = List.copyOf(background);
        background.clear();
        due.forEach(Runnable::run);
    }

    /** A source that counts, and can be slow or down. */
    private static final class FakeSource implements KeySetSource {
        private volatile String text;
        private volatile int reads;
        private volatile boolean broken;
        private volatile String failure = "down";
        private volatile CountDownLatch slow = new CountDownLatch(0);

        FakeSource(String text) {
            this.text = text;
        }

        @Override
        public synchronized String read() {
            reads = reads + 1;
            try {
                slow.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (broken) {
                throw new IllegalStateException(failure);
            }
            return text;
        }
    }
}
