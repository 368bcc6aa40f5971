package dev.latchkey.bench.crowd;

import static dev.latchkey.bench.Markdown.number;

import dev.latchkey.bench.Markdown;
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

    /** The throttle of template.yaml, and that with LargeRooms. */
    private static final double API = 300;

    private static final double API_WITH_LARGE_ROOMS = 1200;

    /** So many a second come meanwhile to so many other rooms of the app. */
    private static final double OTHERS = 50;

    private static final int OTHER_ROOMS = 100;

    /** Once every partition of a large room's list has a hundred, all joins ask the same. */
    private static final int RECORDED_LARGE = 2200;

    private static final int RECORDED = 400;

    /** As one function that is kept busy makes them; all that are recorded come within a lease. */
    private static final Duration BETWEEN_JOINS = Duration.ofMillis(30);

    private static final String CAP = "'maxParticipants':100000";

    private final Tracer tracer = new Tracer();
    /** Goes on when it is told to: however slow a machine is, nobody's lease runs out meanwhile. */
    private volatile Instant now = Instant.now();

    private final Harness stage = new Harness(clock(), tracer);
    private final Markdown table = Markdown.of(
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

    private CrowdTable() {}

    public static void main(String[] arguments) {
        new CrowdTable().print();
        System.exit(0); // the server of DynamoDB Local leaves threads behind
    }

    private void print() {
        List<Trace> small = record("", RECORDED);
        List<Trace> smallCapped = record(CAP, RECORDED);
        List<Trace> large = record("'large':true", RECORDED_LARGE);
        List<Trace> largeCapped = record("'large':true," + CAP, RECORDED_LARGE);
        List<Trace> others = IntStream.range(0, OTHER_ROOMS)
                .mapToObj(room -> small.get(small.size() - 1)
                        .in(partition -> partition.startsWith("APP#") ? partition : partition + " of room " + room))
                .toList();
        add("any", "no", List.of(), others, 100, API);
        add("any", "no", small, others, 100, API);
        add("any", "yes", smallCapped, others, 100, API);
        add("any", "no", small, others, 100, API_WITH_LARGE_ROOMS);
        add("any", "yes", smallCapped, others, 100, API_WITH_LARGE_ROOMS);
        add("large", "no", large, others, 100, API_WITH_LARGE_ROOMS);
        add("large", "yes", largeCapped, others, 100, API_WITH_LARGE_ROOMS);
        add("large", "no", large, others, 60, API_WITH_LARGE_ROOMS);
        add("large", "yes", largeCapped, others, 60, API_WITH_LARGE_ROOMS);
        table.print(
                "A crowd of 100,000, simulated",
                "Simulated, from what the real join asks of which partition; the assumptions stand at the constants of Simulation.java. "
                        + number(OTHERS, 0) + " a second join " + OTHER_ROOMS
                        + " other rooms of the app meanwhile; the first row has nobody but them.");
    }

    private Clock clock() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }

    private List<Trace> record(String fields, int joins) {
        Door door = new Door(stage, fields);
        List<Trace> traces = new ArrayList<>();
        for (int i = 0; i < joins; i++) {
            Runnable join = door.join();
            now = now.plus(BETWEEN_JOINS);
            tracer.take();
            join.run();
            traces.add(tracer.take().in(partition -> partition.replace(door.app(), "app")));
        }
        return traces;
    }

    private void add(String door, String cap, List<Trace> joins, List<Trace> others, double seconds, double api) {
        int people = joins.isEmpty() ? 0 : PEOPLE;
        Outcome outcome = Simulation.run(new Crowd(people, seconds, api, joins, others, OTHERS), 1);
        table.row(
                people == 0 ? "nobody's" : door,
                cap,
                number(people / seconds, 0),
                number(api, 0),
                number(outcome.seconds(), 0),
                people == 0 ? "" : number(outcome.waits().median(), 1),
                people == 0 ? "" : number(outcome.waits().quantile(0.99), 1),
                people == 0 ? "" : number((double) outcome.turnedAway() / outcome.inside(), 1),
                outcome.failed(),
                outcome.busiest(),
                share(outcome.hottestRead()),
                share(outcome.hottestWrite()),
                number(1000 * outcome.others().quantile(0.99), 0));
    }

    private static String share(Outcome.Hottest hottest) {
        return number(100 * hottest.share(), 0) + " % " + hottest.partition().replaceAll("#.*", "");
    }
}
