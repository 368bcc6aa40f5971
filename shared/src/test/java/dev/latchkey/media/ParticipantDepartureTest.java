package dev.latchkey.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.json.Json;
import dev.latchkey.media.MediaServer.OutOfReachException;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.Participation;
import dev.latchkey.meeting.Peer;
import dev.latchkey.page.PageRequest;
import dev.latchkey.queue.Message;
import dev.latchkey.retry.Deadline;
import dev.latchkey.room.Room;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who leaves LiveKit leaves the meeting, unless he comes back or something else keeps him. */
class ParticipantDepartureTest {
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final MediaFixture fixture = new MediaFixture();
    private final Room room = fixture.people.createRoom(0);
    private final Peer stays = fixture.enter(room);
    private final Peer ada = fixture.connect(room);

    private boolean isInside() {
        return fixture.find(room, ada).isPresent();
    }

    private String entry() {
        return fixture.find(room, ada).orElseThrow().presence().participant();
    }

    private void joined() {
        fixture.receive(fixture.webhook("participant_joined", ada));
    }

    private void again() {
        fixture.liveKit.enter(fixture.token(room, ada));
    }

    /** Entered, left, and the time for coming back is over. */
    private void graceIsOver() {
        fixture.clock.move(GRACE);
        fixture.work();
    }

    private List<Participation> history() {
        return fixture.people
                .meetings
                .participants(room, ada.sessionId(), PageRequest.first(10), fixture.clock.instant())
                .entries();
    }

    @Test
    void placeIsFreeAfterTheGrace() {
        joined();
        fixture.disconnect(ada);
        assertThat(fixture.queue.taken()).extracting(Message::delay).containsExactly(GRACE);
        assertThat(isInside()).isTrue();

        fixture.disconnect(entered());
        graceIsOver();
        assertThat(isInside()).isFalse();
        assertThat(history())
                .filteredOn(one -> one.peer().id().equals(ada.id()))
                .extracting(Participation::how)
                .containsExactly(Departure.DISCONNECTED);
        assertThat(fixture.find(room, stays)).isPresent();
    }

    private Peer entered() {
        again();
        joined();
        return ada;
    }

    @Test
    void whoHasComeBackStays() {
        joined();
        fixture.disconnect(ada);
        // What LiveKit tells of that is lost.
        again();
        graceIsOver();
        assertThat(entry()).isEqualTo("PA_2");
        fixture.clock.move(Duration.ofSeconds(150).minusMillis(1));
        assertThat(isInside()).isTrue();
        fixture.clock.move(Duration.ofMillis(1));
        assertThat(isInside()).isFalse();
    }

    /** Of two with one identity LiveKit puts out the first, and says so late. */
    @Test
    void endOfAnEntryThatAnotherHasReplacedFreesNoPlace() {
        joined();
        Map<String, Object> left = fixture.webhook("participant_left", ada);
        again();
        joined();
        fixture.receive(left);
        assertThat(fixture.queue.taken()).isEmpty();
        assertThat(isInside()).isTrue();
        assertThat(entry()).isEqualTo("PA_2");
    }

    @Test
    void endOfAnEntryThatIsSettledLateFreesNoPlace() {
        joined();
        fixture.disconnect(ada);
        again();
        joined();
        fixture.liveKit.leave(ada.sessionId(), ada.id());
        graceIsOver();
        assertThat(entry()).isEqualTo("PA_2");
    }

    @Test
    void wordsInTheWrongOrderAreAskedAbout() {
        Map<String, Object> first = fixture.webhook("participant_joined", ada);
        again();
        joined();
        fixture.receive(first);
        assertThat(entry()).isEqualTo("PA_2");
        assertThat(fixture.liveKit.calls()).contains("GetParticipant " + ada.sessionId() + " " + ada.id());
    }

    @Test
    void wordOfAnEntryThatHasEndedIsMadeGoodByTheNextLook() {
        Map<String, Object> joined = fixture.webhook("participant_joined", ada);
        fixture.disconnect(ada);
        fixture.receive(joined);
        fixture.queue.taken();
        fixture.enforcement.look(MeetingLook.first(fixture.app.name(), room.name(), ada.sessionId()), "m1");
        assertThat(fixture.queue.taken())
                .extracting(Message::text)
                .contains(new ParticipantDeparture(fixture.app.name(), room.name(), ada.sessionId(), ada.id(), "PA_1")
                        .toText());
    }

    @Test
    void serverThatDoesNotAnswerRemovesNobody() {
        joined();
        fixture.disconnect(ada);
        fixture.liveKit.isDown(true);
        fixture.clock.move(GRACE);
        assertThatThrownBy(() -> Deadline.ofCall(Duration.ofMillis(550)).run(() -> {
                    fixture.work();
                    return room;
                }))
                .isInstanceOf(OutOfReachException.class);
        assertThat(isInside()).isTrue();
    }

    @Test
    void heartbeatsKeepWhoHasLeft() {
        joined();
        fixture.clock.move(Duration.ofSeconds(10));
        assertThat(fixture.people.heartbeat(room.name(), ada, fixture.clock.instant()))
                .isTrue();
        Instant until = fixture.clock.instant().plusSeconds(75);
        fixture.disconnect(ada);
        graceIsOver();
        assertThat(fixture.find(room, ada).orElseThrow().leaseUntil()).isEqualTo(until);
        fixture.clock.move(Duration.between(fixture.clock.instant(), until).minusMillis(1));
        assertThat(isInside()).isTrue();
        fixture.clock.move(Duration.ofMillis(1));
        assertThat(isInside()).isFalse();
    }

    @Test
    void liveConnectionKeepsWhoHasLeft() {
        Peer connected = ada.connected("c1", fixture.clock.instant(), room.rules(), ada.sessionId());
        assertThat(fixture.people.meetings.renew(room, ada, connected, fixture.clock.instant()))
                .isTrue();
        joined();
        fixture.disconnect(ada);
        graceIsOver();
        assertThat(isInside()).isTrue();
        assertThat(fixture.find(room, ada).orElseThrow().presence().connection())
                .isEqualTo("c1");
        assertThat(entry()).isEmpty();
    }

    /** Killed between writing down that he has left and asking for a look at it: the message comes again. */
    @Test
    void departureThatWasCutShortIsFinished() {
        joined();
        fixture.disconnect(ada);
        String message = fixture.queue.taken().get(0).text();
        fixture.clock.move(GRACE);
        ParticipantDeparture departure = ParticipantDeparture.fromJson(Json.readObject(message));
        fixture.enforcement.settle(departure);
        fixture.deadlines.taken();
        fixture.enforcement.settle(departure);
        fixture.work();
        assertThat(history()).extracting(Participation::how).contains(Departure.DISCONNECTED);
    }

    @Test
    void whoIsOutAlreadyIsNotAskedAbout() {
        joined();
        fixture.putOut(room, ada);
        fixture.disconnect(ada);
        assertThat(fixture.queue.taken()).isEmpty();
    }

    /** What LiveKit keeps is not a heartbeat, nor is coming in once LiveKit has somebody. */
    @Test
    void whoWasHeardOfByLiveKitAloneIsOutWhateverIsLeftOfHisLease() {
        joined();
        fixture.disconnect(ada);
        graceIsOver();
        assertThat(isInside()).isFalse();
    }
}
