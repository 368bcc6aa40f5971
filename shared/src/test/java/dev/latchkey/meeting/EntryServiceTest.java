package dev.latchkey.meeting;

import static dev.latchkey.meeting.Services.outcome;
import static dev.latchkey.testing.RoomBuilder.APP;
import static dev.latchkey.testing.RoomBuilder.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.access.Presented;
import dev.latchkey.app.App;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Rank;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.signing.SigningAlgorithm;
import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.testing.RoomBuilder;
import dev.latchkey.testing.TokenBuilder;
import dev.latchkey.token.AccessClaims;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who comes in, who waits and who stays out, by what is kept and what is shown. */
class EntryServiceTest {
    private final Services services = new Services();

    @ParameterizedTest
    @CsvSource({
        // room, what is shown, what is held against it, what becomes of it
        "public, nothing, -, admitted",
        "public, guest, -, admitted",
        "public, host, -, admitted",
        "public, scribble, -, token_invalid",
        "public, expired, -, token_expired",
        "public, early, -, token_not_yet_valid",
        "public, other room, -, token_for_another_room",
        "public, guest, revoked, token_revoked",
        "public, guest, ejected, token_revoked",
        "public, guest, banned, banned",
        "public, guest, cut off by app, token_revoked",
        "public, guest, cut off by room, token_revoked",
        "public, nothing, banned, admitted",
        "public, nothing, app off, forbidden",
        "public, guest, no app, room_not_found",
        "public, guest, archived, room_not_found",
        "private, nothing, -, token_required",
        "private, guest, -, admitted",
        "private, scribble, -, token_invalid",
        "asking, nothing, -, waiting",
        "asking, guest, -, admitted",
        "asking, expired, -, token_expired",
        "locked, nothing, -, waiting",
        "locked, guest, -, waiting",
        "locked, host, -, admitted",
        "locked, guest, banned, banned",
        "locked, host, banned, admitted",
        "locked, guest, revoked, token_revoked",
        "not open, host, -, room_not_open",
        "not open, nothing, -, room_not_open",
        "over, host, -, room_expired",
        "over, scribble, -, token_invalid",
    })
    void decides(String kind, String shown, String heldAgainst, String becomes) {
        Room room = services.open(room(kind));
        holdAgainst(room, heldAgainst);
        assertThat(outcome(() -> services.enter(room, shown(shown), null))).isEqualTo(becomes);
        assertThat(services.inside(room)).hasSize(becomes.equals("admitted") ? 1 : 0);
        assertThat(MeetingFixture.waiting(services.joinRequests, room, NOON))
                .hasSize(becomes.equals("waiting") ? 1 : 0);
    }

