package dev.latchkey.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Permissions;
import dev.latchkey.permission.Right;
import dev.latchkey.permission.Role;
import dev.latchkey.room.Room;
import dev.latchkey.signing.TestKeys;
import dev.latchkey.statuslist.StatusListId;
import dev.latchkey.testing.Arbitrary;
import dev.latchkey.testing.RoomBuilder;
import dev.latchkey.token.Person;
import dev.latchkey.token.SessionClaims;
import dev.latchkey.token.SessionTokens;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionTokenIssueTest {
    private static final Instant NOON = RoomBuilder.NOON;
    private static final Room ROOM = RoomBuilder.privateRoom().room();

    private final SessionTokens tokens = new SessionTokens(new TestKeys());
    private final SessionTokenIssue issue = new SessionTokenIssue(tokens, () -> Optional.of("https://api.example.com"));

    @Test
    void tokenSaysWhoThePeerIs() {
        SessionClaims claims = read(ROOM, peer(Grant.ofRole(Role.SPEAKER), Instant.MAX), NOON);

        assertThat(claims.app()).isEqualTo(ROOM.app());
        assertThat(claims.roomName()).isEqualTo(ROOM.name());
        assertThat(claims.roomId()).isEqualTo(ROOM.id());
        assertThat(claims.peerId()).isEqualTo("peer-1");
        assertThat(claims.sessionId()).isEqualTo("session-1");
        assertThat(claims.peerVersion()).isEqualTo(7);
        assertThat(claims.accessJti()).isEqualTo("01J");
        assertThat(claims.name()).isEqualTo("Ada");
        assertThat(claims.grant()).isEqualTo(Grant.ofRole(Role.SPEAKER));
    }

    @Test
    void tokenLastsItsLifetime() {
        assertThat(read(ROOM, peer(Grant.GUEST, Instant.MAX), NOON).expires())
                .isEqualTo(NOON.plus(SessionClaims.LIFETIME));
    }

    @Test
    void tokenSaysWhereItStandsWhetherItIsVoid() {
        Peer peer = peer(Grant.GUEST, Instant.MAX);
        Map<String, Object> payload = payload(issue.issue(ROOM, peer, NOON));

        StatusListId list = StatusListId.of(ROOM.app(), ROOM.id());
        assertThat(payload.get("status"))
                .isEqualTo(Map.of(
                        "status_list",
                        Map.of(
                                "idx",
                                (long) peer.statusIndex(),
                                "uri",
                                "https://api.example.com/.well-known/status/" + list)));
    }

    @Test
    void tokenNamesNoListWhereNobodyKnowsUnderWhichAddressItWouldBeFound() {
        SessionTokenIssue nowhere = new SessionTokenIssue(tokens, Optional::empty);

        assertThat(payload(nowhere.issue(ROOM, peer(Grant.GUEST, Instant.MAX), NOON)))
                .doesNotContainKey("status");
    }

    @Test
    void whoeverTakesAPlaceOverHasAnotherIndexThanTheTokensThatDieByIt() {
        Peer peer = peer(Grant.GUEST, Instant.MAX);

        assertThat(peer.takenOver().statusIndex()).isNotEqualTo(peer.statusIndex());
        assertThat(peer.changed(Grant.HOST, peer.person(), NOON).statusIndex()).isEqualTo(peer.statusIndex());
    }

    /** Times in a token are whole seconds: what is left of the last one is lost, never gained. */
    @Test
    void tokenHasExpiredWhenItsPeerIsOut() {
        Arbitrary.forAll(200, arbitrary -> {
            Instant ejectAt = NOON.plusMillis(1000 + arbitrary.upTo(298_000));

            assertThat(read(ROOM, peer(Grant.GUEST, ejectAt), NOON).expires())
                    .isBeforeOrEqualTo(ejectAt)
                    .isAfter(ejectAt.minusSeconds(1));
        });
    }

    @Test
    void roomWithholdsFromAllButAdmins() {
        Room quiet = RoomBuilder.publicRoom()
                .withheld(new Permissions(Set.of(Right.PRODUCE_CAM, Right.PRODUCE_SCREEN)))
                .room();

        assertThat(SessionTokenIssue.effective(quiet, Grant.GUEST).permissions())
                .isEqualTo(
                        Grant.GUEST.permissions().with(Right.PRODUCE_CAM, false).with(Right.PRODUCE_SCREEN, false));
        assertThat(SessionTokenIssue.effective(quiet, Grant.HOST)).isEqualTo(Grant.HOST);
        assertThat(read(quiet, peer(Grant.GUEST, Instant.MAX), NOON)
                        .grant()
                        .permissions()
                        .has(Right.PRODUCE_CAM))
                .isFalse();
    }

    @Test
    void nobodyButAnAdminMayDoWhatTheRoomWithholds() {
        Arbitrary.forAll(2000, arbitrary -> {
            Permissions withheld = arbitrary.permissions();
            Grant grant = arbitrary.grant();
            Room room = RoomBuilder.publicRoom().withheld(withheld).room();
            Grant effective = SessionTokenIssue.effective(room, grant);

            assertThat(effective.role()).isEqualTo(grant.role());
            assertThat(grant.permissions().covers(effective.permissions())).isTrue();
            if (!grant.permissions().admin()) {
                assertThat(withheld.rights().stream().noneMatch(effective.permissions()::has))
                        .isTrue();
            }
        });
    }

    private static Map<String, Object> payload(String token) {
        return Json.readObject(
                new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8));
    }

    private SessionClaims read(Room room, Peer peer, Instant now) {
        return tokens.read(issue.issue(room, peer, now), now);
    }

    private static Peer peer(Grant grant, Instant ejectAt) {
        return new Peer(
                "peer-1",
                "session-1",
                RoomBuilder.STANDUP_ID,
                "user-1",
                "01J",
                NOON,
                Person.named("Ada"),
                grant,
                NOON,
                NOON.plusSeconds(75),
                ejectAt,
                ejectAt,
                "",
                Set.of(),
                0,
                7,
                Instant.EPOCH);
    }
}
