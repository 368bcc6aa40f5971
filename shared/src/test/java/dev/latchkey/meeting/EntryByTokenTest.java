package dev.latchkey.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.joinrequest.SourceAddress;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.GrantRequest;
import dev.latchkey.problem.Reason;
import dev.latchkey.room.Room;
import dev.latchkey.testing.RoomBuilder;
import dev.latchkey.testing.memory.InMemoryIdempotencyStore;
import dev.latchkey.token.Person;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EntryByTokenTest {
    private final Services services = new Services();
    private final EntryByToken entry = new EntryByToken(
            services.meetings,
            services.joinRequests,
            services.accessTokens,
            services.sessionTokens,
            services.entries,
            services.waitingRoom,
            new JoinOnce(
                    new InMemoryIdempotencyStore(services.memory),
                    services.meetings,
                    services.joinRequests,
                    services.entries,
                    services.waitingRoom,
                    services.admissions,
                    services.clock),
            services.admissions,
            services.clock);
    private final String token = services.token("ada", Grant.GUEST);

    private EntryResult ask(@Nullable Room room, String by) {
        return entry.enter(new EntryByToken.Asked(
                RoomBuilder.APP, room == null ? null : room.name(), by, Person.NOBODY, SourceAddress.of("192.0.2.1")));
    }

    private Peer admitted(Room room, String by) {
        return ((EntryResult.Admitted) ask(room, by)).admission().peer();
    }

    private @Nullable Reason refusal(@Nullable Room room, String by) {
        return Services.refusal(() -> ask(room, by));
    }

    private Room locked() {
        return services.open(RoomBuilder.publicRoom().locked(true));
    }

    @Test
    void asksTwiceAndIsOnePeer() {
        Room room = services.open(RoomBuilder.publicRoom());
        Peer first = admitted(room, token);
        assertThat(admitted(room, token).id()).isEqualTo(first.id());
        assertThat(services.inside(room)).hasSize(1);
    }

    @Test
    void whoCameInByJoinIsTheSamePeer() {
        Room room = services.open(RoomBuilder.publicRoom());
        Admission joined = services.admitted(room, token);
        assertThat(admitted(room, token).id()).isEqualTo(joined.peer().id());
        assertThat(admitted(room, joined.sessionToken()).id())
                .isEqualTo(joined.peer().id());
        assertThat(services.inside(room)).hasSize(1);
    }

    @Test
    void whoLeftComesBackAsAnother() {
        Room room = services.open(RoomBuilder.publicRoom());
        for (int visit = 0; visit < 3; visit++) {
            Peer inside = admitted(room, token);
            assertThat(services.inside(room)).extracting(Peer::id).containsExactly(inside.id());
            services.meetings.leave(room.app(), room.name(), inside, Departure.LEFT, services.now());
        }
    }

    @Test
    void whoWaitsWaitsOnceAndComesInOnceApproved() {
        Room room = locked();
        EntryResult.Waiting first = (EntryResult.Waiting) ask(room, token);
        EntryResult.Waiting second = (EntryResult.Waiting) ask(room, token);
        assertThat(second.request().id()).isEqualTo(first.request().id());
        services.moderation.approve(Moderator.ofApp(room, "k1"), first.request().id(), GrantRequest.NOTHING);
        Peer inside = admitted(room, token);
        assertThat(admitted(room, token).id()).isEqualTo(inside.id());
    }

    @Test
    void whoWaitsByJoinComesInHere() {
        Room room = locked();
        EntryResult.Waiting waiting = services.waiting(room, token);
        services.moderation.approve(
                Moderator.ofApp(room, "k1"), waiting.request().id(), GrantRequest.NOTHING);
        assertThat(admitted(room, token).grant()).isEqualTo(Grant.GUEST);
        assertThat(services.look(room, waiting)).isInstanceOf(EntryResult.Admitted.class);
        assertThat(services.inside(room)).hasSize(1);
    }

    @Test
    void whoWaitedInVainMayWaitAnew() {
        Room room = locked();
        EntryResult.Waiting first = (EntryResult.Waiting) ask(room, token);
        services.clock.move(Duration.ofMinutes(11));
        EntryResult.Waiting second = (EntryResult.Waiting) ask(room, token);
        assertThat(second.request().id()).isNotEqualTo(first.request().id());
    }

    @Test
    void whoIsPutOutStaysOut() {
        Room room = services.open(RoomBuilder.publicRoom());
        Admission joined = services.admitted(room, token);
        services.peers.eject(Moderator.ofApp(room, "k1"), joined.peer().id(), false);
        assertThat(refusal(room, token)).isEqualTo(Reason.TOKEN_REVOKED);
        assertThat(refusal(room, joined.sessionToken())).isEqualTo(Reason.TOKEN_REVOKED);
    }

    @Test
    void sessionTokenIsForItsRoomAlone() {
        Room room = services.open(RoomBuilder.publicRoom());
        Room other = services.open(RoomBuilder.publicRoom().name("other").id("5f0000000000000000000002"));
        String session = services.admitted(room, null).sessionToken();
        assertThat(refusal(other, session)).isEqualTo(Reason.TOKEN_FOR_ANOTHER_ROOM);
        assertThat(ask(null, session)).isInstanceOf(EntryResult.Admitted.class);
    }

    @Test
    void tokenForEveryRoomNeedsAName() {
        assertThat(refusal(null, token)).isEqualTo(Reason.MALFORMED_REQUEST);
    }

    @Test
    void roomThatIsNotThereIsNotFound() {
        assertThat(refusal(RoomBuilder.publicRoom().room(), token)).isEqualTo(Reason.ROOM_NOT_FOUND);
    }

    @Test
    void textThatIsNoTokenIsRefused() {
        Room room = services.open(RoomBuilder.publicRoom());
        assertThat(refusal(room, "no token")).isEqualTo(Reason.TOKEN_INVALID);
    }
}
