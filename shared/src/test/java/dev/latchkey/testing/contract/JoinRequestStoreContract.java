package dev.latchkey.testing.contract;

import static dev.latchkey.testing.MeetingFixture.APP;
import static dev.latchkey.testing.MeetingFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.EntryDecision;
import dev.latchkey.access.Presented;
import dev.latchkey.id.Ids;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.joinrequest.JoinRequestStore;
import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import dev.latchkey.permission.Grant;
import dev.latchkey.room.Room;
import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.testing.SimultaneousThreads;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.Person;
import dev.latchkey.token.TicketClaims;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link JoinRequestStore} does. */
public abstract class JoinRequestStoreContract {
    private static final Duration WAIT = JoinRequest.WAIT;
    private static final int MOST = JoinRequest.MOST_WAITING;

    private final MeetingFixture fixture;
    private final JoinRequestStore joinRequests;
    private final Room room;

    protected JoinRequestStoreContract(MeetingFixture fixture) {
        this.fixture = fixture;
        this.joinRequests = fixture.joinRequests;
        this.room = fixture.createRoom(10);
    }

    @Test
    void thoseWhoWaitAreListedInTheOrderInWhichTheyCame() {
        List<JoinRequest> came = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            came.add(askToJoin(NOON.plusSeconds(i)));
        }
        joinRequests.decide(APP, room.name(), came.get(1), came.get(1).denied("d"));
        joinRequests.decide(APP, room.name(), came.get(3), came.get(3).approved("d", NOON));
        assertThat(MeetingFixture.waiting(joinRequests, room, NOON.plusSeconds(9)))
                .containsExactly(came.get(0), came.get(2), came.get(4));
    }

    @Test
    void whoeverWaitsWhileAllPagesAreReadIsOnOneOfThemWhoeverElseComesAndGoes() {
        List<JoinRequest> stay = new ArrayList<>();
        List<JoinRequest> go = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            (i % 3 == 1 ? go : stay).add(askToJoin(NOON.plusSeconds(i)));
        }
        List<JoinRequest> listed = new ArrayList<>();
        Page<JoinRequest> page = joinRequests.waiting(room, PageRequest.first(3), NOON);
        for (JoinRequest gone : go) {
            listed.addAll(page.entries());
            // One of those who are listed already goes, or of those who are not; and another one comes.
            joinRequests.decide(APP, room.name(), gone, gone.denied("d"));
            askToJoin(NOON.plusSeconds(20));
            page = joinRequests.waiting(room, PageRequest.after(3, Objects.requireNonNull(page.next())), NOON);
        }
        while (page.next() != null) {
            listed.addAll(page.entries());
            page = joinRequests.waiting(room, PageRequest.after(3, page.next()), NOON);
        }
        listed.addAll(page.entries());
        assertThat(listed).containsAll(stay).doesNotHaveDuplicates();
        assertThat(listed).isSortedAccordingTo(Comparator.comparing(JoinRequest::id));
    }

    @Test
    void noPageOfThoseWhoWaitIsEmptyButTheLast() {
        for (int i = 0; i < 7; i++) {
            JoinRequest approved = askToJoin(NOON.plusSeconds(i));
            joinRequests.decide(APP, room.name(), approved, approved.approved("a", NOON));
        }
        assertThat(joinRequests.waiting(room, PageRequest.first(2), NOON).entries())
                .isEmpty();
        JoinRequest behind = askToJoin(NOON.plusSeconds(8));
        assertThat(joinRequests.waiting(room, PageRequest.first(2), NOON).entries())
                .containsExactly(behind);
    }

    @Test
    void thoseThatEndedAreListedTheNewestFirstAPageAtATime() {
        List<JoinRequest> came = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            came.add(askToJoin(NOON.plusSeconds(i)));
        }
        JoinRequest denied = came.get(0).denied("key:k/1").saying("no");
        JoinRequest cancelled = came.get(1).cancelled("c");
        JoinRequest expired = came.get(2).expired();
        JoinRequest approved = came.get(3).approved("peer:p/1", NOON.plusSeconds(3));
        JoinRequest admitted = approved.admitted("p");
        for (JoinRequest ended : List.of(denied, cancelled, expired, approved)) {
            JoinRequest before = came.stream()
                    .filter(request -> request.id().equals(ended.id()))
                    .findFirst()
                    .orElseThrow();
            assertThat(joinRequests.decide(APP, room.name(), before, ended)).isEmpty();
        }
        assertThat(ended(NOON, 10)).as("who is approved may still come").containsExactly(expired, cancelled, denied);
        joinRequests.decide(APP, room.name(), approved, admitted);
        for (int limit = 1; limit < 6; limit++) {
            assertThat(ended(NOON, limit)).containsExactly(admitted, expired, cancelled, denied);
        }
    }

    @Test
    void howARequestEndedIsForgottenNinetyDaysAfterItWouldHaveExpired() {
        JoinRequest request = askToJoin(NOON);
        JoinRequest denied = request.denied("d");
        joinRequests.decide(APP, room.name(), request, denied);
        Instant forgotten = denied.expires().plus(Duration.ofDays(90));
        assertThat(ended(forgotten.minusMillis(1), 10)).containsExactly(denied);
        assertThat(ended(forgotten, 10)).isEmpty();
    }

    @Test
    void anotherRoomOfTheSameNameHasNoneThatEnded() {
        JoinRequest request = askToJoin(NOON);
        joinRequests.decide(APP, room.name(), request, request.denied("d"));
        fixture.rooms.archive(room);
        Room next = fixture.createRoom(room.name().value(), 0);
        assertThat(joinRequests.ended(next, PageRequest.first(10), NOON).entries())
                .isEmpty();
    }

    private List<JoinRequest> ended(Instant now, int limit) {
        return Page.all(limit, wanted -> joinRequests.ended(room, wanted, now));
    }

    @Test
    void nobodyWaitsAtTheDoorOfAnotherRoomOfTheSameName() {
        askToJoin(NOON);
        fixture.rooms.archive(room);
        Room next = fixture.createRoom(room.name().value(), 0);
        assertThat(MeetingFixture.waiting(joinRequests, next, NOON)).isEmpty();
    }

    @Test
    void aWaitIsOverAtTheInstantAtWhichItExpiresAndLeftToItsDeadlineBeforeWhoeverListsForgetsIt() {
        JoinRequest request = askToJoin(NOON);
        assertThat(MeetingFixture.waiting(joinRequests, room, request.expires().minusMillis(1)))
                .containsExactly(request);
        assertThat(MeetingFixture.waiting(joinRequests, room, request.expires()))
                .isEmpty();
        Instant left = request.expires().plus(JoinRequestStore.LEFT_TO_ITS_DEADLINE);
        MeetingFixture.waiting(joinRequests, room, left.minusMillis(1));
        assertThat(joinRequests.find(APP, room.name(), request.id())).contains(request);
        MeetingFixture.waiting(joinRequests, room, left);
        assertThat(joinRequests.find(APP, room.name(), request.id())).isEmpty();
    }

    @Test
    void aDecisionIsFoundByEverybody() {
        JoinRequest request = askToJoin(NOON);
        JoinRequest approved = request.approved("d", NOON).as(Grant.HOST).saying("come in");
        assertThat(joinRequests.decide(APP, room.name(), request, approved)).isEmpty();
        assertThat(joinRequests.find(APP, room.name(), request.id())).contains(approved);
        assertThat(joinRequests.look(ticket(request)).request()).isEqualTo(approved);

        JoinRequest cancelled = approved.cancelled("e");
        assertThat(joinRequests.decide(APP, room.name(), approved, cancelled)).isEmpty();
        assertThat(joinRequests.look(ticket(request)).request()).isEqualTo(cancelled);
        assertThat(MeetingFixture.waiting(joinRequests, room, NOON)).isEmpty();
    }

    @Test
    void whoeverDecidesOnWhatHasChangedIsToldWhatItIs() {
        JoinRequest request = askToJoin(NOON);
        JoinRequest denied = request.denied("first").saying("no");
        joinRequests.decide(APP, room.name(), request, denied);
        assertThat(joinRequests.decide(APP, room.name(), request, request.approved("second", NOON)))
                .contains(denied);
        assertThat(joinRequests.find(APP, room.name(), request.id())).contains(denied);
    }

    @Test
    void aPlaceIsFreeAgainAtTheInstantAtWhichTheWaitIsOverAndNotBefore() {
        fill(NOON);
        assertThat(create(joinRequests, request(NOON.plus(WAIT).minusMillis(1), null)))
                .isEmpty();
        assertThat(create(joinRequests, request(NOON.plus(WAIT), null))).isPresent();
        for (int i = 1; i < MOST; i++) {
            assertThat(create(joinRequests, request(NOON.plus(WAIT), null))).isPresent();
        }
        assertThat(create(joinRequests, request(NOON.plus(WAIT), null))).isEmpty();
    }

    @Test
    void whateverEndsAWaitFreesOnePlaceOnce() {
        List<JoinRequest> waiting = fill(NOON);
        List<JoinRequest> ended = Stream.of(
                        waiting.get(0).denied("d"),
                        waiting.get(1).cancelled("c"),
                        waiting.get(2).approved("a", NOON))
                .toList();
        for (int i = 0; i < ended.size(); i++) {
            assertThat(create(joinRequests, request(NOON, null))).isEmpty();
            assertThat(joinRequests.decide(APP, room.name(), waiting.get(i), ended.get(i)))
                    .isEmpty();
            assertThat(joinRequests.decide(APP, room.name(), waiting.get(i), ended.get(i)))
                    .as("once more")
                    .isPresent();
            assertThat(create(joinRequests, request(NOON, null))).isPresent();
        }
        fixture.meetings.join(
                room,
                fixture.meetings.look(APP, room.name(), new Presented.Nothing()),
                MeetingFixture.peer(room, NOON),
                waiting.get(3),
                NOON);
        assertThat(create(joinRequests, request(NOON, null))).as("came in").isPresent();
        // Who was approved had freed his place by that, and does not free another's by coming in.
        fixture.meetings.join(
                room,
                fixture.meetings.look(APP, room.name(), new Presented.Nothing()),
                MeetingFixture.peer(room, NOON),
                ended.get(2),
                NOON);
        assertThat(create(joinRequests, request(NOON, null))).isEmpty();
        assertThat(MeetingFixture.waiting(joinRequests, room, NOON)).hasSize(MOST);
    }

    @Test
    void aRoomUnderAnArchivedNameHasPlacesOfItsOwn() {
        fill(NOON);
        fixture.rooms.archive(room);
        Room next = fixture.createRoom(room.name().value(), 0);
        JoinRequest request =
                JoinRequest.of(Ids.ulid(NOON), next.id(), Person.NOBODY, EntryDecision.WaitReason.PRIVATE, NOON);
        assertThat(joinRequests.create(APP, next.name(), request)).contains(request);
    }

    @Test
    void oneTokenWaitsByOneRequestHoweverOftenItAsks() {
        AccessClaims token = MeetingFixture.token("jti-" + Ids.hex24(), "ada");
        assertThat(joinRequests.openBy(room, token.jti(), NOON)).isEmpty();
        List<Optional<JoinRequest>> joinAttempts =
                SimultaneousThreads.of(12, () -> create(joinRequests, request(NOON, token)));
        JoinRequest first = MeetingFixture.waiting(joinRequests, room, NOON).get(0);
        assertThat(joinAttempts).containsOnly(Optional.of(first));
        assertThat(MeetingFixture.waiting(joinRequests, room, NOON)).containsExactly(first);
        assertThat(joinRequests.openBy(room, token.jti(), NOON)).contains(first);
        assertThat(joinRequests.openBy(room, "another", NOON)).isEmpty();
        for (int i = 1; i < MOST; i++) {
            assertThat(create(joinRequests, request(NOON, null)))
                    .as("those who lost have left no place taken")
                    .isPresent();
        }
        assertThat(create(joinRequests, request(NOON, null))).isEmpty();
    }

    @Test
    void aTokenWhoseWaitIsOverWaitsAnew() {
        AccessClaims token = MeetingFixture.token("jti-" + Ids.hex24(), "ada");
        JoinRequest first = create(joinRequests, request(NOON, token)).orElseThrow();
        assertThat(joinRequests.openBy(room, token.jti(), first.expires().minusMillis(1)))
                .contains(first);
        assertThat(joinRequests.openBy(room, token.jti(), first.expires())).isEmpty();
        JoinRequest second =
                create(joinRequests, request(first.expires(), token)).orElseThrow();
        assertThat(second.id()).isNotEqualTo(first.id());
        joinRequests.decide(APP, room.name(), second, second.denied("d"));
        assertThat(joinRequests.openBy(room, token.jti(), first.expires())).isEmpty();
        JoinRequest third =
                create(joinRequests, request(first.expires(), token)).orElseThrow();
        assertThat(third.id()).isNotEqualTo(second.id());
        JoinRequest approved = third.approved("a", first.expires());
        joinRequests.decide(APP, room.name(), third, approved);
        assertThat(create(joinRequests, request(first.expires(), token))).contains(approved);
    }

    private JoinRequest askToJoin(Instant now) {
        JoinRequest request = request(now, null);
        joinRequests.create(APP, room.name(), request);
        return request;
    }

    private TicketClaims ticket(JoinRequest request) {
        return new TicketClaims(
                APP, room.name(), room.id(), request.id(), "", "", NOON, NOON.plus(TicketClaims.LIFETIME));
    }

    private List<JoinRequest> fill(Instant now) {
        return SimultaneousThreads.of(
                MOST, () -> create(joinRequests, request(now, null)).orElseThrow());
    }

    private Optional<JoinRequest> create(JoinRequestStore store, JoinRequest request) {
        return store.create(APP, room.name(), request);
    }

    private JoinRequest request(Instant now, @Nullable AccessClaims token) {
        return request(now, room, token);
    }

    private static JoinRequest request(Instant now, Room door, @Nullable AccessClaims token) {
        Person person = token == null ? Person.named("somebody") : token.person();
        JoinRequest request = JoinRequest.of(Ids.ulid(now), door.id(), person, EntryDecision.WaitReason.LOCKED, now);
        return token == null ? request : request.showing(token);
    }
}
