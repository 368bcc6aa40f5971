package dev.latchkey.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.problem.Reason;
import dev.latchkey.room.Room;
import dev.latchkey.testing.RoomBuilder;
import dev.latchkey.token.SessionClaims;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Histories of a peer that is heard of by heartbeats and by connections, in any order, against an oracle that knows no lease but
 * only what keeps somebody inside. With {@code -Dlatchkey.histories=10000} in {@code tests.argLine} there are more.
 */
class PresenceModelTest {
    private static final int HISTORIES = Integer.getInteger("latchkey.histories", 300);
    private static final int STEPS = 40;

    @Test
    void aPeerIsInsideExactlyAsLongAsSomethingKeepsItThere() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            new History(seed).run();
        }
    }

    private static final class History {
        private final int seed;
        private final Random random;
        private final Services services = new Services();
        private final Disconnections disconnections = new Disconnections(services.meetings, services.clock);
        private final Room room;
        private final Duration connectionLease;
        private final SessionClaims claims;
        private final HeldPlace place;

        /** The oracle: until when each would keep the peer inside by itself, and which connections are open, the newest last. */
        private Instant byHeartbeats;

        private Instant byConnection = Instant.EPOCH;
        private final List<String> open = new ArrayList<>();
        private String counts = "";
        private boolean out;
        private int connections;

        History(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            boolean capped = random.nextBoolean();
            this.room = services.open(capped ? RoomBuilder.publicRoom().maxParticipants(5) : RoomBuilder.publicRoom());
            this.connectionLease = capped ? Duration.ofSeconds(150) : Duration.ofMinutes(10);
            Admission admission = services.admitted(room, null);
            this.claims = services.peers.claims(admission.sessionToken());
            this.place = new HeldPlace(room.app(), room.name(), room.id(), claims.peerId(), claims.peerVersion());
            this.byHeartbeats = services.now().plusSeconds(75);
        }

        void run() {
            for (int step = 0; step < STEPS && !out; step++) {
                step();
                check(step);
            }
        }

        private void step() {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> services.clock.move(Duration.ofSeconds(random.nextInt(20)));
                case 3 -> services.clock.move(Duration.ofSeconds(random.nextInt(700)));
                case 4, 5 -> connect();
                case 6 -> ping();
                case 7, 8 -> drop();
                case 9 -> heartbeat();
                case 10 -> {
                    if (random.nextInt(8) == 0) {
                        services.peers.leave(place);
                        out = true;
                    }
                }
                default -> {
                    if (random.nextInt(8) == 0) {
                        services.peers.eject(Moderator.ofApp(room, "key:k1"), claims.peerId(), false);
                        out = true;
                    }
                }
            }
        }

        private boolean isKept() {
            return services.now().isBefore(byHeartbeats) || services.now().isBefore(byConnection);
        }

        private void connect() {
            String connection = "c" + connections++;
            services.peers.connect(claims(), connection);
            open.add(connection);
            counts = connection;
            byHeartbeats = Instant.EPOCH;
            byConnection = services.now().plus(connectionLease);
        }

        /** As of a session token that is fresh. */
        private SessionClaims claims() {
            return services.peers.claims(services.peers.renewed(place).sessionToken());
        }

        private void ping() {
            if (!open.isEmpty()) {
                services.peers.ping(place, open.get(random.nextInt(open.size())));
                byConnection = services.now().plus(connectionLease);
            }
        }

        private void heartbeat() {
            services.peers.heartbeat(services.peers.renewed(place).sessionToken());
            byHeartbeats = services.now().plusSeconds(75);
        }

        private void drop() {
            if (open.isEmpty()) {
                return;
            }
            String dropped = open.remove(random.nextInt(open.size()));
            Optional<String> newest = open.isEmpty() ? Optional.empty() : Optional.of(open.get(open.size() - 1));
            disconnections.note(place, dropped, () -> newest);
            if (dropped.equals(counts)) {
                counts = newest.orElse("");
                byConnection =
                        newest.isPresent() ? byConnection : services.now().plusSeconds(15);
            }
        }

        /** Whoever sees to deadlines takes out whose lease is over. */
        private void check(int step) {
            boolean kept = !out && isKept();
            Optional<Peer> peer = services.meetings.find(room.app(), room.name(), claims.peerId());
            assertThat(peer.filter(found -> found.isInsideAt(services.now())).isPresent())
                    .as("history %d, step %d", seed, step)
                    .isEqualTo(kept);
            if (!kept) {
                peer.ifPresent(gone -> services.meetings.evict(room.app(), room.name(), gone, services.now()));
                assertThat(Services.refusal(() -> services.peers.ping(place, "c0")))
                        .isEqualTo(Reason.TOKEN_REVOKED);
                out = true;
            }
        }
    }
}
