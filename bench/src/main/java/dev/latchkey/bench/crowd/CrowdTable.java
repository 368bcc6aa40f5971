package dev.latchkey.bench.crowd;

import static dev.latchkey.bench.Markdown.number;

import dev.latchkey.bench.Markdown;
import dev.latchkey.bench.crowd.Outcome.Went;
import dev.latchkey.bench.harness.Door;
import dev.latchkey.bench.harness.Harness;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Prints what a room meets into which 100,000 people want. */
public final class CrowdTable {
    private static final int PEOPLE = 100_000;

    /** The throttle of template.yaml for joins, and that with LargeRooms. */
    private static final double API = 300;

    private static final double API_WITH_LARGE_ROOMS = 1200;

    /** The same of heartbeats. */
    private static final double HEARTBEATS = 500;

    private static final double HEARTBEATS_WITH_LARGE_ROOMS = 4000;

    /** The throttle of live connections' messages, with LargeRooms. */
    private static final double MESSAGES_WITH_LARGE_ROOMS = 1500;

    /** What each computes, in seconds: twice what bench/run cost says of this machine; a join signs a token beside its last requests. */
    private static final double JOIN = 0.0086;

    private static final double HEARTBEAT = 0.0106;
    private static final double PING = 0.007;

    private static final Duration BETWEEN_HEARTBEATS = Duration.ofSeconds(30);
    private static final Duration BETWEEN_PINGS = Duration.ofMinutes(4);

    /** A ping in so many writes a line of the list of those inside; so many of somebody are recorded. */
    private static final int PINGS_OF_EACH = 6;

    /** So many a second come meanwhile to so many other rooms of the app. */
    private static final double OTHERS = 50;

    private static final int OTHER_ROOMS = 100;

    /** Once a large room's list is longer than is told, all joins ask the same. */
    private static final int RECORDED_LARGE = 800;

    private static final int RECORDED = 400;

    /** As one function that is kept busy makes them; all that are recorded come within a lease. */
    private static final Duration BETWEEN_JOINS = Duration.ofMillis(30);

    private static final String LARGE = "'large':true";
    private static final String CAP = "'maxParticipants':100000";

    private final Tracer tracer = new Tracer();
    /** Goes on when it is told to: however slow a machine is, nobody's lease runs out meanwhile. */
    private volatile Instant now = Instant.now();

    private final Harness stage = new Harness(clock(), tracer);
    private final Markdown doors = Markdown.of(
            "door",
            "cap",
            "come per s",
            "API per s",
            "all inside after s",
            "median wait s",
            "p99 s",
            "429 per join",
            "503",
            "functions at once",
            "hottest partition: read",
            "written",
            "other rooms: p99 ms");
    private final Markdown stays = Markdown.of(
            "room",
            "kept inside by",
            "a second at last",
            "API per s",
            "p99 ms",
            "429 per call",
            "503",
            "functions at once",
            "hottest partition: read",
            "written",
            "other rooms: p99 ms");

    private CrowdTable() {}

    public static void main(String[] arguments) {
        new CrowdTable().print();
        System.exit(0); // the server of DynamoDB Local leaves threads behind
    }

    private void print() {
        Door small = door("");
        Door large = door(LARGE);
        List<Trace> joins = joins(small, RECORDED);
        List<Trace> joinsCapped = joins(door(CAP), RECORDED);
        List<Trace> largeJoins = joins(large, RECORDED_LARGE);
        List<Trace> largeJoinsCapped = joins(door(LARGE + "," + CAP), RECORDED_LARGE);
        List<Trace> others = IntStream.range(0, OTHER_ROOMS)
                .mapToObj(room -> joins.get(joins.size() - 1)
                        .in(partition -> partition.startsWith("APP#") ? partition : partition + " of room " + room))
                .toList();
        Calls elsewhere = new Calls(others, JOIN, API, false);
        add("nobody's", "no", 0, 100, new Calls(joins, JOIN, API, false), elsewhere);
        for (double api : new double[] {API, API_WITH_LARGE_ROOMS}) {
            add("any", "no", PEOPLE, 100, new Calls(joins, JOIN, api, false), elsewhere);
            add("any", "yes", PEOPLE, 100, new Calls(joinsCapped, JOIN, api, false), elsewhere);
        }
        Calls intoLarge = new Calls(largeJoins, JOIN, API_WITH_LARGE_ROOMS, false);
        Calls intoCapped = new Calls(largeJoinsCapped, JOIN, API_WITH_LARGE_ROOMS, true);
        for (double seconds : new double[] {100, 60}) {
            add("large", "no", PEOPLE, seconds, intoLarge, elsewhere);
            add("large", "yes", PEOPLE, seconds, intoCapped, elsewhere);
        }
        doors.print(
                "A crowd of 100,000, simulated",
                "Simulated, from what the real join asks of which partition; the assumptions stand at the constants of Simulation.java. "
                        + number(OTHERS, 0) + " a second join " + OTHER_ROOMS
                        + " other rooms of the app meanwhile; the first row has nobody but them.");
        List<Trace> heartbeats = heartbeats(large);
        for (double api : new double[] {HEARTBEATS, HEARTBEATS_WITH_LARGE_ROOMS}) {
            Calls calls = new Calls(heartbeats, HEARTBEAT, api, false);
            stay("heartbeats", calls, BETWEEN_HEARTBEATS, intoLarge, elsewhere);
        }
        stay(
                "pings",
                new Calls(pings(large), PING, MESSAGES_WITH_LARGE_ROOMS, false),
                BETWEEN_PINGS,
                intoLarge,
                elsewhere);
        stays.print(
                "100,000 inside a large room, simulated",
                "They come as above, 1,000 a second, and from then on each is kept inside. In the same hundred other rooms "
                        + number(OTHERS, 0) + " a second join as long as somebody comes.");
    }

