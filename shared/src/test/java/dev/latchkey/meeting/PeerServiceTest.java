package dev.latchkey.meeting;

import static dev.latchkey.meeting.Services.grant;
import static dev.latchkey.meeting.Services.refusal;
import static dev.latchkey.testing.RoomBuilder.APP;
import static dev.latchkey.testing.RoomBuilder.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.app.App;
import dev.latchkey.json.JsonText;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.GrantRequest;
import dev.latchkey.permission.Rank;
import dev.latchkey.permission.Role;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.signing.SigningAlgorithm;
import dev.latchkey.testing.RoomBuilder;
import dev.latchkey.token.SessionClaims;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What those inside may do, and how they stay and go. */
class PeerServiceTest {
    private final Services services = new Services();
    private final Room room = services.open(RoomBuilder.publicRoom());

    @ParameterizedTest
    @CsvSource({
        // what has happened, how the heartbeat ends, what it says of why, how the peer went; nothing where it stays
        // recorded
        "nothing, , ,",
        "lease over, , ,",
        "left, TOKEN_REVOKED, left, LEFT",
        "gone silently, TOKEN_REVOKED, lease, LOST",
        "ejected, TOKEN_REVOKED, ejected, EJECTED",
        "ejected elsewhere by its token, TOKEN_REVOKED, ejected, EJECTED",
        "banned, BANNED, banned, BANNED",
        "revoked, TOKEN_REVOKED, revoked, REVOKED",
        "cut off by app, TOKEN_REVOKED, revoked, REVOKED",
        "cut off by room, TOKEN_REVOKED, revoked, REVOKED",
        "room archived, ROOM_NOT_FOUND, ,",
        "room closed, ROOM_NOT_FOUND, archived, ROOM_CLOSED",
        "another of the name, ROOM_NOT_FOUND, ,",
        "app off, FORBIDDEN, ,",
        "taken over, TOKEN_REVOKED, replaced,",
        "taken over and left, TOKEN_REVOKED, replaced, LEFT",
        "time up, TOKEN_REVOKED, room_end, TIME_UP",
        "token too old, TOKEN_EXPIRED, ,",
        "scribble, TOKEN_INVALID, ,",
    })
    void heartbeatIsRefusedInEveryWayOfBeingOutAndSaysWhich(
            String what, @Nullable Reason refused, @Nullable String told, @Nullable Departure how) {
        String access = services.token("ada", Grant.GUEST);
        Admission admission = services.admitted(room, access);
        Peer peer = admission.peer();
        happens(what, admission, access);
        String shown = what.equals("scribble") ? "scribble" : admission.sessionToken();
        services.clock.move(PeriodicCheck.EVERY);

        if (refused == null) {
            services.peers.heartbeat(shown);
        } else {
            RefusedException refusal =
                    catchThrowableOfType(RefusedException.class, () -> services.peers.heartbeat(shown));
            assertThat(refusal.reason()).isEqualTo(refused);
            assertThat(refusal.departure()).isEqualTo(told == null ? "" : told);
        }

        boolean recorded = services.meetings.find(APP, room.name(), peer.id()).isPresent();
        assertThat(recorded).isEqualTo(how == null);
        if (how != null) {
            assertThat(services.departure(room, peer)).isEqualTo(how);
        }
    }

    /** One meeting has ended, and another begun, a moment ago. */
    @Test
    void whoSeemsToBeInAMeetingThatIsOverStaysInHisOwn() {
        Admission first = services.admitted(room, services.token("ada", Grant.GUEST));
        services.peers.leave(first.sessionToken());
        Admission second = services.admitted(room, services.token("grace", Grant.GUEST));
        Peer peer = second.peer();
        assertThat(peer.sessionId()).isNotEqualTo(first.peer().sessionId());

        PeerService late = services.peersGlancingAt(first.session());
        HeldPlace place = new HeldPlace(APP, room.name(), room.id(), peer.id(), 0);
        for (Peer kept : List.of(
                late.heartbeat(second.sessionToken()).peer(),
                late.connect(late.claims(second.sessionToken()), "c1"),
                late.ping(place, "c1").peer())) {
            assertThat(kept.sessionId()).isEqualTo(peer.sessionId());
        }
    }

