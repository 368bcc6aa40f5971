package dev.latchkey.bench.crowd;

import static dev.latchkey.bench.Markdown.number;

import dev.latchkey.bench.Markdown;

/** Prints what a room meets into which 100,000 people want within a minute. */
public final class CrowdTable {
    private static final int PEOPLE = 100_000;
    private static final double MINUTE = 60;
    private static final double API_PER_SECOND = 300;
    private static final double TEN_TIMES = 10 * API_PER_SECOND;
    private static final double A_THIRD = API_PER_SECOND / 3;
    private static final int LISTED = 100;

    /** 50 are what a cap of 100,000 gets, 0 what no cap does. */
    private static final int[] COUNTERS = {0, 1, 5, 50};

    private final Markdown table = Markdown.of(
            "counters",
            "partitions",
            "API per s",
            "all inside after s",
            "joins per s",
            "median wait s",
            "p99 s",
            "turned away per join",
            "conflicts per join",
            "throttled per join",
            "503 per join",
            "functions at once");

    private CrowdTable() {}

    public static void main(String[] arguments) {
        CrowdTable crowds = new CrowdTable();
        crowds.add(crowd(0, A_THIRD, false));
        crowds.add(crowd(50, A_THIRD, false));
        for (int counters : COUNTERS) {
            crowds.add(crowd(counters, API_PER_SECOND, false));
            crowds.add(crowd(counters, API_PER_SECOND, true));
        }
        crowds.add(crowd(0, TEN_TIMES, true));
        crowds.add(crowd(50, TEN_TIMES, true));
        crowds.table.print(
                "100,000 people at one door within a minute",
                "Simulated; the assumptions stand at the constants of Simulation.java.");
    }

    private static Crowd crowd(int counters, double apiPerSecond, boolean split) {
        return new Crowd(PEOPLE, MINUTE, counters == 0 ? 0 : PEOPLE, counters, apiPerSecond, split, LISTED);
    }

    private void add(Crowd crowd) {
        Outcome outcome = Simulation.run(crowd, 1);
        table.row(
                crowd.cap() == 0 ? "no cap" : crowd.counters(),
                crowd.split() ? "split" : "one",
                number(crowd.apiPerSecond(), 0),
                number(outcome.seconds(), 0),
                number(outcome.inside() / outcome.seconds(), 0),
                number(outcome.waits().median(), 0),
                number(outcome.waits().quantile(0.99), 0),
                perJoin(outcome.turnedAway(), outcome),
                perJoin(outcome.conflicts(), outcome),
                perJoin(outcome.throttled(), outcome),
                perJoin(outcome.failed(), outcome),
                outcome.busiest());
    }

    private static String perJoin(long count, Outcome outcome) {
        return number((double) count / outcome.inside(), 1);
    }
}