    private Clock clock() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }

    private Door door(String fields) {
        return new Door(stage, fields);
    }

    private List<Trace> joins(Door door, int joins) {
        List<Trace> traces = new ArrayList<>();
        for (int i = 0; i < joins; i++) {
            Runnable join = door.join();
            now = now.plus(BETWEEN_JOINS);
            traces.add(record(door, join));
        }
        return traces;
    }

    private List<Trace> heartbeats(Door door) {
        List<Runnable> heartbeats =
                IntStream.range(0, RECORDED).mapToObj(i -> door.heartbeat()).toList();
        now = now.plus(BETWEEN_HEARTBEATS);
        return heartbeats.stream().map(heartbeat -> record(door, heartbeat)).toList();
    }

    private List<Trace> pings(Door door) {
        List<Runnable> pings = IntStream.range(0, RECORDED / PINGS_OF_EACH)
                .mapToObj(i -> door.ping())
                .toList();
        List<Trace> traces = new ArrayList<>();
        for (int i = 0; i < PINGS_OF_EACH; i++) {
            now = now.plus(BETWEEN_PINGS);
            pings.forEach(ping -> traces.add(record(door, ping)));
        }
        return traces;
    }

    private Trace record(Door door, Runnable call) {
        return tracer.record(call).in(partition -> partition.replace(door.app(), "app"));
    }

    private void add(String door, String cap, int people, double seconds, Calls joins, Calls others) {
        Outcome outcome = Simulation.run(new Crowd(people, seconds, joins, others, OTHERS), 1);
        Went crowd = outcome.joins();
        boolean nobody = people == 0;
        doors.row(
                door,
                cap,
                number(people / seconds, 0),
                number(joins.apiPerSecond(), 0),
                number(outcome.seconds(), 0),
                nobody ? "" : number(crowd.took().median(), 1),
                nobody ? "" : number(crowd.took().quantile(0.99), 1),
                nobody ? "" : number((double) crowd.turnedAway() / crowd.done(), 1),
                crowd.failed() + outcome.others().failed(),
                outcome.busiest(),
                share(outcome.hottestRead()),
                share(outcome.hottestWrite()),
                number(1000 * outcome.others().took().quantile(0.99), 0));
    }

    private void stay(String how, Calls renewals, Duration every, Calls joins, Calls others) {
        Outcome outcome = Simulation.run(new Crowd(PEOPLE, 100, joins, others, OTHERS, renewals, every.toSeconds()), 1);
        Went kept = outcome.renewals();
        stays.row(
                "large",
                how,
                number((double) PEOPLE / every.toSeconds(), 0),
                number(renewals.apiPerSecond(), 0),
                number(1000 * kept.took().quantile(0.99), 0),
                number((double) kept.turnedAway() / kept.done(), 1),
                kept.failed() + outcome.joins().failed() + outcome.others().failed(),
                outcome.busiest(),
                share(outcome.hottestRead()),
                share(outcome.hottestWrite()),
                number(1000 * outcome.others().took().quantile(0.99), 0));
    }

    private static String share(Outcome.Hottest hottest) {
        return number(100 * hottest.share(), 0) + " % " + hottest.partition().replaceAll("#.*", "");
    }
}
