package dev.latchkey.bench.crowd;

import dev.latchkey.bench.Sample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A crowd at one door, event by event, in seconds. What is assumed is written at the constants; what it leaves out: cold
 * starts, bursts that a partition may grant, and the write units of the index, which one meeting uses twice.
 */
final class Simulation {
    /** Documented for every partition. */
    private static final double PARTITION_READS = 3000;

    private static final double PARTITION_WRITES = 1000;

    /** An account's first limit. */
    private static final int MOST_FUNCTIONS = 1000;

    /** Round trips inside a region; a transaction holds its items for as long as its own. */
    private static final double READ = 0.005;

    private static final double PUT = 0.005;
    private static final double TRANSACTION = 0.012;

    /** At first glance, of the room's own items, at half the price: the room, its meeting, OUT and BAN. */
    private static final double GLANCE_UNITS = 2;

    /** Once inside, consistently: the room, OUT and BAN. */
    private static final double CONFIRM_UNITS = 3;

    /** A peer's share of a read unit in the list of those inside: some 80 bytes of 8 KB, half a unit being the least. */
    private static final double ENTRY_UNITS = 0.01;

    /** A function's time limit less what dev.latchkey.retry.Deadline reserves. */
    private static final double BUDGET = 9.5;

    private static final int NONE = -1;

    /** As in dev.latchkey.retry.Backoff. */
    private static final double FIRST_PAUSE = 0.015;

    private static final double LONGEST_PAUSE = 0.3;

    /** A client that is turned away comes again after up to a second, then two, at last sixteen. */
    private static final double LONGEST_ABSENCE = 16;

    /** As long as somebody counts as inside who never heard of it: dev.latchkey.meeting.Peer's lease. */
    private static final double LEASE = 75;

    private final Crowd crowd;
    private final Random random;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Bucket api;
    private final Bucket facts;
    private final Bucket list;
    private final Bucket counterWrites;
    private final Bucket peerWrites;
    private final Bucket entryWrites;
    private final double[] heldUntil;
    private final int[] used;
    private final List<Double> waits = new ArrayList<>();

    private double now;
    private double lastAnswer;
    private long scheduled;
    private int running;
    private int busiest;
    private int full;
    private int ghosts;
    private long turnedAway;
    private long conflicts;
    private long throttled;
    private long failed;

    private Simulation(Crowd crowd, long seed) {
        this.crowd = crowd;
        this.random = new Random(seed);
        this.api = new Bucket(crowd.apiPerSecond(), 2 * crowd.apiPerSecond());
        this.facts = new Bucket(PARTITION_READS, PARTITION_READS);
        this.list = crowd.split() ? new Bucket(PARTITION_READS, PARTITION_READS) : facts;
        this.peerWrites = new Bucket(PARTITION_WRITES, PARTITION_WRITES);
        this.counterWrites = crowd.split() ? new Bucket(PARTITION_WRITES, PARTITION_WRITES) : peerWrites;
        this.entryWrites = crowd.split() ? new Bucket(PARTITION_WRITES, PARTITION_WRITES) : peerWrites;
        this.heldUntil = new double[crowd.counters()];
        this.used = new int[crowd.counters()];
    }

    /** The same seed gives the same outcome. */
    static Outcome run(Crowd crowd, long seed) {
        return new Simulation(crowd, seed).run();
    }

    private Outcome run() {
        for (int i = 0; i < crowd.people(); i++) {
            Visitor visitor = new Visitor(random.nextDouble() * crowd.withinSeconds());
            after(visitor.cameAt, () -> askToJoin(visitor));
        }
        for (Event event = events.poll(); event != null; event = events.poll()) {
            now = event.at();
            event.what().run();
        }
        return new Outcome(
                waits.size(), full, lastAnswer, Sample.of(waits), turnedAway, conflicts, throttled, failed, busiest);
    }

    private void askToJoin(Visitor visitor) {
        if (api.isEmpty(now) || running == MOST_FUNCTIONS) {
            turnedAway++;
            comeAgain(visitor);
            return;
        }
        api.take(1);
        running++;
        busiest = Math.max(busiest, running);
        visitor.deadline = now + BUDGET;
        visitor.attempts = 0;
        visitor.counters = counters();
        look(visitor);
    }

    private void comeAgain(Visitor visitor) {
        double most = Math.min(LONGEST_ABSENCE, 1 << Math.min(visitor.joinAttempts, 10));
        visitor.joinAttempts++;
        after(random.nextDouble() * most, () -> askToJoin(visitor));
    }

    /** The counters in random order, as dev.latchkey.aws.Seats gives them. */
    private List<Integer> counters() {
        List<Integer> all = new ArrayList<>();
        for (int counter = 0; counter < crowd.counters(); counter++) {
            all.add(counter);
        }
        Collections.shuffle(all, random);
        return all;
    }

