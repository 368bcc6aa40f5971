package dev.latchkey.functions.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.ApiKeyCheck;
import dev.latchkey.apikey.ApiKeySecret;
import dev.latchkey.apikey.Scope;
import dev.latchkey.app.App;
import dev.latchkey.dashboard.DashboardSessions;
import dev.latchkey.meeting.Moderator;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Role;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.testing.OneKey;
import dev.latchkey.testing.RoomBuilder;
import dev.latchkey.testing.memory.InMemoryDashboardSessionStore;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModeratorReaderTest {
    private static final ApiKeySecret SECRET = ApiKeySecret.generate(RoomBuilder.APP);
    private static final Map<String, String> BY_KEY = Map.of("x-api-key", SECRET.reveal());
    private static final Room ROOM = RoomBuilder.publicRoom().room();

    private final OneKey store =
            new OneKey(App.create(RoomBuilder.APP, RoomBuilder.NOON), key(ApiKey.EVERYTHING), ROOM);
    private final Clock clock = Clock.fixed(RoomBuilder.NOON, ZoneOffset.UTC);
    private final ApiKeyCheck keys = new ApiKeyCheck(store, clock, work -> {}, decision -> {});
    private final ModeratorReader moderators = new ModeratorReader(
            new CallerReader(
                    keys,
                    new DashboardSessions(new InMemoryDashboardSessionStore(), keys, store, clock, decision -> {})),
            ModeratorReaderTest::holder);

    /** Whoever holds a token that is the name of a role is inside in that role. */
    private static Moderator holder(String sessionToken) {
        Role role = Role.PREDEFINED.stream()
                .filter(known -> known.name().equals(sessionToken))
                .findFirst()
                .orElseThrow(() -> new RefusedException(Reason.TOKEN_INVALID, "not a session token"));
        return new Moderator(ROOM, Grant.ofRole(role), null, "peer:" + sessionToken);
    }

    @Test
    void keyOfTheAppIsTheApp() {
        assertThat(moderators.admin(request(BY_KEY), true)).isEqualTo(Moderator.ofApp(ROOM, "key:key-1"));
    }

    @Test
    void keyMayComeAsABearer() {
        Map<String, String> bearer = Map.of("authorization", "Bearer " + SECRET.reveal());
        assertThat(moderators.admin(request(bearer), true)).isEqualTo(Moderator.ofApp(ROOM, "key:key-1"));
    }

    @Test
    void keyInItsOwnHeaderIsTakenBeforeASessionToken() {
        Map<String, String> both = Map.of("x-api-key", SECRET.reveal(), "authorization", "Bearer guest");
        assertThat(moderators.admin(request(both), true).id()).isEqualTo("key:key-1");
    }

    @ParameterizedTest
    @CsvSource({"host,true", "coHost,true", "guest,false", "listener,false"})
    void sessionTokenIsItsHolderWhoDecidesAsAnAdminAlone(String role, boolean decides) {
        Request request = request(Map.of("authorization", "Bearer " + role));

        assertThat(moderators.anybodyInside(request, true)).isEqualTo(holder(role));
        if (decides) {
            assertThat(moderators.admin(request, true)).isEqualTo(holder(role));
        } else {
            refuses(request, true, Reason.FORBIDDEN);
        }
    }

    @Test
    void holderOfASessionTokenIsNobodyInAnotherRoomOrAtAnotherApp() {
        Map<String, String> host = Map.of("authorization", "Bearer host");

        refuses(request(host, Map.of("roomName", "retro")), false, Reason.ROOM_NOT_FOUND);
        refuses(request(host, Map.of("roomName", "standup", "appName", "other")), false, Reason.ROOM_NOT_FOUND);
        assertThat(moderators.admin(request(host, Map.of("roomName", "standup", "appName", "acme")), false))
                .isEqualTo(holder("host"));
    }

    @Test
    void appHasNoSayAtAnotherApp() {
        refuses(request(BY_KEY, Map.of("roomName", "standup", "appName", "other")), false, Reason.ROOM_NOT_FOUND);
        refuses(request(BY_KEY, Map.of("roomName", "retro")), false, Reason.ROOM_NOT_FOUND);
    }

    @Test
    void keyThatOnlyReadsMayLookAndChangeNothing() {
        store.key(key(EnumSet.of(Scope.PEOPLE, Scope.READ_ONLY)));

        assertThat(moderators.admin(request(BY_KEY), false).room()).isEqualTo(ROOM);
        refuses(request(BY_KEY), true, Reason.FORBIDDEN);
    }

    @Test
    void keyForRoomsHasNoSayAboutPeople() {
        store.key(key(EnumSet.of(Scope.ROOMS)));

        refuses(request(BY_KEY), false, Reason.FORBIDDEN);
    }

    @Test
    void roomThatCannotBeNamedIsNoneAndNothingIsRead() {
        refuses(request(BY_KEY, Map.of("roomName", "no room")), false, Reason.ROOM_NOT_FOUND);
        assertThat(store.reads()).isZero();
    }

    @Test
    void withoutAnythingNobodyIsAnybody() {
        refuses(request(Map.of()), false, Reason.UNAUTHENTICATED);
        refuses(request(Map.of("authorization", "Bearer junk")), false, Reason.TOKEN_INVALID);
    }

    private void refuses(Request request, boolean writes, Reason reason) {
        assertThatThrownBy(() -> moderators.admin(request, writes))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static ApiKey key(Set<Scope> scopes) {
        return new ApiKey(
                RoomBuilder.APP, "key-1", SECRET.sha256(), "label", scopes, Set.of(), Instant.EPOCH, Instant.MAX);
    }

    private static Request request(Map<String, String> headers) {
        return request(headers, Map.of("roomName", "standup"));
    }

    private static Request request(Map<String, String> headers, Map<String, String> path) {
        return new Request("req-1", "GET", "GET /", headers, Map.of(), path, "", "", List.of(), "");
    }
}
