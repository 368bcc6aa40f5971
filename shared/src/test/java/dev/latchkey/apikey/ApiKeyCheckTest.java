package dev.latchkey.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.access.AuditEvent;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.signing.SigningAlgorithm;
import dev.latchkey.testing.RoomBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApiKeyCheckTest {
    private static final Instant NOON = RoomBuilder.NOON;
    private static final LocalDate TODAY = LocalDate.ofInstant(NOON, ZoneOffset.UTC);
    private static final String KEY_ID = "01M81J18G0GW6N6G0YYHA57B2T";
    private static final ApiKeySecret SECRET = ApiKeySecret.generate(RoomBuilder.APP);
    private static final ApiKeySecret UNKNOWN = ApiKeySecret.generate(RoomBuilder.APP);
    private static final Room STANDUP = RoomBuilder.privateRoom().room();

    private final OneKey store = new OneKey();
    private final List<Runnable> backgroundExecutor = new ArrayList<>();
    private final List<AuditEvent> auditLog = new ArrayList<>();
    private final ApiKeyCheck check =
            new ApiKeyCheck(store, Clock.fixed(NOON, ZoneOffset.UTC), backgroundExecutor::add, auditLog::add);

    @Test
    void knowsTheCallerBehindAKey() {
        Caller caller = check.check(SECRET.reveal(), false, Resource.room(RoomBuilder.STANDUP));

        assertThat(caller.app()).isEqualTo(store.app);
        assertThat(caller.key()).isEqualTo(store.key);
        assertThat(caller.requireRoom()).isEqualTo(STANDUP);
        assertThat(store.reads).isEqualTo(1);
    }

    @Test
    void unknownKeyIsUnauthenticated() {
        refuses(Reason.UNAUTHENTICATED, UNKNOWN.reveal());
    }

    @Test
    void everythingWrongWithAKeyIsSaidInTheSameWords() {
        String unknown = refuses(Reason.UNAUTHENTICATED, UNKNOWN.reveal()).detail();
        store.key = key(SECRET.sha256(), NOON);
        String expired = refuses(Reason.UNAUTHENTICATED, SECRET.reveal()).detail();
        String noKey = refuses(Reason.UNAUTHENTICATED, "anything").detail();

        assertThat(List.of(unknown, expired, noKey))
                .containsOnly("the API key is missing, unknown, expired or revoked");
    }

    @Test
    void lookAlikeCostsNoRead() {
        String key = SECRET.reveal();
        char last = key.charAt(key.length() - 1);
        refuses(Reason.UNAUTHENTICATED, key.substring(0, key.length() - 1) + (last == 'a' ? 'b' : 'a'));

        assertThat(store.reads).isZero();
    }

    @Test
    void keyIsRefusedAtItsLastInstantAndTakenANanosecondBefore() {
        store.key = key(SECRET.sha256(), NOON);
        refuses(Reason.UNAUTHENTICATED, SECRET.reveal());

        store.key = key(SECRET.sha256(), NOON.plusNanos(1));
        assertThat(check.check(SECRET.reveal(), false, Resource.APP).key()).isEqualTo(store.key);
    }

    @Test
    void storeThatFindsAnotherKeyIsNotBelieved() {
        store.key = key(UNKNOWN.sha256(), Instant.MAX);

        refuses(Reason.UNAUTHENTICATED, SECRET.reveal());
    }

    @Test
    void appThatIsSwitchedOffMayDoNothing() {
        store.app = app(false, true);

        refuses(Reason.FORBIDDEN, SECRET.reveal());
    }

    @Test
    void keyInTheQueryIsTakenOnlyByAppsThatTakeIt() {
        assertThat(check.check(SECRET.reveal(), true, Resource.APP).key()).isEqualTo(store.key);

        store.app = app(true, false);
        assertThatThrownBy(() -> check.check(SECRET.reveal(), true, Resource.APP))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAUTHENTICATED));
        assertThat(check.check(SECRET.reveal(), false, Resource.APP).key()).isEqualTo(store.key);
    }

    @Test
    void roomThatIsNotThereIsARefusalOnceItIsNeeded() {
        Caller caller = check.check(SECRET.reveal(), false, Resource.room(new RoomName("retro")));

        assertThatThrownBy(caller::requireRoom)
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ROOM_NOT_FOUND));
    }

    @Test
    void notesTheFirstUseOfADayAside() {
        check.check(SECRET.reveal(), false, Resource.APP);

        assertThat(store.notedDays).isEmpty();
        backgroundExecutor.forEach(Runnable::run);
        assertThat(store.notedDays).containsExactly(TODAY);
    }

    @Test
    void notesNoUseThatIsKnownFromTheReadOrThatIsRefused() {
        store.key = usedOn(TODAY);
        check.check(SECRET.reveal(), false, Resource.APP);
        store.key = usedOn(TODAY.minusDays(1));
        store.app = app(false, true);
        refuses(Reason.FORBIDDEN, SECRET.reveal());

        assertThat(backgroundExecutor).isEmpty();
    }

    @Test
    void useThatCannotBeNotedIsAUseAllTheSame() {
        store.failing = true;

        check.check(SECRET.reveal(), false, Resource.APP);
        backgroundExecutor.forEach(Runnable::run);

        assertThat(auditLog.get(0).members()).containsEntry("rule", "use_not_noted");
    }

    @Test
    void logTellsWhatTheAnswerDoesNot() {
        refuses(Reason.UNAUTHENTICATED, "no key at all");
        refuses(Reason.UNAUTHENTICATED, UNKNOWN.reveal());
        store.key = key(SECRET.sha256(), NOON);
        refuses(Reason.UNAUTHENTICATED, SECRET.reveal());

        assertThat(auditLog)
                .extracting(decision -> decision.members().get("rule"))
                .containsExactly("not_a_key", "unknown_key", "key_expired");
        assertThat(auditLog.get(2).members()).containsEntry("keyId", KEY_ID).containsEntry("outcome", "refused");
    }

    private static ApiKey usedOn(LocalDate day) {
        return new ApiKey(
                RoomBuilder.APP,
                KEY_ID,
                SECRET.sha256(),
                "label",
                ApiKey.EVERYTHING,
                Set.of(),
                Instant.EPOCH,
                Instant.MAX,
                day,
                1);
    }

    private RefusedException refuses(Reason reason, String presented) {
        try {
            check.check(presented, false, Resource.APP);
        } catch (RefusedException e) {
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(e.detail()).doesNotContain(presented);
            return e;
        }
        throw new AssertionError("was not refused");
    }

    private static App app(boolean enabled, boolean queryKeyAccepted) {
        return new App(
                RoomBuilder.APP,
                NOON,
                enabled,
                Duration.ZERO,
                Instant.EPOCH,
                "",
                SigningAlgorithm.HS256,
                queryKeyAccepted,
                0,
                List.of(),
                1);
    }

    private static ApiKey key(String sha256, Instant expires) {
        return new ApiKey(
                RoomBuilder.APP, KEY_ID, sha256, "label", ApiKey.EVERYTHING, Set.of(), Instant.EPOCH, expires);
    }

    /** Keeps one key and counts how often it is asked. */
    private static final class OneKey implements ApiKeyStore {
        private App app = app(true, true);
        private ApiKey key = key(SECRET.sha256(), Instant.MAX);
        private int reads;
        private boolean failing;
        private final List<LocalDate> notedDays = new ArrayList<>();

        @Override
        public Optional<Known> find(AppName of, String sha256, Resource resource) {
            reads++;
            @Nullable
            Room found = resource.oneRoom()
                    .filter(STANDUP.name()::equals)
                    .map(name -> STANDUP)
                    .orElse(null);
            return sha256.equals(SECRET.sha256()) ? Optional.of(new Known(app, key, found)) : Optional.empty();
        }

        @Override
        public Optional<App> findApp(AppName name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean create(App created, ApiKey firstKey) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean update(App changed) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void add(ApiKey added) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, String> addOnce(ApiKey added, IdempotencyKey once, Map<String, String> answer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<ApiKey> list(AppName name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<ApiKey> findById(AppName name, String id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean update(ApiKey changed) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean rotate(ApiKey ending, ApiKey successor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void noteUse(ApiKey used, LocalDate day) {
            if (failing) {
                throw new IllegalStateException("the table does not answer");
            }
            notedDays.add(day);
        }

        @Override
        public void remove(ApiKey removed) {
            throw new UnsupportedOperationException();
        }
    }
}