    private void happens(String what, Admission admission, String access) {
        Peer peer = admission.peer();
        switch (what) {
            case "lease over" -> services.clock.move(Peer.LEASE.plusSeconds(1));
            case "left" -> services.peers.leave(admission.sessionToken());
            case "gone silently" -> {
                services.clock.move(Peer.LEASE.plusSeconds(1));
                services.meetings.evict(APP, room.name(), peer, services.now());
            }
            case "ejected" -> services.meetings.eject(room, peer, NOON);
            case "ejected elsewhere by its token" ->
                services.meetings.eject(room, services.admitted(room, access).peer(), NOON);
            case "banned" -> services.meetings.ban(room, new Ban("ada", NOON, Rank.HOST, "key:k1"));
            case "revoked" -> services.tokens.revoke(APP, peer.jti(), Instant.MAX, "key:k1");
            case "cut off by app" -> services.memory.with(App.create(APP, NOON).withTokensNotBefore(NOON, "key:k1"));
            case "cut off by room" -> services.memory.with(room.withTokensNotBefore(NOON, "key:k1", NOON));
            case "room archived" -> services.rooms.archive(room);
            case "room closed" -> {
                services.rooms.archive(room);
                services.meetings.close(room, NOON);
            }
            case "another of the name" -> services.open(RoomBuilder.publicRoom().id("another"));
            case "app off" ->
                services.memory.with(new App(
                        APP,
                        NOON,
                        false,
                        Duration.ZERO,
                        Instant.EPOCH,
                        "",
                        SigningAlgorithm.HS256,
                        true,
                        0,
                        List.of(),
                        2));
            case "taken over" -> services.enter(room, access, admission.sessionToken());
            case "taken over and left" -> {
                EntryResult again = services.enter(room, access, admission.sessionToken());
                services.peers.leave(((EntryResult.Admitted) again).admission().sessionToken());
            }
            case "time up" ->
                services.open(RoomBuilder.publicRoom().expiresAt(NOON).ejectAtExpiry(true));
            case "token too old" -> services.clock.move(SessionClaims.LIFETIME);
            default -> {}
        }
    }

    /** Who bans puts out as well; this is for what was interrupted in between. */
    @Test
    void whoIsBannedAndWasNotPutOutIsFoundByTheFirstHeartbeatOfThreeMinutes() {
        int before = 0;
        for (int user = 0; user < 50; user++) {
            String name = "user" + user;
            Admission admission = services.admitted(room, services.token(name, Grant.GUEST));
            services.meetings.ban(room, new Ban(name, services.now(), Rank.HOST, "key:k1"));
            Instant latest = services.now().plus(PeriodicCheck.EVERY);
            String held = admission.sessionToken();
            while (!PeriodicCheck.isDue(
                    admission.peer().id(), services.now(), services.now().plusSeconds(30))) {
                services.clock.move(Duration.ofSeconds(30));
                held = services.peers.heartbeat(held).sessionToken();
                before++;
            }
            services.clock.move(Duration.ofSeconds(30));
            String newest = held;
            assertThat(refusal(() -> services.peers.heartbeat(newest))).isEqualTo(Reason.BANNED);
            assertThat(services.now()).isBeforeOrEqualTo(latest);
            assertThat(services.meetings.find(APP, room.name(), admission.peer().id()))
                    .isEmpty();
        }
        // Of six heartbeats one asks, each peer's at a moment of its own.
        assertThat(before).isBetween(50, 200);
    }