    private void look(Visitor visitor) {
        if (facts.isEmpty(now)) {
            throttled++;
            pause(visitor, () -> look(visitor));
        } else {
            facts.take(GLANCE_UNITS);
            after(READ, () -> list(visitor));
        }
    }

    private void list(Visitor visitor) {
        if (list.isEmpty(now)) {
            throttled++;
            pause(visitor, () -> list(visitor));
        } else {
            list.take(Math.max(0.5, Math.ceil(2 * ENTRY_UNITS * Math.min(crowd.listed(), waits.size())) / 2));
            after(READ, () -> write(visitor));
        }
    }

    private void write(Visitor visitor) {
        if (crowd.cap() == 0) {
            if (peerWrites.isEmpty(now)) {
                throttled++;
                pause(visitor, () -> write(visitor));
            } else {
                peerWrites.take(1);
                after(PUT, () -> confirm(visitor));
            }
        } else if (visitor.counters.isEmpty()) {
            findFull(visitor);
        } else {
            transact(visitor, visitor.counters.get(0));
        }
    }

    /** Whoever has a place from an attempt that ended in a 503 takes it; one whom such places keep out comes again. */
    private void findFull(Visitor visitor) {
        Ghost ghost = visitor.ghost;
        if (ghost != null && !ghost.gone) {
            visitor.place = ghost.counter;
            lay(ghost);
            after(TRANSACTION, () -> confirm(visitor));
        } else if (ghosts > 0) {
            turnedAway++;
            running--;
            comeAgain(visitor);
        } else {
            full++;
            answered();
        }
    }

    /** The attempt is over and its place is taken all the same: until the lease ends, or its owner takes it. */
    private void leaveGhost(Visitor visitor) {
        Ghost ghost = new Ghost(visitor.place);
        visitor.ghost = ghost;
        visitor.place = NONE;
        ghosts++;
        after(LEASE, () -> {
            if (!ghost.gone) {
                used[ghost.counter]--;
                lay(ghost);
            }
        });
    }

    private void lay(Ghost ghost) {
        ghost.gone = true;
        ghosts--;
    }

    /** Counter and peer, each at twice its units: a transaction is prepared, then done, and a conflict ends it in between. */
    private void transact(Visitor visitor, int counter) {
        if (counterWrites.isEmpty(now) || peerWrites.isEmpty(now)) {
            throttled++;
            pause(visitor, () -> write(visitor));
            return;
        }
        boolean held = heldUntil[counter] > now;
        counterWrites.take(held ? 1 : 2);
        peerWrites.take(held ? 1 : 2);
        if (held) {
            conflicts++;
            pause(visitor, () -> write(visitor));
        } else {
            heldUntil[counter] = now + TRANSACTION;
            after(TRANSACTION, () -> take(visitor, counter));
        }
    }

    private void take(Visitor visitor, int counter) {
        int share = crowd.cap() / crowd.counters() + (counter < crowd.cap() % crowd.counters() ? 1 : 0);
        if (used[counter] < share) {
            used[counter]++;
            visitor.place = counter;
            confirm(visitor);
        } else {
            visitor.counters.remove(0);
            write(visitor);
        }
    }

    /** What speaks against it is read again while the peer is put on the list. */
    private void confirm(Visitor visitor) {
        if (facts.isEmpty(now) || entryWrites.isEmpty(now)) {
            throttled++;
            pause(visitor, () -> confirm(visitor));
        } else {
            facts.take(CONFIRM_UNITS);
            entryWrites.take(1);
            after(READ, () -> enter(visitor));
        }
    }

    private void enter(Visitor visitor) {
        waits.add(now - visitor.cameAt);
        answered();
    }

    private void answered() {
        running--;
        lastAnswer = now;
    }

    /** Between two attempts of one function, until its patience ends. */
    private void pause(Visitor visitor, Runnable next) {
        double most = Math.min(LONGEST_PAUSE, FIRST_PAUSE * (1 << Math.min(visitor.attempts, 10)));
        double pause = random.nextDouble() * most;
        visitor.attempts++;
        if (now + pause >= visitor.deadline) {
            failed++;
            running--;
            if (visitor.place != NONE) {
                leaveGhost(visitor);
            }
            comeAgain(visitor);
        } else {
            after(pause, next);
        }
    }

    private void after(double seconds, Runnable what) {
        events.add(new Event(now + seconds, scheduled++, what));
    }

    /** @param order settles what comes first of two at the same moment */
    private record Event(double at, long order, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Double.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /** A visitor may leave several, one after the other. */
    private static final class Ghost {
        private final int counter;
        private boolean gone;

        Ghost(int counter) {
            this.counter = counter;
        }
    }

    private static final class Visitor {
        private final double cameAt;
        private int joinAttempts;
        private int attempts;
        private double deadline;
        private List<Integer> counters = List.of();
        private int place = NONE;
        private @Nullable Ghost ghost;

        Visitor(double cameAt) {
            this.cameAt = cameAt;
        }
    }
}
