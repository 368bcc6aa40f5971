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
 * A crowd at one door, event by event, in seconds. What each call asks of which partition was written down while the real code
 * ran; how long it takes, and who has to wait, is worked out here. What is assumed is written at the constants; what is left out: cold
 * starts, bursts that a partition may grant, a cap that is reached.
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

    /** A function's time limit less what dev.latchkey.retry.Deadline reserves. */
    private static final double BUDGET = 9.5;

    /** As in dev.latchkey.retry.Backoff. */
    private static final double FIRST_PAUSE = 0.015;

    private static final double LONGEST_PAUSE = 0.3;

    /** As in JoinTransaction: at so many counters others may be before one of them is waited for. */
    private static final int MOST_BUSY = 4;

    /** A client that is turned away comes again after up to a second, then two, at last sixteen. */
    private static final double LONGEST_ABSENCE = 16;

    private final Crowd crowd;
    private final Random random;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Bucket door;
    private final Bucket renewing;
    private final Map<String, Bucket> reads = new HashMap<>();
    private final Map<String, Bucket> writes = new HashMap<>();
    private final Map<String, Double> heldUntil = new HashMap<>();
    private final Tally joins;
    private final Tally others;
    private final Tally renewals;

    private double now;
    private double lastInside;
    private long scheduled;
    private int running;
    private int busiest;
    private long conflicts;
    private long throttled;

    private Simulation(Crowd crowd, long seed) {
        this.crowd = crowd;
        this.random = new Random(seed);
        this.door = bucket(crowd.joins());
        this.renewing = bucket(crowd.renewals());
        this.joins = new Tally(crowd.joins());
        this.others = new Tally(crowd.others());
        this.renewals = new Tally(crowd.renewals());
    }

    /** The same seed gives the same outcome. */
    static Outcome run(Crowd crowd, long seed) {
        return new Simulation(crowd, seed).run();
    }

    private Outcome run() {
        for (int i = 0; i < crowd.people(); i++) {
            come(new Visitor(random.nextDouble() * crowd.withinSeconds(), joins));
        }
        for (int i = 0; i < crowd.othersPerSecond() * crowd.withinSeconds(); i++) {
            come(new Visitor(random.nextDouble() * crowd.withinSeconds(), others));
        }
        for (Event event = events.poll(); event != null; event = events.poll()) {
            now = event.at();
            event.what().run();
        }
        return new Outcome(
                lastInside,
                joins.went(),
                others.went(),
                renewals.went(),
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
        after(visitor.cameAt - now, () -> call(visitor));
    }

    private void call(Visitor visitor) {
        Bucket api = visitor.tally == renewals ? renewing : door;
        if (api.isEmpty(now) || running == MOST_FUNCTIONS) {
            visitor.tally.turnedAway++;
            comeAgain(visitor);
            return;
        }
        api.take(now, 1);
        running++;
        busiest = Math.max(busiest, running);
        Attempt attempt = new Attempt(visitor, visitor.tally.next(random));
        after(visitor.tally.calls.computed(), () -> round(attempt));
    }

    private static Bucket bucket(Calls calls) {
        return new Bucket(calls.apiPerSecond(), 2 * calls.apiPerSecond());
    }

    private void comeAgain(Visitor visitor) {
        double most = Math.min(LONGEST_ABSENCE, 1 << Math.min(visitor.turnedAway, 10));
        visitor.turnedAway++;
        after(random.nextDouble() * most, () -> call(visitor));
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
        Visitor visitor = attempt.visitor;
        if (visitor.tally == joins) {
            joins.took.add(now - visitor.cameAt);
            lastInside = now;
        } else {
            visitor.tally.took.add(now - attempt.begunAt);
        }
        double next = now + crowd.everySeconds();
        if (visitor.tally != others
                && crowd.everySeconds() > 0
                && next < crowd.withinSeconds() + 2 * crowd.everySeconds()) {
            come(new Visitor(next, renewals));
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
            after(REQUEST, () -> afterConflict(attempt, request, tries));
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

    private void afterConflict(Attempt attempt, Request request, int tries) {
        Tally tally = attempt.visitor.tally;
        if (tally.calls.counters() && ++attempt.busy < MOST_BUSY) {
            Request elsewhere = tally.latest(random).transaction();
            ask(attempt, elsewhere.asks(), elsewhere, 0);
        } else {
            pause(attempt, request.asks(), request, tries);
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
            attempt.visitor.tally.failed++;
            running--;
            comeAgain(attempt.visitor);
        }
    }

    private void after(double seconds, Runnable what) {
        events.add(new Event(now + seconds, scheduled++, what));
    }

    /** What became of the calls of one kind. */
    private static final class Tally {
        private final Calls calls;
        private final List<Double> took = new ArrayList<>();
        private int begun;
        private long turnedAway;
        private long failed;

        Tally(Calls calls) {
            this.calls = calls;
        }

        Trace next(Random random) {
            List<Trace> all = calls.asked();
            return begun < all.size() ? all.get(begun++) : latest(random);
        }

        Trace latest(Random random) {
            List<Trace> all = calls.asked();
            int latest = Math.min(all.size(), LATEST);
            return all.get(all.size() - latest + random.nextInt(latest));
        }

        Outcome.Went went() {
            return new Outcome.Went(Sample.of(took), turnedAway, failed);
        }
    }

    /** Somebody who makes one call until it succeeds. */
    private static final class Visitor {
        private final double cameAt;
        private final Tally tally;
        private int turnedAway;

        Visitor(double cameAt, Tally tally) {
            this.cameAt = cameAt;
            this.tally = tally;
        }
    }

    /** One function that answers somebody. */
    private final class Attempt {
        private final Visitor visitor;
        private final Trace trace;
        private final double begunAt = now;
        private int round;
        private int underWay;
        private int busy;
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
