package dev.latchkey.bench.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Where arithmetic knows the answer, the simulation must give it. */
class SimulationTest {
    private static final double ANY_NUMBER = 1_000_000;
    private static final boolean SPLIT = true;
    private static final int LISTED = 100;

    @Test
    void fewPeopleWaitForFourRoundTripsAndNothingElse() {
        Outcome outcome = Simulation.run(new Crowd(100, 100, 0, 0, ANY_NUMBER, SPLIT, LISTED), 1);

        assertThat(outcome.inside()).isEqualTo(100);
        assertThat(outcome.waits().quantile(1)).isEqualTo(0.020, within(1e-9));
        assertThat(outcome.turnedAway() + outcome.conflicts() + outcome.throttled())
                .isZero();
    }

    @Test
    void throttleOfTheApiLetsNobodyThroughFaster() {
        Outcome outcome = Simulation.run(new Crowd(3000, 1, 0, 0, 50, SPLIT, LISTED), 1);

        // A burst of twice the rate first.
        assertThat(outcome.seconds()).isBetween((3000 - 100) / 50.0, 90.0);
        assertThat(outcome.turnedAway()).isPositive();
    }

    @Test
    void oneCounterTakesOneTransactionAtATime() {
        Outcome outcome = Simulation.run(new Crowd(3000, 1, 5000, 1, ANY_NUMBER, SPLIT, LISTED), 1);

        assertThat(outcome.inside() / outcome.seconds()).isBetween(20.0, 1 / 0.012);
        assertThat(outcome.conflicts()).isPositive();
    }

    /** Where the list of those inside does not limit them first. */
    @Test
    void moreCountersTakeMore() {
        double one = Simulation.run(new Crowd(3000, 1, 5000, 1, ANY_NUMBER, SPLIT, LISTED), 1)
                .seconds();
        double ten = Simulation.run(new Crowd(3000, 1, 5000, 10, ANY_NUMBER, SPLIT, LISTED), 1)
                .seconds();

        assertThat(ten).isLessThan(one * 0.75);
    }

    /** 6 units for reading, of 3,000 a second, and 2 for writing, of 1,000. */
    @Test
    void onePartitionIsReadByNoMoreThanItsUnitsAllow() {
        Outcome outcome = Simulation.run(new Crowd(20_000, 1, 0, 0, ANY_NUMBER, false, LISTED), 1);

        assertThat(outcome.inside() / outcome.seconds()).isBetween(250.0, 500 * 1.05);
    }

    /** Everybody is inside as soon as the throttle of the API allows, on one partition, and nobody is told to come again. */
    @Test
    void aHundredThousandComeInAtTheThrottleOfToday() {
        Outcome outcome = Simulation.run(new Crowd(100_000, 60, 0, 0, 300, false, LISTED), 1);

        assertThat(outcome.inside()).isEqualTo(100_000);
        assertThat(outcome.seconds()).isLessThan(345);
        assertThat(outcome.failed()).isZero();
    }

    @Test
    void capHoldsExactlyAndTheRestIsTold() {
        Outcome outcome = Simulation.run(new Crowd(1000, 10, 333, 7, ANY_NUMBER, SPLIT, LISTED), 1);

        assertThat(outcome.inside()).isEqualTo(333);
        assertThat(outcome.full()).isEqualTo(667);
    }

    @Test
    void sameSeedGivesTheSame() {
        Crowd crowd = new Crowd(2000, 2, 2000, 3, 300, false, LISTED);

        assertThat(Simulation.run(crowd, 7).seconds())
                .isEqualTo(Simulation.run(crowd, 7).seconds());
        assertThat(Simulation.run(crowd, 7).seconds())
                .isNotEqualTo(Simulation.run(crowd, 8).seconds());
    }
}
