package dev.latchkey.bench.crowd;

import dev.latchkey.bench.Sample;
import dev.latchkey.bench.crowd.Outcome.Hottest;
import dev.latchkey.bench.crowd.Trace.Ask;
import dev.latchkey.bench.crowd.Trace.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A crowd at one door, event by event, in seconds. What each join asks of which partition was written down while the real code
 * ran; how long it takes, and who has to wait, is worked out here. What is assumed is written at the constants; what is left out: cold
 * starts, bursts that a partition may grant, a cap that is reached, heartbeats.
 */
final class Simulation {
    /** Documented for every partition. */
    private static final double PARTITION_READS = 3000;

    private static final double PARTITION_WRITES = 1000;

    /** An account's first limit. */
    private static final int MOST_FUNCTIONS = 1000;

    /** As one of so many that were recorded last somebody asks of whom nothing was recorded. */
    private static final int LATEST = 400;

    /** Round trips inside a region; a transaction holds its items for as long as its own. */
    private static final double REQUEST = 0.005;

    private static final double TRANSACTION = 0.012;

    /** What a join computes: twice what bench/run cost says of this machine. */
    private static final double COMPUTED = 0.012;

    /** A function's time limit less what dev.latchkey.retry.Deadline reserves. */
    private static final double BUDGET = 9.5;

    /** As in dev.latchkey.retry.Backoff. */
    private static final double FIRST_PAUSE = 0.015;

    private static final double LONGEST_PAUSE = 0.3;

    /** A client that is turned away comes again after up to a second, then two, at last sixteen. */
    private static final double LONGEST_ABSENCE = 16;

    private final Crowd crowd;
    private final Random random;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Bucket api;
    private final Map<String, Bucket> reads = new HashMap<>();
    private final Map<String, Bucket> writes = new HashMap<>();
    private final Map<String, Double> heldUntil = new HashMap<>();
    private final List<Double> waits = new ArrayList<>();
    private final List<Double> others = new ArrayList<>();

    private double now;
    private double lastInside;
    private long scheduled;
    private int begun;
    private int running;
    private int busiest;
    private long turnedAway;
    private long failed;
    private long conflicts;
    private long throttled;

    private Simulation(Crowd crowd, long seed) {
        this.crowd = crowd;
        this.random = new Random(seed);
        this.api = new Bucket(crowd.apiPerSecond(), 2 * crowd.apiPerSecond());
    }

    /** The same seed gives the same outcome. */
    static Outcome run(Crowd crowd, long seed) {
        return new Simulation(crowd, seed).run();
    }

    private Outcome run() {
        for (int i = 0; i < crowd.people(); i++) {
            come(new Visitor(random.nextDouble() * crowd.withinSeconds(), false));
        }
        for (int i = 0; i < crowd.othersPerSecond() * crowd.withinSeconds(); i++) {
            come(new Visitor(random.nextDouble() * crowd.withinSeconds(), true));
        }
        for (Event event = events.poll(); event != null; event = events.poll()) {
            now = event.at();
            event.what().run();
        }
        return new Outcome(
                waits.size(),
                lastInside,
                Sample.of(waits),
                Sample.of(others),
                turnedAway,
                failed,
                conflicts,
                throttled,
                busiest,
                hottest(reads),
                hottest(writes));
    }

    private static Hottest hottest(Map<String, Bucket> partitions) {
        return partitions.entrySet().stream()
                .map(one -> new Hottest(one.getKey(), one.getValue().hottest()))
                .max(Comparator.comparingDouble(Hottest::share))
                .orElse(new Hottest("", 0));
    }

    private void come(Visitor visitor) {
        after(visitor.cameAt, () -> askToJoin(visitor));
    }

    private void askToJoin(Visitor visitor) {
        if (api.isEmpty(now) || running == MOST_FUNCTIONS) {
            turnedAway += visitor.other ? 0 : 1;
            comeAgain(visitor);
            return;
        }
        api.take(now, 1);
        running++;
        busiest = Math.max(busiest, running);
        Attempt attempt = new Attempt(visitor, trace(visitor));
        after(COMPUTED, () -> round(attempt));
    }

    private Trace trace(Visitor visitor) {
        List<Trace> all = visitor.other ? crowd.others() : crowd.joins();
        if (!visitor.other && begun < all.size()) {
            return all.get(begun++);
        }
        int latest = Math.min(all.size(), LATEST);
        return all.get(all.size() - latest + random.nextInt(latest));
    }

