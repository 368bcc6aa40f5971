package dev.latchkey.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.event.EventType;
import dev.latchkey.json.Json;
import dev.latchkey.media.MediaServer.OutOfReachException;
import dev.latchkey.meeting.Peer;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Role;
import dev.latchkey.queue.Message;
import dev.latchkey.retry.Deadline;
import dev.latchkey.room.Room;
import dev.latchkey.signing.SharedSecret;
import dev.latchkey.testing.FakeLiveKit;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MediaEnforcementTest {
    private final MediaFixture fixture = new MediaFixture();
    private final FakeLiveKit liveKit = fixture.liveKit;
    private final Room room = fixture.people.createRoom(0);

    private void demote(Peer peer) {
        Peer inside = fixture.people
                .meetings
                .find(fixture.app.name(), room.name(), peer.id())
                .orElseThrow();
        Peer changed = inside.changed(Grant.ofRole(Role.LISTENER), inside.person(), fixture.clock.instant());
        assertThat(fixture.people.meetings.update(room, inside, changed)).isTrue();
    }

    private List<String> sources(Peer peer) {
        return LiveKitJson.participant(liveKit.participant(peer.sessionId(), peer.id()))
                .grants();
    }

    private List<String> grantsOf(Role role) {
        return LiveKitGrants.of(Grant.ofRole(role).permissions()).names();
    }

    private MeetingLook look(Peer peer) {
        return MeetingLook.first(fixture.app.name(), room.name(), peer.sessionId());
    }

    @Test
    void whoIsOutHereIsOutThere() {
        Peer ada = fixture.connect(room);
        Peer grace = fixture.connect(room);
        fixture.putOut(room, ada);
        fixture.tell(EventType.PEER_LEFT, room, ada);
        assertThat(fixture.inside(ada)).containsExactly(grace.id());
    }

    @Test
    void whoIsInsideIsNotPutOutByAnEventThatIsLate() {
        Peer ada = fixture.connect(room);
        fixture.tell(EventType.PEER_LEFT, room, ada);
        assertThat(fixture.inside(ada)).containsExactly(ada.id());
    }

    @Test
    void whoMayDoLessHereMayThere() {
        Peer ada = fixture.connect(room);
        demote(ada);
        fixture.tell(EventType.PEER_UPDATED, room, ada);
        assertThat(sources(ada)).isEqualTo(grantsOf(Role.LISTENER));
    }

    /** The change comes between the reading of the peer and the call that follows from it. */
    @Test
    void whatChangesMeanwhileIsToldToo() {
        Peer ada = fixture.connect(room);
        liveKit.beforeCall(call -> {
            liveKit.beforeCall(any -> {});
            demote(ada);
        });
        fixture.tell(EventType.PEER_UPDATED, room, ada);
        assertThat(sources(ada)).isEqualTo(grantsOf(Role.LISTENER));
    }

    @Test
    void serverThatIsBackWithinTheCallIsToldThen() {
        Peer ada = fixture.connect(room);
        fixture.putOut(room, ada);
        liveKit.isDown(true);
        liveKit.afterSilence(() -> liveKit.isDown(false));
        fixture.tell(EventType.PEER_LEFT, room, ada);
        assertThat(fixture.inside(ada)).isEmpty();
    }

    @Test
    void serverThatStaysAwayFailsTheMessage() {
        Peer ada = fixture.connect(room);
        liveKit.isDown(true);
        assertThatThrownBy(() -> Deadline.ofCall(Duration.ofMillis(550)).run(() -> {
                    fixture.tell(EventType.PEER_LEFT, room, ada);
                    return room;
                }))
                .isInstanceOf(OutOfReachException.class);
    }

    @Test
    void meetingThatHasEndedIsTakenOff() {
        Peer ada = fixture.connect(room);
        fixture.people.leave(room.name(), ada, fixture.clock.instant());
        fixture.tell(EventType.SESSION_ENDED, room, ada);
        assertThat(liveKit.rooms()).isEmpty();
    }

    @Test
    void meetingThatWasTakenForOverGoesOnWhileSomebodyIsInside() {
        Peer ada = fixture.connect(room);
        fixture.tell(EventType.SESSION_ENDED, room, ada);
        assertThat(liveKit.rooms()).containsExactly(ada.sessionId());
    }

    @Test
    void meetingIsLookedAtFromItsStartOn() {
        Peer ada = fixture.enter(room);
        fixture.tell(EventType.SESSION_STARTED, room, ada);
        assertThat(fixture.queue.taken())
                .extracting(Message::text)
                .containsExactly(look(ada).toText());
    }

    @Test
    void lookMakesGoodWhatWasNotTold() {
        Peer ada = fixture.connect(room);
        Peer grace = fixture.connect(room);
        Peer bob = fixture.connect(room);
        fixture.putOut(room, ada);
        demote(grace);
        fixture.enforcement.look(look(bob), "m1");
        assertThat(fixture.inside(bob)).containsExactlyInAnyOrder(grace.id(), bob.id());
        assertThat(sources(grace)).isEqualTo(grantsOf(Role.LISTENER));
        assertThat(sources(bob)).isEqualTo(grantsOf(Role.GUEST));
    }

    @Test
    void lookGoesOnWhileTheMeetingDoes() {
        Peer ada = fixture.connect(room);
        fixture.enforcement.look(look(ada), "m1");
        assertThat(fixture.queue.taken())
                .extracting(Message::text)
                .containsExactly(look(ada).next().toText());
        fixture.people.leave(room.name(), ada, fixture.clock.instant());
        fixture.enforcement.look(look(ada).next(), "m2");
        assertThat(fixture.queue.taken()).isEmpty();
        assertThat(liveKit.rooms()).isEmpty();
    }

    @Test
    void ofTwoMessagesForOneLookOneGoesOn() {
        Peer ada = fixture.connect(room);
        fixture.enforcement.look(look(ada), "m1");
        fixture.enforcement.look(look(ada), "m2");
        // The first may come again, since its work may have been cut short.
        fixture.enforcement.look(look(ada), "m1");
        assertThat(fixture.queue.taken()).hasSize(2);
    }

    @Test
    void serverOutOfReachPutsNobodyOut() {
        Peer ada = fixture.connect(room);
        liveKit.isDown(true);
        fixture.enforcement.look(look(ada), "m1");
        assertThat(fixture.queue.taken()).hasSize(1);
        assertThat(fixture.people.inside(room, fixture.clock.instant()))
                .extracting(Peer::id)
                .containsExactly(ada.id());
    }

    private List<String> peers() {
        return fixture.people.inside(room, fixture.clock.instant()).stream()
                .map(Peer::id)
                .toList();
    }

    private MeetingLook minutes(MeetingLook first, int many) {
        MeetingLook look = first;
        for (int minute = 0; minute < many; minute++) {
            fixture.clock.move(Duration.ofMinutes(1));
            fixture.enforcement.look(look, "m" + look.turn());
            look = look.next();
        }
        return look;
    }

    @Test
    void whoIsThereNeedsNoHeartbeat() {
        Peer ada = fixture.connect(room);
        Peer grace = fixture.enter(room);
        MeetingLook next = minutes(look(ada), 10);
        // Who never enters the server has the usual lease.
        assertThat(peers()).containsExactly(ada.id()).doesNotContain(grace.id());
        fixture.queue.taken();
        liveKit.leave(ada.sessionId(), ada.id());
        minutes(next, 1);
        assertThat(peers()).containsExactly(ada.id());
        fixture.work();
        assertThat(peers()).isEmpty();
    }

    /** Nobody is taken for gone: the lease that its last look gave runs out, unless something else keeps a peer inside. */
    @Test
    void serverThatIsSilentForLongerLeavesWhoHasAnotherLease() {
        Peer ada = fixture.connect(room);
        Peer grace = fixture.connect(room);
        MeetingLook next = minutes(look(ada), 1);
        liveKit.isDown(true);
        next = minutes(next, 2);
        fixture.clock.move(Duration.ofSeconds(30).minusMillis(1));
        assertThat(peers()).containsExactlyInAnyOrder(ada.id(), grace.id());
        assertThat(fixture.people.heartbeat(room.name(), grace, fixture.clock.instant()))
                .isTrue();
        fixture.clock.move(Duration.ofMillis(1));
        assertThat(peers()).containsExactly(grace.id());
        liveKit.isDown(false);
        minutes(next, 5);
        assertThat(peers()).containsExactly(grace.id());
        assertThat(fixture.inside(ada)).containsExactly(grace.id());
    }

    /** It has forgotten its rooms, and with auto_create: false nobody would come back. */
    @Test
    void meetingsRoomIsThereAgainAfterTheServerWasKilled() {
        Peer ada = fixture.connect(room);
        String token = fixture.token(room, ada);
        liveKit.restart();
        assertThat(liveKit.takes(token)).isFalse();
        minutes(look(ada), 1);
        assertThat(liveKit.takes(token)).isTrue();
    }

    @Test
    void serverThatIsSilentForAMinuteLosesNobody() {
        Peer ada = fixture.connect(room);
        MeetingLook next = minutes(look(ada), 1);
        liveKit.isDown(true);
        next = minutes(next, 1);
        liveKit.isDown(false);
        minutes(next, 5);
        assertThat(peers()).containsExactly(ada.id());
    }

    @Test
    void heartbeatTakesNothingAway() {
        Peer ada = fixture.connect(room);
        minutes(look(ada), 1);
        assertThat(fixture.people.heartbeat(room.name(), ada, fixture.clock.instant()))
                .isTrue();
        fixture.clock.move(Duration.ofSeconds(149));
        assertThat(peers()).containsExactly(ada.id());
    }

    @Test
    void meetingThatWasTakenForOverIsMended() {
        Peer ada = fixture.connect(room);
        fixture.stores.memory().endMeeting(room);
        assertThat(fixture.people.going(room.name())).isEmpty();
        minutes(look(ada), 1);
        assertThat(fixture.people.going(room.name()).orElseThrow().id()).isEqualTo(ada.sessionId());
    }

    @Test
    void programsThatTheAppAllowsStay() {
        Peer ada = fixture.connect(room);
        liveKit.enter(program(ada.sessionId(), "agent-1", "agent"));
        liveKit.enter(program(ada.sessionId(), "recorder", "egress"));
        liveKit.enter(program(ada.sessionId(), "stream", "ingress"));
        liveKit.enter(program(ada.sessionId(), "stranger", "standard"));
        fixture.enforcement.look(look(ada), "m1");
        assertThat(fixture.inside(ada)).containsExactlyInAnyOrder(ada.id(), "agent-1", "recorder");
    }

    private String program(String meeting, String identity, String kind) {
        Map<String, Object> claims = new LinkedHashMap<>();
        Instant now = fixture.clock.instant();
        claims.put("iss", FakeLiveKit.KEY);
        claims.put("sub", identity);
        claims.put("kind", kind);
        claims.put("exp", now.getEpochSecond() + 60);
        claims.put("video", Map.of("room", meeting, "roomJoin", true));
        return new SharedSecret(FakeLiveKit.SECRET).sign(claims);
    }

    @Test
    void lookReadsWhatItHasWritten() {
        MeetingLook look = look(fixture.enter(room)).next();
        assertThat(MeetingLook.fromJson(Json.readObject(look.toText()))).isEqualTo(look);
    }
}
