package dev.latchkey.meeting;

import static dev.latchkey.meeting.Services.grant;
import static dev.latchkey.meeting.Services.refusal;
import static dev.latchkey.testing.RoomBuilder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.AuditEvent;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.joinrequest.JoinRequestState;
import dev.latchkey.page.PageRequest;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.GrantRequest;
import dev.latchkey.permission.PermissionOverlay;
import dev.latchkey.permission.Right;
import dev.latchkey.permission.Role;
import dev.latchkey.problem.Reason;
import dev.latchkey.room.Room;
import dev.latchkey.testing.RoomBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may let in, or turn away, whom. */
class JoinRequestModerationTest {
    private final Services services = new Services();
    private final Room room = services.open(RoomBuilder.publicRoom().locked(true));

    @ParameterizedTest
    @CsvSource({
        // who decides, who waits, may let in, may turn away
        "host, guest, true, true",
        "host, powerless host, true, true",
        "coHost, guest, true, true",
        "coHost, powerless host, true, false",
        "admin, guest, true, true",
        "admin, powerless host, true, false",
        "guest, guest, false, false",
        "powerless host, guest, false, false",
    })
    void decidesByRank(String maker, String waiting, boolean approves, boolean denies) {
        Moderator by = moderator(grant(maker));
        String approved = waits(grant(waiting)).id();
        assertThat(refusal(() -> services.moderation.approve(by, approved, GrantRequest.NOTHING)) == null)
                .isEqualTo(approves);
        assertThat(kept(approved).state()).isEqualTo(approves ? JoinRequestState.APPROVED : JoinRequestState.WAITING);
        String denied = waits(grant(waiting)).id();
        assertThat(refusal(() -> services.moderation.deny(by, denied)) == null).isEqualTo(denies);
        assertThat(kept(denied).state()).isEqualTo(denies ? JoinRequestState.DENIED : JoinRequestState.WAITING);
    }

    @ParameterizedTest
    @CsvSource({
        // who decides, as what the person is let in, may that be
        "host, host, true",
        "host, coHost, true",
        "coHost, coHost, true",
        "coHost, host, false",
        "coHost, admin, true",
        "admin, guest, true",
        "admin, admin, false",
        "admin, coHost, false",
        "guest, guest, false",
    })
    void givesNothingAboveItself(String maker, String as, boolean allowed) {
        String id = waits(Grant.GUEST).id();
        assertThat(refusal(() -> services.moderation.approve(moderator(grant(maker)), id, asking(as), "come in"))
                        == null)
                .isEqualTo(allowed);
        assertThat(kept(id).grant()).isEqualTo(allowed ? grant(as) : null);
    }

    @Test
    void approvalSaysAsWhatWithWhichMessageAndUntilWhen() {
        JoinRequest request = waits(Grant.GUEST);
        services.clock.move(Duration.ofSeconds(20));
        JoinRequest approved = services.moderation.approve(
                Moderator.ofApp(room, "key:1"), request.id(), new GrantRequest(Role.HOST, null, null), "come in");
        assertThat(kept(request.id())).isEqualTo(approved);
        assertThat(approved.grant()).isEqualTo(Grant.HOST);
        assertThat(approved.message()).isEqualTo("come in");
        assertThat(approved.expires()).isEqualTo(services.now().plus(JoinRequest.APPROVAL));
        AuditEvent line = services.auditLog.get(services.auditLog.size() - 1);
        assertThat(line.members())
                .containsEntry("outcome", "granted")
                .containsEntry("by", "key:1")
                .containsEntry("role", "host");
        assertThat(line.measures()).containsEntry(AuditEvent.Measure.WAITED, Duration.ofSeconds(20));
    }

    @Test
    void whoComesSecondIsToldAndChangesNothing() {
        JoinRequest request = waits(Grant.GUEST);
        Moderator host = moderator(Grant.HOST);
        services.moderation.deny(host, request.id(), "no");
        assertThat(refusal(() -> services.moderation.approve(host, request.id(), GrantRequest.NOTHING)))
                .isEqualTo(Reason.ALREADY_DECIDED);
        assertThat(refusal(() -> services.moderation.deny(host, request.id()))).isEqualTo(Reason.ALREADY_DECIDED);
        assertThat(kept(request.id()).message()).isEqualTo("no");
        assertThat(services.member(services.auditLog.size() - 1, "rule")).isEqualTo(Reason.ALREADY_DECIDED.code());
    }

    @Test
    void aWaitIsDecidedOnUntilItExpires() {
        JoinRequest early = waits(Grant.GUEST);
        JoinRequest late = waits(Grant.GUEST);
        Moderator host = moderator(Grant.HOST);
        services.clock.move(JoinRequest.WAIT.minusMillis(1));
        assertThat(refusal(() -> services.moderation.approve(host, early.id(), GrantRequest.NOTHING)))
                .isNull();
        services.clock.move(Duration.ofMillis(1));
        assertThat(refusal(() -> services.moderation.approve(host, late.id(), GrantRequest.NOTHING)))
                .isEqualTo(Reason.JOIN_REQUEST_EXPIRED);
        assertThat(refusal(() -> services.moderation.deny(host, late.id()))).isEqualTo(Reason.JOIN_REQUEST_EXPIRED);
        services.joinRequests.decide(room.app(), room.name(), late, late.expired());
        assertThat(refusal(() -> services.moderation.deny(host, late.id())))
                .as("once that was written down")
                .isEqualTo(Reason.JOIN_REQUEST_EXPIRED);
    }

    @Test
    void requestsOfAnotherRoomOrOfNoneAreNotFound() {
        JoinRequest request = waits(Grant.GUEST);
        Room next = services.open(RoomBuilder.publicRoom().id("another"));
        Moderator elsewhere = Moderator.ofApp(next, "key:1");
        assertThat(refusal(() -> services.moderation.approve(elsewhere, request.id(), GrantRequest.NOTHING)))
                .isEqualTo(Reason.JOIN_REQUEST_NOT_FOUND);
        assertThat(refusal(() -> services.moderation.deny(elsewhere, "none"))).isEqualTo(Reason.JOIN_REQUEST_NOT_FOUND);
        assertThat(services.moderation.waiting(next, PageRequest.first(10)).entries())
                .isEmpty();
        assertThat(services.moderation.waiting(room, PageRequest.first(10)).entries())
                .containsExactly(request);
    }

    private JoinRequest waits(Grant grant) {
        JoinRequest request = JoinRequest.of(
                        dev.latchkey.id.Ids.ulid(services.now()),
                        room.id(),
                        dev.latchkey.token.Person.NOBODY,
                        dev.latchkey.access.EntryDecision.WaitReason.LOCKED,
                        NOON)
                .showing(Services.claims("waits", grant, Duration.ZERO, 0));
        return services.joinRequests.create(room.app(), room.name(), request).orElseThrow();
    }

    private JoinRequest kept(String id) {
        return services.joinRequests.find(room.app(), room.name(), id).orElseThrow();
    }

    /** What is asked for who wants to let somebody in as that. */
    private static GrantRequest asking(String rank) {
        Grant grant = grant(rank);
        boolean admin = grant.permissions().admin();
        return new GrantRequest(grant.role(), new PermissionOverlay(Map.of(Right.ADMIN, admin), null), null);
    }

    private Moderator moderator(Grant grant) {
        return new Moderator(room, grant, null, "somebody");
    }
}
