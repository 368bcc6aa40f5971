package dev.latchkey.meeting;

import static dev.latchkey.meeting.Services.refusal;
import static dev.latchkey.testing.RoomBuilder.APP;
import static dev.latchkey.testing.RoomBuilder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.AuditEvent;
import dev.latchkey.access.EntryDecision;
import dev.latchkey.access.Presented;
import dev.latchkey.id.Ids;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.page.PageRequest;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Rank;
import dev.latchkey.problem.Reason;
import dev.latchkey.room.Room;
import dev.latchkey.room.SecondEntry;
import dev.latchkey.testing.RoomBuilder;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.Person;
import dev.latchkey.token.SessionClaims;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How whom the policy admits gets a place, and what is said when there is none. */
class AdmissionServiceTest {
    private final Services services = new Services();

    @ParameterizedTest
    @CsvSource({
        // what the room or the token limits, how a second entry of the same user by the same token ends
        "nothing, ",
        "one place, ",
        "one place for another, ROOM_FULL",
        "no second entry, ALREADY_INSIDE",
        "one peer by the token, TOKEN_IN_USE",
    })
    void saysWhyThereIsNoPlace(String limit, @Nullable Reason refused) {
        RoomBuilder builder = RoomBuilder.publicRoom();
        Room room = services.open(
                limit.startsWith("one place")
                        ? builder.maxParticipants(1)
                        : limit.equals("no second entry") ? builder.onSecondEntry(SecondEntry.REFUSE) : builder);
        AccessClaims token =
                Services.claims("ada", Grant.GUEST, Duration.ZERO, limit.equals("one peer by the token") ? 1 : 0);
        AccessClaims first = limit.endsWith("another") ? Services.claims("bob", Grant.GUEST, Duration.ZERO, 0) : token;
        assertThat(admit(room, first)).isPresent();
        assertThat(refusal(() -> admit(room, token))).isEqualTo(refused);
    }

    @Test
    void whatIsWrittenDownBetweenLookAndPlaceTakesOutAgain() {
        Room room = services.open(RoomBuilder.publicRoom());
        AccessClaims token = Services.claims("ada", Grant.GUEST, Duration.ZERO, 0);
        EntrySnapshot before = services.meetings.look(APP, room.name(), new Presented.SignedToken(token));
        services.meetings.ban(room, new Ban("ada", NOON, Rank.ADMIN, "key:k1"));
        assertThat(refusal(() -> admit(before, token, Ids.ulid(NOON)))).isEqualTo(Reason.BANNED);
        assertThat(services.inside(room)).isEmpty();
        assertThat(services.meetings.sessions(room, PageRequest.first(1), NOON).entries())
                .noneMatch(Session::isLive);
    }

    @ParameterizedTest
    @CsvSource({
        "revoked, TOKEN_REVOKED, REVOKED",
        "ejected, TOKEN_REVOKED, EJECTED",
        "archived, ROOM_NOT_FOUND, ROOM_CLOSED",
        "another, ROOM_NOT_FOUND, ROOM_CLOSED",
        "capped, UNAVAILABLE, EJECTED",
        "locked, UNAVAILABLE, EJECTED"
    })
    void everythingIsWeighedAgainOnceThePlaceIsTaken(String what, Reason refused, Departure how) {
        Room room = services.open(RoomBuilder.publicRoom());
        AccessClaims token = Services.claims("ada", Grant.GUEST, Duration.ZERO, 0);
        EntrySnapshot before = services.meetings.look(APP, room.name(), new Presented.SignedToken(token));
        switch (what) {
            case "revoked" -> services.tokens.revoke(APP, token.jti(), Instant.MAX, "key:k1");
            case "ejected" ->
                services.meetings.eject(
                        room, services.admitted(room, services.sign(token)).peer(), NOON);
            case "archived" -> services.rooms.archive(room);
            case "another" -> services.open(RoomBuilder.publicRoom().id("another"));
            case "capped" -> services.open(RoomBuilder.publicRoom().maxParticipants(1));
            default -> services.open(RoomBuilder.publicRoom().locked(true));
        }
        assertThat(refusal(() -> admit(before, token, "01JGGZZZZZZZZZZZZZZZZZZZZA")))
                .isEqualTo(refused);
        assertThat(services.meetings.find(APP, room.name(), "01JGGZZZZZZZZZZZZZZZZZZZZA"))
                .isEmpty();
        assertThat(
                        services.meetings.sessions(room, PageRequest.first(10), NOON).entries().stream()
                                .flatMap(session -> services
                                        .meetings
                                        .participants(room, session.id(), PageRequest.first(10), NOON)
                                        .entries()
                                        .stream())
                                .filter(one -> one.peer().id().equals("01JGGZZZZZZZZZZZZZZZZZZZZA"))
                                .map(Participation::how))
                .containsExactly(how);
    }

