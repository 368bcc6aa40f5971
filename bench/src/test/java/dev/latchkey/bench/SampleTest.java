package dev.latchkey.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {
    @Test
    void medianIsTheMiddleOrBetweenTheTwoInTheMiddle() {
        assertThat(Sample.of(List.of(9.0, 1.0, 2.0)).median()).isEqualTo(2.0);
        assertThat(Sample.of(List.of(9.0, 1.0, 2.0, 3.0)).median()).isEqualTo(2.5);
    }

    @Test
    void quantileIsAMeasurement() {
        Sample ten = Sample.of(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0));

        assertThat(ten.quantile(0.9)).isEqualTo(9.0);
        assertThat(ten.quantile(1)).isEqualTo(10.0);
        assertThat(ten.least()).isEqualTo(1.0);
    }
}