    /** Nor does it help to show one of those that one had before. */
    @Test
    void onlyTheNewestSessionTokenPutsACheckOff() {
        for (int user = 0; user < 50; user++) {
            String name = "user" + user;
            Admission admission = services.admitted(room, services.token(name, Grant.GUEST));
            String first = admission.sessionToken();
            services.clock.move(PeriodicCheck.EVERY);
            services.peers.heartbeat(first);
            services.meetings.ban(room, new Ban(name, services.now(), Rank.HOST, "key:k1"));
            assertThat(refusal(() -> services.peers.heartbeat(first))).isEqualTo(Reason.BANNED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"heartbeat", "goodbye"})
    void whoIsHeardOfAfterHisTimeWasUpHadGoneWhenItWas(String call) {
        Instant end = NOON.plusSeconds(40);
        Room brief = services.open(RoomBuilder.publicRoom().expiresAt(end).ejectAtExpiry(true));
        Admission admission = services.admitted(brief, null);
        services.clock.move(Duration.ofSeconds(41));
        say(call, admission.sessionToken());
        Participation past = services.past(brief, admission.peer());
        assertThat(past.leftAt()).isEqualTo(end);
        assertThat(past.how()).isEqualTo(Departure.TIME_UP);
    }

    @Test
    void whoSaysGoodbyeAfterAnEndThatWasPutOffLeavesThen() {
        Room brief = services.open(
                RoomBuilder.publicRoom().expiresAt(NOON.plusSeconds(40)).ejectAtExpiry(true));
        Admission admission = services.admitted(brief, null);
        services.open(RoomBuilder.publicRoom().expiresAt(NOON.plusSeconds(90)).ejectAtExpiry(true));
        services.clock.move(Duration.ofSeconds(41));
        say("goodbye", admission.sessionToken());
        Participation past = services.past(brief, admission.peer());
        assertThat(past.leftAt()).isEqualTo(NOON.plusSeconds(41));
        assertThat(past.how()).isEqualTo(Departure.LEFT);
    }

    private void say(String call, String sessionToken) {
        if (call.equals("goodbye")) {
            services.peers.leave(sessionToken);
        } else {
            assertThat(refusal(() -> services.peers.heartbeat(sessionToken))).isEqualTo(Reason.TOKEN_EXPIRED);
        }
    }

    @Test
    void heartbeatBringsAnotherLeaseAndAnotherToken() {
        Admission admission = services.admitted(room, null);
        services.clock.move(Duration.ofSeconds(30));
        PeerService.Renewal renewal = services.peers.heartbeat(admission.sessionToken());
        Instant lease = services.now().plus(Peer.LEASE);
        assertThat(renewal.peer().leaseUntil()).isEqualTo(lease);
        assertThat(services.inside(room)).extracting(Peer::leaseUntil).containsExactly(lease);
        assertThat(services.sessionTokens
                        .read(renewal.sessionToken(), services.now())
                        .expires())
                .isEqualTo(services.now().plus(SessionClaims.LIFETIME));
    }

    @Test
    void authorityIsWhatIsKeptOfAPeerAndNotWhatItsTokenSays() {
        Admission admission = services.admitted(room, services.token("ada", Grant.HOST));
        assertThat(services.peers.authority(admission.sessionToken()).grant()).isEqualTo(Grant.HOST);
        services.peers.update(
                Moderator.ofApp(room, "key:1"),
                admission.peer().id(),
                new PeerChange(new GrantRequest(Role.LISTENER, null, null), null));
        assertThat(services.peers.authority(admission.sessionToken()).grant()).isEqualTo(Grant.ofRole(Role.LISTENER));
    }

    @Test
    void leavingFreesThePlaceOnceAndIsNotForAPlaceThatWasTakenOver() {
        String access = services.token("ada", Grant.GUEST);
        Admission before = services.admitted(room, access);
        Admission after = ((EntryResult.Admitted) services.enter(room, access, before.sessionToken())).admission();
        services.peers.leave(before.sessionToken());
        assertThat(services.inside(room)).hasSize(1);
        assertThat(services.peers.leave(after.sessionToken())).isEqualTo(APP);
        assertThat(services.inside(room)).isEmpty();
        assertThat(services.departure(room, after.peer())).isEqualTo(Departure.LEFT);
        assertThat(refusal(() -> services.peers.leave(after.sessionToken()))).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        // who acts, on whom, may put out and ban, may give the role of a listener
        "host, host, true, true",
        "host, guest, true, true",
        "coHost, host, false, false",
        "coHost, powerless host, false, false",
        "coHost, coHost, true, true",
        "coHost, guest, true, true",
        "admin, coHost, false, false",
        "admin, admin, true, false",
        "admin, guest, true, false",
        "guest, guest, false, false",
    })
    void actsOnNobodyAbove(String maker, String target, boolean acts, boolean changes) {
        Moderator by = moderator(maker);
        Peer peer =
                services.admitted(room, services.token("ada", grant(target))).peer();
        PeerChange listener = new PeerChange(new GrantRequest(Role.LISTENER, null, null), null);
        assertThat(refusal(() -> services.peers.update(by, peer.id(), listener)) == null)
                .isEqualTo(changes);
        Peer other =
                services.admitted(room, services.token("bob", grant(target))).peer();
        assertThat(refusal(() -> services.peers.ban(by, "bob")) == null).isEqualTo(acts);
        assertThat(services.meetings.bans(room)).hasSize(acts ? 1 : 0);
        assertThat(services.meetings.find(APP, room.name(), other.id()).isPresent())
                .isEqualTo(!acts);
        Peer third =
                services.admitted(room, services.token("eve", grant(target))).peer();
        assertThat(refusal(() -> services.peers.eject(by, third.id(), true)) == null)
                .isEqualTo(acts);
        assertThat(services.meetings.find(APP, room.name(), third.id()).isPresent())
                .isEqualTo(!acts);
    }