    private void comeAgain(Visitor visitor) {
        double most = Math.min(LONGEST_ABSENCE, 1 << Math.min(visitor.turnedAway, 10));
        visitor.turnedAway++;
        after(random.nextDouble() * most, () -> askToJoin(visitor));
    }

    /** Asks what is to be asked next, all of it at once, until nothing is left. */
    private void round(Attempt attempt) {
        if (attempt.round == attempt.trace.rounds().size()) {
            running--;
            end(attempt);
            return;
        }
        List<Request> requests = attempt.trace.rounds().get(attempt.round++);
        attempt.underWay = requests.size();
        requests.forEach(request -> ask(attempt, request.asks(), request, 0));
    }

    private void end(Attempt attempt) {
        if (attempt.visitor.other) {
            others.add(now - attempt.begunAt);
        } else {
            waits.add(now - attempt.visitor.cameAt);
            lastInside = now;
        }
    }

    /** A batch gets in part what it asks for, and asks for the rest again; a transaction gets all or nothing. */
    private void ask(Attempt attempt, List<Ask> asks, Request request, int tries) {
        boolean transaction = !request.transacted().isEmpty();
        List<Ask> left = asks.stream().filter(this::isThrottled).toList();
        boolean held =
                transaction && request.transacted().stream().anyMatch(item -> heldUntil.getOrDefault(item, 0.0) > now);
        if (left.isEmpty() && held) {
            conflicts++;
            // Prepared, and then not done: half of its price.
            asks.forEach(ask -> take(ask, 0.5));
            pause(attempt, asks, request, tries);
        } else if (!left.isEmpty()) {
            throttled++;
            if (!transaction) {
                asks.stream().filter(ask -> !left.contains(ask)).forEach(ask -> take(ask, 1));
            }
            pause(attempt, transaction ? asks : left, request, tries);
        } else {
            asks.forEach(ask -> take(ask, 1));
            double lasts = transaction ? TRANSACTION : REQUEST;
            request.transacted().forEach(item -> heldUntil.put(item, now + lasts));
            after(lasts, () -> answered(attempt));
        }
    }

    private void answered(Attempt attempt) {
        attempt.underWay--;
        if (attempt.underWay == 0 && !attempt.over) {
            round(attempt);
        }
    }

    private boolean isThrottled(Ask ask) {
        return (ask.reads() > 0 && reads(ask).isEmpty(now))
                || (ask.writes() > 0 && writes(ask).isEmpty(now));
    }

    private void take(Ask ask, double part) {
        if (ask.reads() > 0) {
            reads(ask).take(now, part * ask.reads());
        }
        if (ask.writes() > 0) {
            writes(ask).take(now, part * ask.writes());
        }
    }

    private Bucket reads(Ask ask) {
        return reads.computeIfAbsent(ask.partition(), partition -> new Bucket(PARTITION_READS, PARTITION_READS));
    }

    private Bucket writes(Ask ask) {
        return writes.computeIfAbsent(ask.partition(), partition -> new Bucket(PARTITION_WRITES, PARTITION_WRITES));
    }

    /** Between two tries of one function, until its patience ends: then its caller is told 503, and comes again. */
    private void pause(Attempt attempt, List<Ask> asks, Request request, int tries) {
        if (attempt.over) {
            return;
        }
        double pause = random.nextDouble() * Math.min(LONGEST_PAUSE, FIRST_PAUSE * (1 << Math.min(tries, 10)));
        if (now + pause < attempt.begunAt + BUDGET) {
            after(pause, () -> ask(attempt, asks, request, tries + 1));
        } else {
            attempt.over = true;
            failed++;
            running--;
            comeAgain(attempt.visitor);
        }
    }

    private void after(double seconds, Runnable what) {
        events.add(new Event(now + seconds, scheduled++, what));
    }

    private static final class Visitor {
        private final double cameAt;
        private final boolean other;
        private int turnedAway;

        /** @param other whether it is another room that this one comes to */
        Visitor(double cameAt, boolean other) {
            this.cameAt = cameAt;
            this.other = other;
        }
    }

    /** One function that lets somebody in. */
    private final class Attempt {
        private final Visitor visitor;
        private final Trace trace;
        private final double begunAt = now;
        private int round;
        private int underWay;
        private boolean over;

        Attempt(Visitor visitor, Trace trace) {
            this.visitor = visitor;
            this.trace = trace;
        }
    }

    private record Event(double at, long order, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Double.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
