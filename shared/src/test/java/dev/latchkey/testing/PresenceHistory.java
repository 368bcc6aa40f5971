package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.meeting.Disconnections;
import dev.latchkey.meeting.HeldPlace;
import dev.latchkey.meeting.MediaPresence;
import dev.latchkey.meeting.Moderator;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.PeerService;
import dev.latchkey.meeting.SessionTokenIssue;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.signing.MovingClock;
import dev.latchkey.token.SessionTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A history of one peer that is heard of by heartbeats, by connections and by its media server, in any order, against an oracle that
 * knows no lease and asks the code nothing: it writes down until when each of the three would keep the peer inside by itself.
 */
public final class PresenceHistory {
    private static final int STEPS = 40;
    private static final Duration BY_A_HEARTBEAT = Duration.ofSeconds(75);
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final Duration BY_THE_SERVER = Duration.ofSeconds(150);

    /** What it says again within so long is not written down. */
    private static final Duration SAID_LATELY = Duration.ofSeconds(30);

    private final MeetingFixture fixture;
    private final int seed;
    private final Random random;
    private final MovingClock clock = new MovingClock(MeetingFixture.NOON);
    private final PeerService peers;
    private final MediaPresence mediaPresence;
    private final Disconnections disconnections;
    private final Room room;
    private final HeldPlace place;

    private final Duration byAConnection;
    private Instant byHeartbeats;
    private Instant byConnection = Instant.EPOCH;
    private Instant byServer = Instant.EPOCH;

    /** Whether a heartbeat came since it came in, which counts as one only while nothing else is known. */
    private boolean beat;

    private int connections;
    /** The open connections, the newest last. */
    private final List<String> open = new ArrayList<>();

    private final List<String> ended = new ArrayList<>();

    /** The connection whose end is of consequence. */
    private String counts = "";

    private int entries;
    private String entry = "";
    private boolean out;

    /** @param seed says what happens: the same seed, the same history */
    public PresenceHistory(MeetingFixture fixture, int seed) {
        this.fixture = fixture;
        this.seed = seed;
        this.random = new Random(seed);
        SessionTokens tokens = new UnsignedSessionTokens();
        this.peers = new PeerService(
                fixture.meetings,
                fixture.rooms,
                tokens,
                new SessionTokenIssue(tokens, Optional::empty),
                clock,
                decision -> {});
        this.mediaPresence = new MediaPresence(fixture.meetings, clock);
        this.disconnections = new Disconnections(fixture.meetings, clock);
        boolean capped = random.nextBoolean();
        this.room = fixture.createRoom(capped ? 5 : 0);
        this.byAConnection = capped ? Duration.ofSeconds(150) : Duration.ofMinutes(10);
        Peer peer = fixture.enter(room.name(), clock.instant()).orElseThrow();
        this.place = new HeldPlace(room.app(), room.name(), room.id(), peer.id(), peer.version());
        this.byHeartbeats = clock.instant().plus(BY_A_HEARTBEAT);
        // A heartbeat in the very instant of coming in could not be told from that.
        clock.move(Duration.ofMillis(1));
    }

    /** Lets it happen, and looks after each step. */
    public void run() {
        for (int step = 0; step < STEPS && !out; step++) {
            step();
            check(step);
        }
    }

    private void step() {
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> clock.move(Duration.ofSeconds(random.nextInt(20)));
            case 3 -> clock.move(Duration.ofSeconds(random.nextInt(700)));
            case 4, 5 -> connect();
            case 6 -> ping();
            case 7, 8 -> drop();
            case 9 -> heartbeat();
            case 10 -> {
                if (random.nextInt(8) == 0) {
                    peers.leave(place);
                    out = true;
                }
            }
            case 11, 12 -> enterServer();
            case 13 -> seenThere();
            case 14 -> leaveServer();
            default -> {
                if (random.nextInt(8) == 0) {
                    peers.eject(Moderator.ofApp(room, "key:k1"), place.peerId(), false);
                    out = true;
                }
            }
        }
    }

    private void connect() {
        String connection = "c" + connections++;
        peers.connect(peers.claims(peers.renewed(place).sessionToken()), connection);
        open.add(connection);
        counts = connection;
        byHeartbeats = Instant.EPOCH;
        byConnection = clock.instant().plus(byAConnection);
    }

    private void ping() {
        if (!open.isEmpty()) {
            peers.ping(place, open.get(random.nextInt(open.size())));
            byConnection = clock.instant().plus(byAConnection);
        }
    }

    private void heartbeat() {
        peers.heartbeat(peers.renewed(place).sessionToken());
        byHeartbeats = clock.instant().plus(BY_A_HEARTBEAT);
        beat = true;
    }

    private void drop() {
        if (!ended.isEmpty() && random.nextInt(3) == 0) {
            // Whose post failed and who was told by the gateway both note it.
            disconnections.note(place, ended.get(random.nextInt(ended.size())), this::newest);
        }
        if (open.isEmpty()) {
            return;
        }
        String dropped = open.remove(random.nextInt(open.size()));
        ended.add(dropped);
        Optional<String> newest = newest();
        disconnections.note(place, dropped, () -> newest);
        if (dropped.equals(counts)) {
            counts = newest.orElse("");
            byConnection = newest.isPresent() ? byConnection : clock.instant().plus(GRACE);
        }
    }

    private Optional<String> newest() {
        return open.isEmpty() ? Optional.empty() : Optional.of(open.get(open.size() - 1));
    }

    private void enterServer() {
        entry = "e" + entries++;
        byServer = Instant.EPOCH;
        seenThere();
    }

    private void seenThere() {
        if (entry.isEmpty()) {
            return;
        }
        mediaPresence.seen(room, peer().orElseThrow(), entry);
        Instant until = clock.instant().plus(BY_THE_SERVER);
        byServer = byServer.isAfter(until.minus(SAID_LATELY)) ? byServer : until;
        byHeartbeats = beat ? byHeartbeats : Instant.EPOCH;
    }

    private void leaveServer() {
        disconnections.noteOffServer(room.app(), room.name(), place.peerId(), "an earlier one");
        if (entry.isEmpty() || random.nextBoolean()) {
            return;
        }
        disconnections.noteOffServer(room.app(), room.name(), place.peerId(), entry);
        // A connection keeps what the lease was.
        byConnection = counts.isEmpty() || byConnection.isAfter(byServer) ? byConnection : byServer;
        byServer = Instant.EPOCH;
        entry = "";
    }

    private Optional<Peer> peer() {
        return fixture.meetings.find(room.app(), room.name(), place.peerId());
    }

    private void check(int step) {
        Instant now = clock.instant();
        boolean kept = !out && Stream.of(byHeartbeats, byConnection, byServer).anyMatch(now::isBefore);
        Optional<Peer> peer = peer();
        assertThat(peer.filter(found -> found.isInsideAt(now)).isPresent())
                .as("history %d, step %d", seed, step)
                .isEqualTo(kept);
        if (!kept) {
            // Whoever sees to deadlines takes out whose lease is over, and nothing brings him back.
            peer.ifPresent(gone -> fixture.meetings.evict(room.app(), room.name(), gone, now));
            assertThatThrownBy(() -> peers.ping(place, "c0")).isInstanceOf(RefusedException.class);
            assertThat(disconnections.note(place, counts, Optional::empty)).isEmpty();
            assertThat(fixture.inside(room, now)).as("history %d", seed).isEmpty();
            out = true;
        }
    }
}