    @Test
    void hostWithoutTheRightToDecidePutsNobodyOutAndChangesNobody() {
        Peer peer = services.admitted(room, services.token("ada", Grant.GUEST)).peer();
        Moderator by = moderator("powerless host");
        assertThat(refusal(() -> services.peers.eject(by, peer.id(), true))).isEqualTo(Reason.FORBIDDEN);
        assertThat(refusal(() -> services.peers.update(
                        by, peer.id(), new PeerChange(new GrantRequest(Role.LISTENER, null, null), null))))
                .isEqualTo(Reason.ROLE_CHANGE_NOT_ALLOWED);
        assertThat(services.inside(room)).containsExactly(peer);
    }

    @Test
    void ejectionPutsOutWhoeverCameInByTheSameTokenAndKeepsItOut() {
        String token = services.token("ada", Grant.GUEST);
        Peer first = services.admitted(room, token).peer();
        Peer second = services.admitted(room, token).peer();
        Peer bob = services.admitted(room, services.token("bob", Grant.GUEST)).peer();
        assertThat(services.peers.eject(moderator("host"), first.id(), false)).isFalse();
        assertThat(services.inside(room)).extracting(Peer::id).containsExactly(bob.id());
        assertThat(services.departure(room, second)).isEqualTo(Departure.EJECTED);
        assertThat(Services.outcome(() -> services.enter(room, token, null))).isEqualTo("token_revoked");
        assertThat(Services.outcome(() -> services.enter(room, services.token("ada", Grant.GUEST), null)))
                .isEqualTo("admitted");
    }

    @Test
    void ejectionWithABanPutsOutTheUserWhateverTokenItCameInBy() {
        Peer first = services.admitted(room, services.token("ada", Grant.GUEST)).peer();
        Peer second =
                services.admitted(room, services.token("ada", Grant.GUEST)).peer();
        Moderator coHost = moderator("coHost");
        assertThat(services.peers.eject(coHost, first.id(), true)).isTrue();
        assertThat(services.inside(room)).isEmpty();
        assertThat(services.departure(room, second)).isEqualTo(Departure.BANNED);
        assertThat(services.meetings.bans(room)).containsExactly(new Ban("ada", NOON, Rank.CO_HOST, coHost.id()));
        Peer nobody = services.admitted(room, null).peer();
        assertThat(services.peers.eject(moderator("host"), nobody.id(), true))
                .as("nobody knows who comes without a token")
                .isFalse();
    }