    @Test
    void doorThatOpensLaterSaysInHowLong() {
        Room room = services.open(RoomBuilder.publicRoom().opensAt(NOON.plusSeconds(90)));
        assertThatThrownBy(() -> services.enter(room, null, null))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(90)));
    }

    private static RoomBuilder room(String kind) {
        return switch (kind) {
            case "public" -> RoomBuilder.publicRoom();
            case "private" -> RoomBuilder.privateRoom();
            case "asking" -> RoomBuilder.privateRoom().requestToJoin(true);
            case "locked" -> RoomBuilder.publicRoom().locked(true);
            case "not open" -> RoomBuilder.publicRoom().opensAt(NOON.plusMillis(1));
            case "over" -> RoomBuilder.publicRoom().expiresAt(NOON);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private @Nullable String shown(String what) {
        return switch (what) {
            case "nothing" -> null;
            case "scribble" -> "scribble";
            case "guest" -> services.sign(TokenBuilder.token().claims());
            case "host" -> services.sign(TokenBuilder.token().grant(Grant.HOST).claims());
            case "expired" -> services.sign(TokenBuilder.token().expires(NOON).claims());
            case "early" ->
                services.sign(
                        TokenBuilder.token().notBefore(NOON.plusSeconds(1)).claims());
            case "other room" ->
                services.sign(TokenBuilder.token().forRoom("standup", "another").claims());
            default -> throw new IllegalArgumentException(what);
        };
    }

    private void holdAgainst(Room room, String what) {
        AccessClaims token = TokenBuilder.token().claims();
        switch (what) {
            case "-" -> {}
            case "revoked" -> services.tokens.revoke(APP, token.jti(), Instant.MAX, "key:k1");
            case "ejected" -> {
                Admission admission = services.admitted(room, services.sign(token));
                services.meetings.eject(room, admission.peer(), NOON);
            }
            case "banned" -> services.meetings.ban(room, new Ban(token.subject(), NOON, Rank.ADMIN, "key:k1"));
            case "cut off by app" -> services.memory.with(App.create(APP, NOON).withTokensNotBefore(NOON, "key:k1"));
            case "cut off by room" -> services.memory.with(room.withTokensNotBefore(NOON, "key:k1", NOON));
            case "archived" -> services.rooms.archive(room);
            case "app off" -> services.memory.with(app(false, 0));
            case "no app" -> services.memory.forget(APP);
            default -> throw new IllegalArgumentException(what);
        }
    }

    private static App app(boolean enabled, int tokenlessJoins) {
        return new App(
                APP,
                NOON,
                enabled,
                Duration.ZERO,
                Instant.EPOCH,
                "",
                SigningAlgorithm.HS256,
                true,
                tokenlessJoins,
                List.of(),
                1);
    }

    @Test
    void admissionIsAsTheTokenSaysAndItsSessionTokenIsTheirs() {
        Room room = services.open(RoomBuilder.publicRoom());
        Admission first = services.admitted(room, null);
        Admission admission = services.admitted(room, services.token("ada", Grant.HOST));
        assertThat(admission.peer().grant()).isEqualTo(Grant.HOST);
        assertThat(admission.peer().subject()).isEqualTo("ada");
        assertThat(admission.session()).isEqualTo(first.session());
        assertThat(admission.others().entries())
                .extracting(Roster.Entry::peerId)
                .containsExactly(first.peer().id());
        assertThat(services.sessionTokens.read(admission.sessionToken(), NOON).peerId())
                .isEqualTo(admission.peer().id());
        assertThat(first.peer().person().name()).isEqualTo("Grace");
    }

    @Test
    void refusalsWaitsAndAdmissionsAreWrittenDown() {
        Room room = services.open(RoomBuilder.privateRoom().requestToJoin(true));
        services.enter(room, null, null);
        services.admitted(room, services.token("ada", Grant.GUEST));
        outcome(() -> services.enter(room, "scribble", null));
        assertThat(services.auditLog)
                .extracting(
                        line -> line.members().get("outcome"),
                        line -> line.members().get("rule"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("waiting", "private"),
                        org.assertj.core.groups.Tuple.tuple("admitted", "token"),
                        org.assertj.core.groups.Tuple.tuple("refused", Reason.TOKEN_INVALID.code()));
    }

    @Test
    void joinsWithoutATokenAreLimitedAndThoseWithOneAreNot() {
        Room room = services.open(RoomBuilder.publicRoom());
        for (int i = 0; i < Services.MOST_JOINS; i++) {
            services.admitted(room, null);
        }
        assertThat(outcome(() -> services.enter(room, null, null))).isEqualTo("rate_limited");
        assertThat(outcome(() -> services.enter(room, services.token("ada", Grant.GUEST), null)))
                .isEqualTo("admitted");
        services.clock.move(Duration.ofMinutes(1));
        assertThat(outcome(() -> services.enter(room, null, null))).isEqualTo("admitted");
    }

    @Test
    void anAppMayAllowFewerJoinsWithoutAToken() {
        Room room = services.open(RoomBuilder.publicRoom());
        services.memory.with(app(true, 1));
        services.admitted(room, null);
        assertThat(outcome(() -> services.enter(room, null, null))).isEqualTo("rate_limited");
    }

    @Test
    void waitsFromOneAddressAreLimited() {
        Room room = services.open(RoomBuilder.publicRoom().locked(true));
        for (int i = 0; i < Services.MOST_JOINS; i++) {
            services.waiting(room, null);
        }
        assertThat(outcome(() -> services.enter(room, null, null))).isEqualTo("rate_limited");
        assertThat(MeetingFixture.waiting(services.joinRequests, room, NOON)).hasSize(Services.MOST_JOINS);
    }

    @Test
    void oneTokenWaitsOnceAndIsNotCountedAgain() {
        Room room = services.open(RoomBuilder.publicRoom().locked(true));
        String token = services.token("ada", Grant.GUEST);
        EntryResult.Waiting first = services.waiting(room, token);
        for (int i = 0; i <= Services.MOST_JOINS; i++) {
            assertThat(services.waiting(room, token).request()).isEqualTo(first.request());
        }
    }

    @Test
    void whomALookOfAMomentAgoWouldKeepOutIsJudgedByTheRoomAsItIs() {
        Room locked = services.open(RoomBuilder.publicRoom().locked(true));
        EntrySnapshot stale = services.meetings.look(APP, locked.name(), new Presented.Nothing());
        services.open(RoomBuilder.publicRoom());
        EntryResult result = services.entriesLookingAt(stale).enter(Services.entryRequest(locked, null, null));
        assertThat(result).isInstanceOf(EntryResult.Admitted.class);
    }

    @Test
    void aBanThatComesBetweenDecisionAndPlaceKeepsOut() {
        Room room = services.open(RoomBuilder.publicRoom());
        assertThat(outcome(() -> services.enter(room, services.token("ada", Grant.GUEST), null, () -> {
                    services.meetings.ban(room, new Ban("ada", NOON, Rank.ADMIN, "key:k1"));
                    return "01JGGZZZZZZZZZZZZZZZZZZZZA";
                })))
                .isEqualTo("banned");
        assertThat(services.inside(room)).isEmpty();
    }

    @Test
    void whoShowsASessionTokenHasTheSamePlaceAgain() {
        Room room = services.open(RoomBuilder.publicRoom().maxParticipants(1));
        String token = services.token("ada", Grant.GUEST);
        Admission before = services.admitted(room, token);
        Admission after = ((EntryResult.Admitted) services.enter(room, token, before.sessionToken())).admission();
        assertThat(after.peer().id()).isEqualTo(before.peer().id());
        assertThat(after.peer().tokensFrom()).isEqualTo(2);
        assertThat(services.inside(room)).hasSize(1);
        assertThat(outcome(() -> services.enter(room, null, before.sessionToken())))
                .as("a place that has been taken over is taken over no more by it")
                .isEqualTo("room_full");
    }

    @Test
    void aSessionTokenWhosePlaceIsGoneIsAnEntryLikeAnyOther() {
        Room room = services.open(RoomBuilder.publicRoom());
        Admission before = services.admitted(room, null);
        services.peers.leave(before.sessionToken());
        Admission after = ((EntryResult.Admitted) services.enter(room, null, before.sessionToken())).admission();
        assertThat(after.peer().id()).isNotEqualTo(before.peer().id());
    }

    @Test
    void aSessionTokenOfSomebodyElseOrOfAnotherRoomIsRefused() {
        Room room = services.open(RoomBuilder.publicRoom());
        Room other = services.open(RoomBuilder.publicRoom().name("other").id("other"));
        String ada = services.admitted(room, services.token("ada", Grant.GUEST)).sessionToken();
        assertThat(outcome(() -> services.enter(room, services.token("bob", Grant.GUEST), ada)))
                .isEqualTo("forbidden");
        assertThat(outcome(() -> services.enter(other, null, ada))).isEqualTo("token_for_another_room");
        assertThat(outcome(() -> services.enter(room, null, "scribble"))).isEqualTo("token_invalid");
    }

    @Test
    void everyRuleIsAskedAgainOfWhoComesBack() {
        Room room = services.open(RoomBuilder.publicRoom());
        String token = services.token("ada", Grant.GUEST);
        Admission before = services.admitted(room, token);
        Room locked = services.open(RoomBuilder.publicRoom().locked(true));
        assertThat(outcome(() -> services.enter(locked, token, before.sessionToken())))
                .isEqualTo("waiting");
        services.open(RoomBuilder.publicRoom().expiresAt(NOON));
        assertThat(outcome(() -> services.enter(room, token, before.sessionToken())))
                .isEqualTo("room_expired");
    }
}
