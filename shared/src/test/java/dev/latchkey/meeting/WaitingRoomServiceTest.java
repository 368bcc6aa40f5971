package dev.latchkey.meeting;

import static dev.latchkey.meeting.Services.outcome;
import static dev.latchkey.meeting.Services.refusal;
import static dev.latchkey.testing.RoomBuilder.APP;
import static dev.latchkey.testing.RoomBuilder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.App;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.joinrequest.JoinRequestState;
import dev.latchkey.page.PageRequest;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.GrantRequest;
import dev.latchkey.permission.Rank;
import dev.latchkey.permission.Role;
import dev.latchkey.problem.Reason;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.signing.SigningAlgorithm;
import dev.latchkey.testing.RoomBuilder;
import dev.latchkey.token.AccessClaims;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a look with a ticket finds, and what it does. */
class WaitingRoomServiceTest {
    private final Services services = new Services();
    private final Room room = services.open(RoomBuilder.publicRoom().locked(true));
    private final Moderator host = new Moderator(room, Grant.HOST, null, "host");
    private final AccessClaims token = Services.claims("ada", Grant.GUEST, Duration.ZERO, 0);
    private final EntryResult.Waiting waiting = services.waiting(room, services.sign(token));

    @ParameterizedTest
    @CsvSource({
        "nothing, waiting",
        "approved, admitted",
        "approved and full, room_full",
        "approved and expired, approved",
        "denied, denied",
        "withdrawn, cancelled",
        "expired, waiting over",
        "unlocked, admitted",
        "revoked, token_revoked",
        "approved and revoked, token_revoked",
        "banned, banned",
        "approved and banned, banned",
        "cut off, token_revoked",
        "archived, room_not_found",
        "another of the name, join_request_not_found",
        "app off, forbidden",
        "denied and app off, forbidden",
        "room over, room_expired",
    })
    void findsWhatHasHappened(String what, String becomes) {
        if (what.startsWith("approved")) {
            services.moderation.approve(host, waiting.request().id(), GrantRequest.NOTHING);
        }
        if (what.endsWith("revoked")) {
            services.tokens.revoke(APP, token.jti(), Instant.MAX, "key:k1");
        }
        if (what.endsWith("banned")) {
            services.meetings.ban(room, new Ban("ada", NOON, Rank.HOST, "key:k1"));
        }
        switch (what) {
            case "approved and full" -> {
                services.open(RoomBuilder.publicRoom().maxParticipants(1));
                services.admitted(room, services.token("bob", Grant.GUEST));
            }
            case "approved and expired" -> services.clock.move(JoinRequest.APPROVAL);
            case "denied and app off" -> {
                services.moderation.deny(host, waiting.request().id());
                switchOff();
            }
            case "denied" -> services.moderation.deny(host, waiting.request().id());
            case "withdrawn" -> withdraw();
            case "expired" -> services.clock.move(JoinRequest.WAIT);
            case "unlocked" -> services.open(RoomBuilder.publicRoom());
            case "cut off" -> services.memory.with(room.withTokensNotBefore(NOON, "key:k1", NOON));
            case "archived" -> services.rooms.archive(room);
            case "another of the name" -> services.open(RoomBuilder.publicRoom().id("another"));
            case "app off" -> switchOff();
            case "room over" ->
                services.open(RoomBuilder.publicRoom().locked(true).expiresAt(NOON));
            default -> {}
        }
        boolean over = becomes.equals("waiting over");
        int before = services.inside(room).size();
        String found = outcome(() -> services.look(room, waiting));
        assertThat(found).isEqualTo(over ? "waiting" : becomes);
        assertThat(services.inside(room)).hasSize(before + (becomes.equals("admitted") ? 1 : 0));
        if (over) {
            assertThat(services.look(room, waiting)).isInstanceOf(EntryResult.Over.class);
        }
    }

    @Test
    void whoIsApprovedComesInOnceAndIsToldSoAgainAsTheSamePeer() {
        services.moderation.approve(host, waiting.request().id(), new GrantRequest(Role.HOST, null, null));
        Admission first = ((EntryResult.Admitted) services.look(room, waiting)).admission();
        Admission again = ((EntryResult.Admitted) services.look(room, waiting)).admission();
        assertThat(first.peer().grant()).isEqualTo(Grant.HOST);
        assertThat(again.peer().id()).isEqualTo(first.peer().id());
        assertThat(services.inside(room)).hasSize(1);
        assertThat(services.kept(room, waiting).state()).isEqualTo(JoinRequestState.ADMITTED);

        services.peers.leave(first.sessionToken());
        assertThat(outcome(() -> services.look(room, waiting)))
                .as("a ticket brings nobody in twice")
                .isEqualTo("join_request_expired");
    }

    @Test
    void ticketIsForItsOwnRequestAlone() {
        EntryResult.Waiting other = services.waiting(room, services.token("bob", Grant.GUEST));
        assertThat(refusal(() -> services.waitingRoom.look(
                        APP, room.name(), other.request().id(), waiting.ticket())))
                .isEqualTo(Reason.JOIN_REQUEST_NOT_FOUND);
        assertThat(refusal(() -> services.waitingRoom.look(APP, new RoomName("other"), waiting.ticket())))
                .isEqualTo(Reason.JOIN_REQUEST_NOT_FOUND);
        assertThat(refusal(() -> services.waitingRoom.withdraw(
                        APP, room.name(), other.request().id(), waiting.ticket())))
                .isEqualTo(Reason.JOIN_REQUEST_NOT_FOUND);
        assertThat(refusal(() -> services.waitingRoom.look(APP, room.name(), "scribble")))
                .isEqualTo(Reason.TOKEN_INVALID);
        assertThat(outcome(() -> services.waitingRoom.look(APP, room.name(), waiting.ticket())))
                .isEqualTo("waiting");
    }

    @Test
    void whoWithdrawsIsOutOfTheListAndWithdrawsOnce() {
        assertThat(withdraw().state()).isEqualTo(JoinRequestState.CANCELLED);
        assertThat(services.moderation.waiting(room, PageRequest.first(10)).entries())
                .isEmpty();
        assertThat(withdraw()).isEqualTo(services.kept(room, waiting));
        assertThat(refusal(() ->
                        services.moderation.approve(host, waiting.request().id(), GrantRequest.NOTHING)))
                .isEqualTo(Reason.ALREADY_DECIDED);
    }

    @Test
    void whoWasDeniedOrCameInHasNothingToWithdraw() {
        services.moderation.deny(host, waiting.request().id(), "no");
        assertThat(withdraw().state()).isEqualTo(JoinRequestState.DENIED);
    }

    @Test
    void refusalsOfALookAreWrittenDownWithTheRequest() {
        services.meetings.ban(room, new Ban("ada", NOON, Rank.HOST, "key:k1"));
        outcome(() -> services.look(room, waiting));
        assertThat(services.auditLog.get(services.auditLog.size() - 1).members())
                .containsEntry("outcome", "refused")
                .containsEntry("rule", "banned")
                .containsEntry("joinRequestId", waiting.request().id());
    }

    private void switchOff() {
        services.memory.with(new App(
                APP, NOON, false, Duration.ZERO, Instant.EPOCH, "", SigningAlgorithm.HS256, true, 0, List.of(), 2));
    }

    private JoinRequest withdraw() {
        return services.waitingRoom.withdraw(APP, room.name(), waiting.request().id(), waiting.ticket());
    }
}
