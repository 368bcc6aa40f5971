package dev.latchkey.aws;

import static dev.latchkey.aws.RoomFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.Session;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A long random scenario in one room, beside a model of it that a child could keep on paper. After each step the two agree. */
class MeetingModelTest {
    private static final int STEPS = 120;

    private static final RoomFixture FIXTURE = RoomFixture.open();
    private static final RoomFixture LARGE = RoomFixture.open(true);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void theTableAgreesWithTheModel(long seed) {
        new PrimingScenario(seed).run();
    }

    private static final class PrimingScenario {
        private final Random random;
        private final RoomFixture fixture;
        private final StringBuilder steps = new StringBuilder();
        private final RoomName name;
        private Room room;
        private Instant now = NOON;
        private int cap;

        /** Who is inside until when, unless heard of. */
        private final Map<String, Instant> inside = new TreeMap<>();

        /** Whose time has run out, and who may or may not have been taken out since. */
        private final Set<String> vanished = new HashSet<>();

        private final Map<String, Peer> known = new TreeMap<>();
        private Optional<String> session = Optional.empty();
        private Instant emptySince = NOON;

        PrimingScenario(long seed) {
            random = new Random(seed);
            fixture = seed % 2 == 0 ? LARGE : FIXTURE;
            steps.append("seed ").append(seed);
            cap = random.nextInt(4);
            room = fixture.createRoom(cap);
            name = room.name();
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                step();
                check();
            }
        }

        private void step() {
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> join();
                case 4, 5 -> anybody().ifPresent(this::leave);
                case 6 -> anybody().ifPresent(this::heartbeat);
                case 7 -> vanished.stream().sorted().findFirst().ifPresent(this::heartbeat);
                case 8, 9 -> pass(Duration.ofSeconds(random.nextInt(60)));
                case 10 -> sweep();
                default -> changeCap(random.nextInt(5));
            }
        }

        private void join() {
            boolean full = cap > 0 && inside.size() >= cap;
            Optional<Instant> ejectAt = random.nextInt(4) == 0 ? Optional.of(now.plusSeconds(20)) : Optional.empty();
            Optional<Peer> came = fixture.enter(
                    name,
                    now,
                    peer -> ejectAt.map(at -> RoomFixture.ejectedAt(peer, at)).orElse(peer));
            tell("join " + came.map(Peer::id).orElse("refused"));
            assertThat(came.isEmpty()).as(steps.toString()).isEqualTo(full);
            if (full) {
                return;
            }
            if (cap > 0) {
                // Also those whose time has run out: a heartbeat may bring them back until they are taken out.
                assertThat(fixture.recorded(name)).as(steps.toString()).hasSizeLessThanOrEqualTo(cap);
            }
            Peer peer = came.orElseThrow();
            if (inside.isEmpty()) {
                // Whatever went on before is over, and was over when the last one was gone.
                session.ifPresent(this::assertOver);
                assertThat(Optional.of(peer.sessionId())).as(steps.toString()).isNotEqualTo(session);
                session = Optional.of(peer.sessionId());
            }
            inside.put(peer.id(), peer.until());
            known.put(peer.id(), peer);
        }

        private void leave(String peer) {
            tell("leave " + peer);
            assertThat(fixture.leave(name, known.get(peer), now))
                    .as(steps.toString())
                    .isTrue();
            gone(peer, now);
        }

        private void heartbeat(String id) {
            Peer peer = known.get(id);
            boolean renewed = fixture.heartbeat(name, peer, now);
            tell("heartbeat " + id + (renewed ? "" : " refused"));
            if (inside.containsKey(id)) {
                assertThat(renewed).as(steps.toString()).isTrue();
            }
            if (renewed) {
                assertThat(now).as(steps.toString()).isBefore(peer.ejectAt());
                Instant lease = now.plus(Peer.LEASE);
                if (inside.isEmpty()) {
                    // Nobody has noticed that the meeting was over, or this one opened it again.
                    session = fixture.live(name).map(Session::id);
                }
                vanished.remove(id);
                inside.put(id, lease.isBefore(peer.ejectAt()) ? lease : peer.ejectAt());
            }
        }

        private void pass(Duration time) {
            now = now.plus(time);
            tell("+" + time.toSeconds() + " s");
            List<String> over = inside.keySet().stream()
                    .filter(id -> !now.isBefore(inside.get(id)))
                    .sorted((a, b) -> inside.get(a).compareTo(inside.get(b)))
                    .toList();
            over.forEach(id -> {
                vanished.add(id);
                gone(id, inside.get(id));
            });
        }

        private void sweep() {
            tell("sweep");
            fixture.sweep(name, now);
            vanished.clear();
            assertThat(fixture.recorded(name)).as(steps.toString()).hasSize(inside.size());
            if (inside.isEmpty()) {
                session.ifPresent(this::assertOver);
                assertThat(fixture.live(name)).as(steps.toString()).isEmpty();
            }
        }

        private void changeCap(int newCap) {
            tell("cap " + newCap);
            room = fixture.changeCap(name, newCap);
            cap = newCap;
        }

        private void gone(String id, Instant at) {
            inside.remove(id);
            if (inside.isEmpty()) {
                emptySince = at;
            }
        }

        private Optional<String> anybody() {
            List<String> ids = new ArrayList<>(inside.keySet());
            return ids.isEmpty() ? Optional.empty() : Optional.of(ids.get(random.nextInt(ids.size())));
        }

        private void assertOver(String id) {
            Session over = fixture.history(name).stream()
                    .filter(past -> past.id().equals(id))
                    .findFirst()
                    .orElseThrow();
            assertThat(over.endedAt()).as(steps.toString()).isEqualTo(emptySince);
        }

        private void check() {
            RoomFixture.Kept kept = fixture.kept(name);
            List<Peer> recorded = kept.recorded();
            Set<String> here = recorded.stream()
                    .filter(peer -> peer.isInsideAt(now))
                    .map(Peer::id)
                    .collect(Collectors.toSet());
            assertThat(here).as(steps.toString()).isEqualTo(inside.keySet());
            assertThat(ids(recorded)).as(steps.toString()).isSubsetOf(union(inside.keySet(), vanished));
            kept.counters()
                    .forEach((seat, used) -> assertThat(used)
                            .as(steps.toString())
                            .isEqualTo(recorded.stream()
                                    .filter(peer -> peer.seat().equals(seat))
                                    .count()));
            if (!inside.isEmpty()) {
                assertThat(kept.live().map(Session::id)).as(steps.toString()).isEqualTo(session);
                assertThat(recorded.stream()
                                .filter(peer -> peer.isInsideAt(now))
                                .map(Peer::sessionId)
                                .distinct())
                        .as(steps.toString())
                        .containsExactly(session.orElseThrow());
            }
            assertThat(kept.history().stream().filter(Session::isLive).map(Session::id))
                    .as(steps.toString())
                    .isEqualTo(kept.live().map(Session::id).stream().toList());
        }

        private static Set<String> ids(List<Peer> peers) {
            return peers.stream().map(Peer::id).collect(Collectors.toSet());
        }

        private static Set<String> union(Set<String> some, Set<String> others) {
            Set<String> all = new HashSet<>(some);
            all.addAll(others);
            return all;
        }

        private void tell(String event) {
            steps.append('\n').append(event);
        }
    }
}