    @Test
    void timeOfATokenThatWasInTheMeetingBeforeCountsFromThen() {
        Room room = services.open(RoomBuilder.publicRoom());
        AccessClaims token = Services.claims("ada", Grant.GUEST, Duration.ofMinutes(1), 0);
        EntrySnapshot before = services.meetings.look(APP, room.name(), new Presented.SignedToken(token));
        services.admitted(room, services.sign(token));
        // Somebody else stays, and the meeting with him.
        services.admitted(room, null);
        services.clock.move(Duration.ofSeconds(59));
        Peer again =
                admit(before, token, Ids.ulid(services.now())).orElseThrow().peer();
        assertThat(again.ejectAt()).isEqualTo(NOON.plusSeconds(60));
        services.clock.move(Duration.ofSeconds(1));
        assertThat(refusal(() -> admit(before, token, Ids.ulid(services.now()))))
                .isEqualTo(Reason.TOKEN_EXPIRED);
    }

    @Test
    void sameJoinTwiceAtOnceIsOnePeer() {
        Room room = services.open(RoomBuilder.publicRoom());
        AccessClaims token = Services.claims("ada", Grant.GUEST, Duration.ZERO, 0);
        EntrySnapshot before = services.meetings.look(APP, room.name(), new Presented.SignedToken(token));
        Admission first = admit(before, token, "01JGGZZZZZZZZZZZZZZZZZZZZA").orElseThrow();
        Admission second = admit(before, token, "01JGGZZZZZZZZZZZZZZZZZZZZA").orElseThrow();
        assertThat(second.peer()).isEqualTo(first.peer());
        assertThat(services.inside(room)).hasSize(1);
        assertThat(services.member(1, "rule")).isEqualTo("admitted_before");
    }

    @Test
    void requestThatWasUsedOrDecidedMeanwhileBringsNobodyIn() {
        Room room = services.open(RoomBuilder.publicRoom());
        JoinRequest request =
                JoinRequest.of(Ids.ulid(NOON), room.id(), Person.NOBODY, EntryDecision.WaitReason.LOCKED, NOON);
        services.joinRequests.create(APP, room.name(), request);
        services.joinRequests.decide(APP, room.name(), request, request.denied("d"));
        Candidate candidate = Candidate.waiting(request);
        EntrySnapshot snapshot = services.meetings.look(APP, room.name(), new Presented.Nothing());
        EntryDecision.Admit admit = (EntryDecision.Admit) candidate.decide(snapshot, NOON);
        assertThat(services.admissions.admit(Ids.ulid(NOON), candidate, snapshot, admit, NOON))
                .isEmpty();
        assertThat(services.inside(room)).isEmpty();
    }

    @Test
    void admissionEndsNoLaterThanItsPeerIsOut() {
        Room room = services.open(RoomBuilder.publicRoom().ejectAfter(Duration.ofMinutes(1)));
        Admission admission = admit(room, Services.claims("ada", Grant.GUEST, Duration.ZERO, 0))
                .orElseThrow();
        assertThat(admission.peer().ejectAt()).isEqualTo(NOON.plusSeconds(60));
        SessionClaims claims = services.sessionTokens.read(admission.sessionToken(), NOON);
        assertThat(claims.expires()).isEqualTo(NOON.plusSeconds(60));
        assertThat(services.meetings.roster(room, NOON).entries())
                .as("who is admitted is listed")
                .hasSize(1);
    }

    @Test
    void placeThatIsTakenOverIsToldWithTheOthersAndWrittenDown() {
        Room room = services.open(RoomBuilder.publicRoom());
        Peer other = services.admitted(room, null).peer();
        Admission before = services.admitted(room, services.token("ada", Grant.GUEST));
        PeerSnapshot place = services.meetings.lookInside(services.sessionTokens.read(before.sessionToken(), NOON));
        Admission after = ((EntryResult.Admitted)
                        services.admissions.takeOver(place, NOON).orElseThrow())
                .admission();
        assertThat(after.peer().id()).isEqualTo(before.peer().id());
        assertThat(after.others().entries()).extracting(Roster.Entry::peerId).containsExactly(other.id());
        assertThat(refusal(() -> services.peers.heartbeat(before.sessionToken())))
                .isEqualTo(Reason.TOKEN_REVOKED);
        assertThat(refusal(() -> services.peers.heartbeat(after.sessionToken())))
                .isNull();
        AuditEvent line = services.auditLog.get(2);
        assertThat(line.members()).containsEntry("outcome", "admitted").containsEntry("rule", "session_token");
        assertThat(services.admissions.takeOver(place, NOON)).as("once").isEmpty();
    }

    private Optional<Admission> admit(Room room, AccessClaims token) {
        return admit(
                services.meetings.look(APP, room.name(), new Presented.SignedToken(token)),
                token,
                Ids.ulid(services.now()));
    }

    /** On the strength of an earlier look. */
    private Optional<Admission> admit(EntrySnapshot snapshot, AccessClaims token, String peerId) {
        Candidate candidate = new Candidate(new Presented.SignedToken(token), Person.NOBODY, null);
        EntryDecision.Admit admit = (EntryDecision.Admit) candidate.decide(snapshot, services.now());
        return services.admissions
                .admit(peerId, candidate, snapshot, admit, services.now())
                .map(result -> ((EntryResult.Admitted) result).admission());
    }
}
