package dev.llmops.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IntervalTest {
    @ParameterizedTest
    @CsvSource({
        "1, 12.706204736174694",
        "2, 4.302652729749462",
        "10, 2.228138851986274",
        "59, 2.000995378088267",
        "200, 1.9718962236339088",
        "201, 1.971836506779859",
        "1000, 1.9623390808264083",
        "1000000, 1.959966356814107"
    })
    void quantilesOfStudentAreThoseOfScipy(long degrees, double expected) {
        assertThat(Interval.studentQuantile(degrees)).isCloseTo(expected, within(2e-9));
    }

    @Test
    void wilsonIsThatOfStatsmodels() {
        Interval interval = Interval.wilson(85, 105);

        assertThat(interval.low()).isCloseTo(0.7240239056411013, within(1e-12));
        assertThat(interval.high()).isCloseTo(0.8731749991170688, within(1e-12));
    }

    @Test
    void wilsonStaysWithinZeroAndOne() {
        assertThat(Interval.wilson(0, 5).low()).isZero();
        assertThat(Interval.wilson(5, 5).high()).isEqualTo(1);
    }
}
