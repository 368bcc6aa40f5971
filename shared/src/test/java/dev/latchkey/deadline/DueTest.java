package dev.latchkey.deadline;

import static dev.latchkey.testing.MeetingFixture.APP;
import static dev.latchkey.testing.MeetingFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.access.EntryDecision.WaitReason;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Session;
import dev.latchkey.permission.Permissions;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomRules;
import dev.latchkey.room.SecondEntry;
import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.token.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DueTest {
    private static final RoomName ROOM = new RoomName("standup");
    private static final Instant END = NOON.plusSeconds(3600);

    @ParameterizedTest
    @CsvSource({"74, 74", "75, 75", "76, 75", "100000, 75"})
    void aPeerIsDueWhenItsLeaseOrItsTimeIsOverWhicheverIsFirst(long staysSeconds, long dueSeconds) {
        Peer peer = MeetingFixture.peer(MeetingFixture.newRoom("standup", 0), NOON);
        Peer leaving = MeetingFixture.ejectedAt(peer, NOON.plusSeconds(staysSeconds));
        assertThat(Due.of(APP, ROOM, leaving))
                .isEqualTo(new Due(Due.Kind.PEER, APP, ROOM, peer.id(), NOON.plusSeconds(dueSeconds)));
    }

    @Test
    void aWaitIsDueWhenItRunsOut() {
        assertThat(Due.of(APP, ROOM, request()))
                .contains(new Due(Due.Kind.JOIN_REQUEST, APP, ROOM, "r1", NOON.plus(JoinRequest.WAIT)));
    }

    @Test
    void anApprovalIsDueWhenItMayBeTakenUpNoLonger() {
        Instant decided = NOON.plusSeconds(9);
        assertThat(Due.of(APP, ROOM, request().approved("key:k1/1", decided)))
                .contains(new Due(Due.Kind.JOIN_REQUEST, APP, ROOM, "r1", decided.plus(JoinRequest.APPROVAL)));
    }

    @Test
    void aRequestThatHasEndedIsNeverDue() {
        assertThat(Due.of(APP, ROOM, request().denied("key:k1/1"))).isEmpty();
        assertThat(Due.of(APP, ROOM, request().cancelled("key:k1/1"))).isEmpty();
        assertThat(Due.of(APP, ROOM, request().admitted("p1"))).isEmpty();
        assertThat(Due.of(APP, ROOM, request().expired())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true, false, true", "false, true, true", "true, true, true", "false, false, false"})
    void aRoomIsDueAtItsEndIfThatPutsPeopleOutOrArchivesIt(boolean ejects, boolean goes, boolean due) {
        assertThat(Due.of(room(END, ejects, goes)).isPresent()).isEqualTo(due);
        assertThat(Due.of(room(END, ejects, goes)).map(Due::at))
                .isEqualTo(due ? java.util.Optional.of(END) : java.util.Optional.empty());
    }

    @Test
    void aRoomWithoutAnEndIsNeverDue() {
        assertThat(Due.of(room(Instant.MAX, true, true))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Due.Kind.class)
    void isReadFromWhatAMessageSays(Due.Kind kind) {
        Due due = new Due(kind, APP, ROOM, "some-id", NOON.plusMillis(1));
        assertThat(Due.parse(due.text())).isEqualTo(due);
    }

    @Test
    void aMeetingIsLookedAtFromItsStartOn() {
        assertThat(Due.of(APP, ROOM, Session.start("s1", "room-id", NOON)))
                .isEqualTo(new Due(Due.Kind.MEETING, APP, ROOM, "room-id", NOON));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "no json",
                "{\"kind\":\"tea\",\"app\":\"dev\",\"room\":\"standup\",\"id\":\"x\",\"at\":1}",
                "{\"kind\":\"peer\",\"app\":\"dev\",\"room\":\"standup\",\"id\":7,\"at\":1}",
                "{\"kind\":\"peer\",\"app\":\"dev\",\"room\":\"standup\",\"id\":\"x\",\"at\":\"soon\"}"
            })
    void refusesWhatNoMessageSays(String text) {
        assertThatThrownBy(() -> Due.parse(text)).isInstanceOf(RuntimeException.class);
    }

    private static JoinRequest request() {
        return JoinRequest.of("r1", "room-id", Person.NOBODY, WaitReason.LOCKED, NOON);
    }

    private static Room room(Instant end, boolean ejects, boolean goes) {
        RoomRules rules = new RoomRules(
                false,
                false,
                false,
                Instant.EPOCH,
                end,
                ejects,
                0,
                0,
                SecondEntry.ALLOW,
                Duration.ZERO,
                Permissions.NONE);
        return Room.create(APP, ROOM, "room-id", rules, goes ? Map.of("deleteOnExp", true) : Map.of(), NOON);
    }
}
