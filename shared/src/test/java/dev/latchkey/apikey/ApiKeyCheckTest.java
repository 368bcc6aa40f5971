package dev.latchkey.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.app.App;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.testing.OneKey;
import dev.latchkey.testing.RoomSketch;
import dev.latchkey.token.SigningAlgorithm;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApiKeyCheckTest {
    private static final Instant NOON = RoomSketch.NOON;
    private static final ApiKeySecret SECRET = ApiKeySecret.generate(RoomSketch.APP);
    private static final ApiKeySecret UNKNOWN = ApiKeySecret.generate(RoomSketch.APP);
    private static final Room STANDUP = RoomSketch.privateRoom().room();

    private final OneKey store = new OneKey(app(true, true), key(SECRET.sha256(), Instant.MAX), STANDUP);
    private final ApiKeyCheck check = new ApiKeyCheck(store, Clock.fixed(NOON, ZoneOffset.UTC));

    @Test
    void knowsTheCallerBehindAKey() {
        Caller caller = check.check(SECRET.reveal(), false, Optional.of(RoomSketch.STANDUP));

        assertThat(caller.app()).isEqualTo(store.app());
        assertThat(caller.key()).isEqualTo(store.key());
        assertThat(caller.requireRoom()).isEqualTo(STANDUP);
        assertThat(store.reads()).isEqualTo(1);
    }

    @Test
    void unknownKeyIsUnauthenticated() {
        refuses(Reason.UNAUTHENTICATED, UNKNOWN.reveal());
    }

    @Test
    void everythingWrongWithAKeyIsSaidInTheSameWords() {
        String unknown = refuses(Reason.UNAUTHENTICATED, UNKNOWN.reveal()).detail();
        store.key(key(SECRET.sha256(), NOON));
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

        assertThat(store.reads()).isZero();
    }

    @Test
    void keyIsRefusedAtItsLastInstantAndTakenANanosecondBefore() {
        store.key(key(SECRET.sha256(), NOON));
        refuses(Reason.UNAUTHENTICATED, SECRET.reveal());

        store.key(key(SECRET.sha256(), NOON.plusNanos(1)));
        assertThat(check.check(SECRET.reveal(), false, Optional.empty()).key()).isEqualTo(store.key());
    }

    @Test
    void storeThatFindsAnotherKeyIsNotBelieved() {
        store.key(key(UNKNOWN.sha256(), Instant.MAX));

        refuses(Reason.UNAUTHENTICATED, SECRET.reveal());
    }

    @Test
    void appThatIsSwitchedOffMayDoNothing() {
        store.app(app(false, true));

        refuses(Reason.FORBIDDEN, SECRET.reveal());
    }

    @Test
    void keyInTheQueryIsTakenOnlyByAppsThatTakeIt() {
        assertThat(check.check(SECRET.reveal(), true, Optional.empty()).key()).isEqualTo(store.key());

        store.app(app(true, false));
        assertThatThrownBy(() -> check.check(SECRET.reveal(), true, Optional.empty()))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAUTHENTICATED));
        assertThat(check.check(SECRET.reveal(), false, Optional.empty()).key()).isEqualTo(store.key());
    }

    @Test
    void roomThatIsNotThereIsARefusalOnceItIsNeeded() {
        Caller caller = check.check(SECRET.reveal(), false, Optional.of(new RoomName("retro")));

        assertThatThrownBy(caller::requireRoom)
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ROOM_NOT_FOUND));
    }

    private RefusedException refuses(Reason reason, String presented) {
        try {
            check.check(presented, false, Optional.empty());
        } catch (RefusedException e) {
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(e.detail()).doesNotContain(presented);
            return e;
        }
        throw new AssertionError("was not refused");
    }

    private static App app(boolean enabled, boolean queryKeyAccepted) {
        return new App(
                RoomSketch.APP,
                NOON,
                enabled,
                Duration.ZERO,
                Instant.EPOCH,
                SigningAlgorithm.HS256,
                queryKeyAccepted,
                List.of());
    }

    private static ApiKey key(String sha256, Instant expires) {
        return new ApiKey(
                RoomSketch.APP, "key-1", sha256, "label", ApiKey.EVERYTHING, Set.of(), Instant.EPOCH, expires);
    }
}
