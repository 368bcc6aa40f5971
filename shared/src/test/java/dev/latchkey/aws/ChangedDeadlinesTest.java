package dev.latchkey.aws;

import static dev.latchkey.aws.RoomFixture.APP;
import static dev.latchkey.aws.RoomFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.EntryDecision.WaitReason;
import dev.latchkey.deadline.Due;
import dev.latchkey.deadline.DueChange;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Session;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Permissions;
import dev.latchkey.permission.Role;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomRules;
import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.token.Person;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ChangedDeadlinesTest {
    private static final RoomName NAME = new RoomName("standup");
    private static final Session SESSION = Session.start("s1", "room-id", NOON);
    private static final Instant WRITTEN = NOON.plusSeconds(9);
    private static final Peer PEER = MeetingFixture.peer(room(Instant.MAX), NOON);
    private static final Peer LISTENER = PEER.changed(new Grant(Role.LISTENER, Permissions.NONE), PEER.person(), NOON);
    private static final JoinRequest REQUEST =
            JoinRequest.of("r1", "room-id", Person.named("Ada"), WaitReason.LOCKED, NOON);

    @Test
    void aPeerIsDueFromItsComingOn() {
        assertThat(change(null, PeerItem.write(APP, NAME, PEER))).isEqualTo(begun(Due.of(APP, NAME, PEER)));
    }

    @Test
    void aPeerOfALargeRoomIsDueInThatRoom() {
        Room large = Room.create(APP, NAME, "room-id", RoomRules.OPEN, Map.of(Room.LARGE, true), NOON);
        Peer peer = MeetingFixture.peer(large, NOON);
        Item item = PeerItem.write(APP, NAME, peer);
        assertThat(item.text(Attr.PK)).isNotEqualTo(Key.roomPartition(APP, NAME));
        assertThat(change(null, item)).isEqualTo(begun(Due.of(APP, NAME, peer)));
    }

    @Test
    void whateverElseBecomesOfAPeerIsSeenByWhoLooksThen() {
        Item peer = PeerItem.write(APP, NAME, PEER);
        Item heardOf = PeerItem.write(APP, NAME, PEER.heardOf(WRITTEN, RoomRules.OPEN, "s1"));
        assertThat(change(peer, heardOf)).isEqualTo(nothing());
        assertThat(change(peer, null)).isEqualTo(nothing());
        assertThat(change(null, PeerItem.writePast(APP, NAME, PEER.placed("s1", ""), Departure.LEFT, WRITTEN)))
                .isEqualTo(nothing());
    }

    @Test
    void aRequestIsDueWhenItComesAndWhenItIsApproved() {
        JoinRequest approved = REQUEST.approved("key:k1/1", WRITTEN);
        Item waiting = JoinRequestItem.write(APP, NAME, REQUEST);
        assertThat(change(null, waiting))
                .isEqualTo(begun(Due.of(APP, NAME, REQUEST).orElseThrow()));
        assertThat(change(waiting, JoinRequestItem.write(APP, NAME, approved)))
                .isEqualTo(begun(Due.of(APP, NAME, approved).orElseThrow()));
    }

    @Test
    void aRequestThatEndedIsNotDue() {
        assertThat(change(JoinRequestItem.write(APP, NAME, REQUEST), null)).isEqualTo(nothing());
        assertThat(change(null, JoinRequestItem.write(APP, NAME, REQUEST.denied("key:k1/1"))))
                .isEqualTo(nothing());
    }

    @Test
    void theEndOfARoomComesIsMovedAndGoes() {
        Due first = Due.of(room(WRITTEN)).orElseThrow();
        Due second = Due.of(room(WRITTEN.plusMillis(1))).orElseThrow();
        Item none = RoomItem.write(room(Instant.MAX));
        Item one = RoomItem.write(room(WRITTEN));
        Item two = RoomItem.write(room(WRITTEN.plusMillis(1)));
        assertThat(change(null, one)).isEqualTo(begun(first));
        assertThat(change(one, two)).isEqualTo(new DueChange(first, List.of(second)));
        assertThat(change(one, one)).isEqualTo(nothing());
        assertThat(change(one, none)).isEqualTo(new DueChange(first, List.of()));
    }

    @Test
    void anArchivedRoomIsNotDue() {
        Item one = RoomItem.write(room(WRITTEN));
        Item archived = RoomItem.write(room(WRITTEN)).put(Attr.ARCHIVED, true);
        assertThat(change(one, archived))
                .isEqualTo(new DueChange(Due.of(room(WRITTEN)).orElseThrow(), List.of()));
        assertThat(change(archived, one)).isEqualTo(begun(Due.of(room(WRITTEN)).orElseThrow()));
    }

    @Test
    void aMeetingIsLookedAtUntilItIsOverAndThenItsRoomIs() {
        Item live = SessionItem.writeLive(APP, NAME, SESSION);
        Due look = Due.of(APP, NAME, SESSION);
        assertThat(change(null, live)).isEqualTo(begun(look));
        assertThat(change(live, live)).isEqualTo(nothing());
        assertThat(change(live, null)).isEqualTo(new DueChange(look, List.of(Due.over(APP, NAME, SESSION, WRITTEN))));
    }

    @Test
    void aMeetingThatNobodyMaySpeakInIsLookedAtWhereItsRoomSaysSo() {
        Item live = SessionItem.writeLive(roomWithLimit(), SESSION);
        assertThat(change(null, live))
                .isEqualTo(new DueChange(null, List.of(Due.of(APP, NAME, SESSION), withoutActivity(NOON))));
    }

    @Test
    void aMeetingIsLookedAtWhenSomebodyWhoMightSpeakIsGone() {
        Item speaker = PeerItem.write(roomWithLimit(), PEER);
        Instant leaseEnd = PEER.leaseUntil();
        assertThat(change(speaker, null)).isEqualTo(new DueChange(null, List.of(withoutActivity(WRITTEN))));
        assertThat(change(speaker, null, leaseEnd.plusSeconds(3)))
                .as("it was gone when its lease was over")
                .isEqualTo(new DueChange(null, List.of(withoutActivity(leaseEnd))));
        assertThat(change(PeerItem.write(roomWithLimit(), LISTENER), null)).isEqualTo(nothing());
        assertThat(change(PeerItem.write(APP, NAME, PEER), null))
                .as("a room without a limit")
                .isEqualTo(nothing());
    }

    @Test
    void aMeetingIsLookedAtWhenSomebodyMaySpeakNoLonger() {
        Item speaker = PeerItem.write(roomWithLimit(), PEER);
        Instant at = WRITTEN.minusMillis(7);
        Item demoted = PeerItem.write(roomWithLimit(), PEER.changed(LISTENER.grant(), PEER.person(), at));
        assertThat(change(speaker, demoted)).isEqualTo(new DueChange(null, List.of(withoutActivity(at))));
        assertThat(change(demoted, speaker)).isEqualTo(nothing());
        assertThat(change(speaker, PeerItem.write(roomWithLimit(), PEER.changed(Grant.HOST, PEER.person(), at))))
                .isEqualTo(nothing());
    }

    @Test
    void aMeetingIsLookedAtWhenItsRoomIsChanged() {
        Room before = room(Instant.MAX);
        Room after = before.changed(before.rules(), Map.of("endMeetingAfterNoActivityInSec", 60L), NOON.plusMillis(3));
        DueChange looked = new DueChange(null, List.of(withoutActivity(NOON.plusMillis(3))));
        assertThat(change(RoomItem.write(before), RoomItem.write(after))).isEqualTo(looked);
        assertThat(change(null, RoomItem.write(after))).isEqualTo(nothing());
        assertThat(change(RoomItem.write(after), RoomItem.write(after).put(Attr.ARCHIVED, true)))
                .isEqualTo(nothing());
        assertThat(change(RoomItem.write(after), RoomItem.write(before))).isEqualTo(nothing());
    }

    private static Due withoutActivity(Instant since) {
        return new Due(Due.Kind.NO_ACTIVITY, APP, NAME, "room-id", since.plusSeconds(60));
    }

    private static Room roomWithLimit() {
        return Room.create(APP, NAME, "room-id", RoomRules.OPEN, Map.of("endMeetingAfterNoActivityInSec", 60L), NOON);
    }

    @Test
    void nothingElseIsDue() {
        assertThat(change(null, SessionItem.write(APP, NAME, SESSION))).isEqualTo(nothing());
        assertThat(change(null, Item.at(new Key("APP#acme", "JTI#x")))).isEqualTo(nothing());
    }

    private static DueChange change(@Nullable Item before, @Nullable Item after) {
        return change(before, after, WRITTEN);
    }

    private static DueChange change(@Nullable Item before, @Nullable Item after, Instant at) {
        Map<String, AttributeValue> some = (after == null ? before : after).attributes();
        return ChangedDeadlines.of(new TableChange(Table.key(some), "1", at, before, after));
    }

    private static DueChange begun(Due due) {
        return new DueChange(null, List.of(due));
    }

    private static DueChange nothing() {
        return new DueChange(null, List.of());
    }

    private static Room room(Instant end) {
        RoomRules rules = new RoomRules(
                false,
                false,
                false,
                Instant.EPOCH,
                end,
                true,
                0,
                0,
                RoomRules.OPEN.onSecondEntry(),
                RoomRules.OPEN.ejectAfter(),
                RoomRules.OPEN.withheld());
        return Room.create(APP, NAME, "room-id", rules, Map.of(), NOON);
    }
}
