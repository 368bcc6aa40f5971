package dev.latchkey.bench.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.latchkey.bench.crowd.Trace.Ask;
import dev.latchkey.bench.crowd.Trace.Request;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where arithmetic knows the answer, the simulation must give it. */
class SimulationTest {
    private static final double ANY_NUMBER = 1_000_000;

    /** Two requests at once, then one more. */
    private static final Trace LITTLE =
            new Trace(List.of(List.of(read("room", 1), write("token", 1)), List.of(write("peers", 1))));

    @Test
    void fewPeopleWaitForTwoRoundTripsAndWhatIsComputed() {
        Outcome outcome = run(100, 100, ANY_NUMBER, LITTLE);

        assertThat(outcome.inside()).isEqualTo(100);
        assertThat(outcome.waits().quantile(1)).isEqualTo(0.012 + 2 * 0.005, within(1e-9));
        assertThat(outcome.turnedAway() + outcome.conflicts() + outcome.throttled() + outcome.failed())
                .isZero();
    }

    @Test
    void throttleOfTheApiLetsNobodyThroughFaster() {
        Outcome outcome = run(3000, 1, 50, LITTLE);

        // A burst of twice the rate first.
        assertThat(outcome.seconds()).isBetween((3000 - 100) / 50.0, 90.0);
        assertThat(outcome.turnedAway()).isPositive();
    }

    /** 6 units of 3,000 a second. */
    @Test
    void onePartitionIsReadByNoMoreThanItsUnitsAllow() {
        Outcome outcome = run(20_000, 1, ANY_NUMBER, new Trace(List.of(List.of(read("room", 6)))));

        assertThat(outcome.inside()).isEqualTo(20_000);
        assertThat(outcome.inside() / outcome.seconds()).isBetween(250.0, 500 * 1.05);
        assertThat(outcome.throttled()).isPositive();
    }

    @Test
    void whatIsSpreadTakesAsOftenAsMuch() {
        Trace[] spread = IntStream.range(0, 4)
                .mapToObj(index -> new Trace(List.of(List.of(write("peers#" + index, 2)))))
                .toArray(Trace[]::new);
        double one = run(8000, 1, ANY_NUMBER, spread[0]).seconds();
        double four = run(8000, 1, ANY_NUMBER, spread).seconds();

        assertThat(one).isGreaterThan(14);
        assertThat(four).isLessThan(one / 3);
    }

    @Test
    void oneItemTakesOneTransactionAtATime() {
        Trace counting = new Trace(List.of(List.of(new Request(List.of(new Ask("room", 0, 2)), Set.of("counter")))));
        Outcome outcome = run(1000, 1, ANY_NUMBER, counting);

        assertThat(outcome.inside() / outcome.seconds()).isBetween(20.0, 1 / 0.012);
        assertThat(outcome.conflicts()).isPositive();
    }

    /** 10 a second of 1,000 people who each have less than ten seconds of patience at once. */
    @Test
    void whoseFunctionGivesUpIsToldSoAndComesAgain() {
        Outcome outcome = run(1000, 1, ANY_NUMBER, new Trace(List.of(List.of(write("room", 100)))));

        assertThat(outcome.failed()).isPositive();
        assertThat(outcome.inside()).isEqualTo(1000);
    }

    @Test
    void theHottestPartitionIsKnownWithItsShare() {
        Trace join = new Trace(List.of(List.of(read("room", 1), write("peers", 1))));
        Outcome outcome = run(5000, 10, ANY_NUMBER, join);

        assertThat(outcome.hottestRead().partition()).isEqualTo("room");
        assertThat(outcome.hottestRead().share()).isEqualTo(500.0 / 3000, within(0.03));
        assertThat(outcome.hottestWrite().share()).isEqualTo(500.0 / 1000, within(0.09));
    }

    @Test
    void whoComesToAnotherRoomWaitsForWhatTheTwoShareAndForNothingElse() {
        Trace crowd = new Trace(List.of(List.of(read("room", 6), read("app", 0.5))));
        Trace apart = new Trace(List.of(List.of(read("another", 6), read("app", 0.5))));
        Trace together = new Trace(List.of(List.of(read("room", 6))));

        assertThat(run(10_000, 5, crowd, apart).others().quantile(1)).isEqualTo(0.017, within(1e-9));
        assertThat(run(10_000, 5, crowd, together).others().quantile(0.99)).isGreaterThan(1);
    }

    @Test
    void sameSeedGivesTheSame() {
        Crowd crowd = new Crowd(2000, 2, 300, List.of(LITTLE), List.of(LITTLE), 1);

        assertThat(Simulation.run(crowd, 7).seconds())
                .isEqualTo(Simulation.run(crowd, 7).seconds());
        assertThat(Simulation.run(crowd, 7).seconds())
                .isNotEqualTo(Simulation.run(crowd, 8).seconds());
    }

    private static Outcome run(int people, double seconds, double api, Trace... joins) {
        return Simulation.run(new Crowd(people, seconds, api, List.of(joins), List.of(), 0), 1);
    }

    private static Outcome run(int people, double seconds, Trace crowd, Trace other) {
        return Simulation.run(new Crowd(people, seconds, ANY_NUMBER, List.of(crowd), List.of(other), 20), 1);
    }

    private static Request read(String partition, double units) {
        return new Request(List.of(new Ask(partition, units, 0)), Set.of());
    }

    private static Request write(String partition, double units) {
        return new Request(List.of(new Ask(partition, 0, units)), Set.of());
    }
}
