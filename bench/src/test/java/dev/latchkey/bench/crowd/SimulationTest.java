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
    private static final double COMPUTED = 0.012;

    /** Two requests at once, then one more. */
    private static final Trace LITTLE =
            new Trace(List.of(List.of(read("room", 1), write("token", 1)), List.of(write("peers", 1))));

    @Test
    void fewPeopleWaitForTwoRoundTripsAndWhatIsComputed() {
        Outcome outcome = run(100, 100, ANY_NUMBER, LITTLE);

        assertThat(outcome.joins().done()).isEqualTo(100);
        assertThat(outcome.joins().took().quantile(1)).isEqualTo(0.012 + 2 * 0.005, within(1e-9));
        assertThat(outcome.joins().turnedAway()
                        + outcome.conflicts()
                        + outcome.throttled()
                        + outcome.joins().failed())
                .isZero();
    }

    @Test
    void throttleOfTheApiLetsNobodyThroughFaster() {
        Outcome outcome = run(3000, 1, 50, LITTLE);

        // A burst of twice the rate first.
        assertThat(outcome.seconds()).isBetween((3000 - 100) / 50.0, 90.0);
        assertThat(outcome.joins().turnedAway()).isPositive();
    }

    /** 6 units of 3,000 a second. */
    @Test
    void onePartitionIsReadByNoMoreThanItsUnitsAllow() {
        Outcome outcome = run(20_000, 1, ANY_NUMBER, new Trace(List.of(List.of(read("room", 6)))));

        assertThat(outcome.joins().done()).isEqualTo(20_000);
        assertThat(outcome.joins().done() / outcome.seconds()).isBetween(250.0, 500 * 1.05);
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

        assertThat(outcome.joins().done() / outcome.seconds()).isBetween(20.0, 1 / 0.012);
        assertThat(outcome.conflicts()).isPositive();
    }

    /** 10 a second of 1,000 people who each have less than ten seconds of patience at once. */
    @Test
    void whoseFunctionGivesUpIsToldSoAndComesAgain() {
        Outcome outcome = run(1000, 1, ANY_NUMBER, new Trace(List.of(List.of(write("room", 100)))));

        assertThat(outcome.joins().failed()).isPositive();
        assertThat(outcome.joins().done()).isEqualTo(1000);
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

        assertThat(run(10_000, 5, crowd, apart).others().took().quantile(1)).isEqualTo(0.017, within(1e-9));
        assertThat(run(10_000, 5, crowd, together).others().took().quantile(0.99))
                .isGreaterThan(1);
    }

    /** Of ten counters each is held for a third of the time. */
    @Test
    void whoMeetsAnotherAtACounterIsSoonerInsideByTheNext() {
        List<Trace> counting = IntStream.range(0, 10)
                .mapToObj(index -> new Trace(
                        List.of(List.of(new Request(List.of(new Ask("room", 0, 1)), Set.of("counter" + index))))))
                .toList();
        Outcome next = run(counting, true);
        Outcome waiting = run(counting, false);

        assertThat(next.joins().done()).isEqualTo(3000);
        assertThat(next.conflicts()).isPositive();
        assertThat(next.joins().took().quantile(0.9))
                .isLessThan(waiting.joins().took().quantile(0.9));
    }

    /** From their coming on, once in five seconds until the twentieth: three of those who come in the first five, two of the others. */
    @Test
    void whoIsInsideIsKeptThereAsOftenAsIsSaid() {
        Calls renewals = new Calls(List.of(new Trace(List.of(List.of(read("room", 1))))), 0.001, 10, false);
        Outcome outcome =
                Simulation.run(new Crowd(100, 10, calls(ANY_NUMBER, LITTLE), calls(ANY_NUMBER), 0, renewals, 5), 1);

        assertThat(outcome.renewals().done()).isBetween(200, 300);
        assertThat(outcome.renewals().took().quantile(1)).isEqualTo(0.001 + 0.005, within(1e-9));
        assertThat(outcome.renewals().turnedAway())
                .as("by a throttle of their own")
                .isPositive();
        assertThat(outcome.joins().turnedAway()).isZero();
    }

    @Test
    void sameSeedGivesTheSame() {
        Crowd crowd = new Crowd(2000, 2, calls(300, LITTLE), calls(300, LITTLE), 1);

        assertThat(Simulation.run(crowd, 7).seconds())
                .isEqualTo(Simulation.run(crowd, 7).seconds());
        assertThat(Simulation.run(crowd, 7).seconds())
                .isNotEqualTo(Simulation.run(crowd, 8).seconds());
    }

    private static Outcome run(List<Trace> counting, boolean counters) {
        Calls joins = new Calls(counting, COMPUTED, ANY_NUMBER, counters);
        return Simulation.run(new Crowd(3000, 10, joins, calls(ANY_NUMBER), 0), 1);
    }

    private static Outcome run(int people, double seconds, double api, Trace... joins) {
        return Simulation.run(new Crowd(people, seconds, calls(api, joins), calls(api), 0), 1);
    }

    private static Outcome run(int people, double seconds, Trace crowd, Trace other) {
        return Simulation.run(new Crowd(people, seconds, calls(ANY_NUMBER, crowd), calls(ANY_NUMBER, other), 20), 1);
    }

    private static Calls calls(double api, Trace... asked) {
        return new Calls(List.of(asked), COMPUTED, api, false);
    }

    private static Request read(String partition, double units) {
        return new Request(List.of(new Ask(partition, units, 0)), Set.of());
    }

    private static Request write(String partition, double units) {
        return new Request(List.of(new Ask(partition, 0, units)), Set.of());
    }
}