    @Test
    void banPutsOutNobodyAboveWhoCameInByAnotherToken() {
        Peer guest = services.admitted(room, services.token("ada", Grant.GUEST)).peer();
        services.admitted(room, services.token("ada", Grant.HOST));
        assertThat(refusal(() -> services.peers.eject(moderator("coHost"), guest.id(), true)))
                .isEqualTo(Reason.ROLE_CHANGE_NOT_ALLOWED);
        assertThat(services.inside(room)).hasSize(2);
        assertThat(services.meetings.bans(room)).isEmpty();
    }

    @Test
    void whoIsNotInThisRoomIsNotFound() {
        Peer peer = services.admitted(room, null).peer();
        Moderator elsewhere = Moderator.ofApp(
                services.open(RoomBuilder.publicRoom().name("other").id("other")), "key:1");
        assertThat(refusal(() -> services.peers.eject(elsewhere, peer.id(), false)))
                .isEqualTo(Reason.PEER_NOT_FOUND);
        services.clock.move(Peer.LEASE);
        assertThat(refusal(() -> services.peers.eject(moderator("host"), peer.id(), false)))
                .isEqualTo(Reason.PEER_NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({
        // who made the ban, who lifts it, may that be
        "host, host, true",
        "host, coHost, false",
        "coHost, coHost, true",
        "coHost, admin, false",
        "admin, coHost, true",
        "admin, guest, false",
    })
    void banIsLiftedByNobodyBelowItsMaker(String maker, String lifter, boolean allowed) {
        services.peers.ban(moderator(maker), "ada");
        assertThat(refusal(() -> services.peers.unban(moderator(lifter), "ada")) == null)
                .isEqualTo(allowed);
        assertThat(services.meetings.bans(room)).hasSize(allowed ? 0 : 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"guest", "powerless host"})
    void whoMayNotDecideNeitherBansNorLiftsABan(String maker) {
        Moderator by = moderator(maker);
        assertThat(refusal(() -> services.peers.ban(by, "nobody inside"))).isEqualTo(Reason.FORBIDDEN);
        assertThat(services.meetings.bans(room)).isEmpty();
        services.peers.ban(moderator("admin"), "ada");
        assertThat(refusal(() -> services.peers.unban(by, "ada"))).isEqualTo(Reason.FORBIDDEN);
        assertThat(refusal(() -> services.peers.unban(by, "nobody banned"))).isEqualTo(Reason.FORBIDDEN);
        assertThat(services.meetings.bans(room)).hasSize(1);
    }

    @Test
    void aPeerChangesItsOwnMetadataAndThatOfNobodyElse() {
        Peer ada = services.admitted(room, services.token("ada", Grant.GUEST)).peer();
        Peer bob = services.admitted(room, services.token("bob", Grant.GUEST)).peer();
        JsonText metadata = JsonText.of(Map.of("hand", true));
        PeerChange hand = new PeerChange(GrantRequest.NOTHING, metadata);
        Moderator self = Moderator.ofPeer(room, ada);
        Peer changed = services.peers.update(self, ada.id(), hand);
        assertThat(changed.person().metadata()).isEqualTo(metadata);
        assertThat(changed.version()).isEqualTo(ada.version() + 1);
        assertThat(refusal(() -> services.peers.update(self, bob.id(), hand))).isEqualTo(Reason.FORBIDDEN);
        Peer bot = services.admitted(room, services.token("bot", Grant.ofRole(Role.BOT)))
                .peer();
        assertThat(refusal(() -> services.peers.update(Moderator.ofPeer(room, bot), bot.id(), hand)))
                .isEqualTo(Reason.FORBIDDEN);
    }

    private Moderator moderator(String rank) {
        return new Moderator(room, grant(rank), null, "somebody");
    }
}
