package dev.latchkey.aws;

import static dev.latchkey.aws.Venue.APP;
import static dev.latchkey.aws.Venue.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.LiveMeeting;
import dev.latchkey.meeting.Page;
import dev.latchkey.meeting.Participation;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Session;
import dev.latchkey.room.Room;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
    private final Venue venue = Venue.open();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 100})
    void theMeetingsOfARoomAreListedNewestFirstWhateverTheSizeOfAPage(int limit) {
        Room room = venue.createRoom(0);
        List<String> held = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Instant then = NOON.plusSeconds(60 * i);
            Peer peer = venue.enter(room.name(), then).orElseThrow();
            held.add(0, peer.sessionId());
            if (i < 4) {
                venue.leave(room.name(), peer, then.plusSeconds(30));
            }
        }
        List<Session> listed = all(after -> venue.meetings.sessions(room, limit, after, NOON.plusSeconds(241)));
        assertThat(listed).extracting(Session::id).isEqualTo(held);
        assertThat(listed.get(0).isLive()).isTrue();
        assertThat(listed.subList(1, 5))
                .allMatch(
                        session -> session.endedAt().equals(session.startedAt().plusSeconds(30)));
    }

    @Test
    void aMeetingWhosePeopleAllVanishedIsOverForWhoeverLists() {
        Room room = venue.createRoom(0);
        venue.enter(room.name(), NOON);
        Instant end = NOON.plus(Peer.LEASE);
        assertThat(sessions(room, end.minusMillis(1)).get(0).isLive()).isTrue();
        assertThat(sessions(room, end.plusSeconds(1000)).get(0).endedAt()).isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void everybodyWhoWasOrIsInAMeetingIsListedOnce(int limit) {
        Room room = venue.createRoom(0);
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            peers.add(venue.enter(room.name(), NOON.plusSeconds(i)).orElseThrow());
        }
        venue.leave(room.name(), peers.get(1), NOON.plusSeconds(10));
        venue.leave(room.name(), peers.get(3), NOON.plusSeconds(20));
        // The first has vanished unnoticed.
        Instant now = NOON.plus(Peer.LEASE);

        List<Participation> listed =
                all(after -> venue.meetings.participants(room, peers.get(0).sessionId(), limit, after, now));

        assertThat(listed)
                .extracting(one -> one.peer().id())
                .containsExactly(
                        peers.get(1).id(),
                        peers.get(3).id(),
                        peers.get(0).id(),
                        peers.get(2).id(),
                        peers.get(4).id());
        assertThat(listed)
                .extracting(Participation::leftAt)
                .containsExactly(NOON.plusSeconds(10), NOON.plusSeconds(20), now, Instant.MAX, Instant.MAX);
        assertThat(listed.get(2).how()).isEqualTo(Departure.LOST);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void theMeetingsThatGoOnAreListedNewestFirst(int limit) {
        List<Room> rooms = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Room room = venue.createRoom(0);
            for (int j = 0; j <= i % 3; j++) {
                venue.enter(room.name(), NOON.plusSeconds(i));
            }
            rooms.add(room);
        }
        Room over = rooms.remove(2);
        venue.recorded(over.name()).forEach(peer -> venue.leave(over.name(), peer, NOON.plusSeconds(9)));
        Collections.reverse(rooms);

        List<LiveMeeting> listed = all(after -> venue.meetings.live(APP, limit, after, NOON.plusSeconds(9)));

        assertThat(listed)
                .extracting(LiveMeeting::room)
                .isEqualTo(rooms.stream().map(Room::name).toList());
        assertThat(listed)
                .allSatisfy(live -> assertThat(live.inside())
                        .isEqualTo(venue.recorded(live.room()).size()));
        assertThat(listed).extracting(LiveMeeting::session).allMatch(Session::isLive);
    }

    @Test
    void aMeetingWhosePeopleAllVanishedDoesNotGoOn() {
        venue.enter(venue.createRoom(0).name(), NOON);
        Instant end = NOON.plus(Peer.LEASE);
        assertThat(venue.meetings
                        .live(APP, 10, Optional.empty(), end.minusMillis(1))
                        .entries())
                .hasSize(1);
        assertThat(venue.meetings.live(APP, 10, Optional.empty(), end).entries())
                .isEmpty();
    }

    @Test
    void thePastOfAnArchivedRoomIsNotThatOfTheNextOneOfItsName() {
        Room before = venue.createRoom(0);
        Peer peer = venue.enter(before.name(), NOON).orElseThrow();
        venue.leave(before.name(), peer, NOON);
        venue.rooms.archive(before);
        Room after = venue.createRoom(before.name().value(), 0);
        assertThat(sessions(after, NOON)).isEmpty();
        assertThat(venue.meetings
                        .participants(after, peer.sessionId(), 10, Optional.empty(), NOON)
                        .entries())
                .isEmpty();
    }

    private List<Session> sessions(Room room, Instant now) {
        return venue.meetings.sessions(room, 10, Optional.empty(), now).entries();
    }

    private static <T> List<T> all(Function<Optional<String>, Page<T>> pages) {
        List<T> all = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page<T> page = pages.apply(next);
            all.addAll(page.entries());
            next = page.next();
        } while (next.isPresent());
        return all;
    }
}
