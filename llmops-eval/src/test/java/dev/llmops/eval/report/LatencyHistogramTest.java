package dev.llmops.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LatencyHistogramTest {
    @Test
    void quantilesAreRightToHalfAPercent() {
        LatencyHistogram histogram = new LatencyHistogram();
        for (int i = 1; i <= 1000; i++) {
            histogram.add(Duration.ofMillis(i));
        }

        assertThat(histogram.quantileMillis(0.5)).isCloseTo(500, withPercentage(0.4));
        assertThat(histogram.quantileMillis(0.9)).isCloseTo(900, withPercentage(0.4));
        assertThat(histogram.quantileMillis(0.99)).isCloseTo(990, withPercentage(0.4));
        assertThat(histogram.largestMillis()).isEqualTo(1000);
        assertThat(histogram.meanMillis()).isCloseTo(500.5, within(1e-9));
        assertThat((double) histogram.below(100)).isCloseTo(99, within(1.0));
    }

    @Test
    void holdsTheShortestAndTheLongest() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.add(Duration.ofNanos(3));
        histogram.add(Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(histogram.quantileMillis(0.5)).isCloseTo(3e-6, within(1e-12));
        assertThat(histogram.quantileMillis(1)).isGreaterThan(9e12);
        assertThat(histogram.count()).isEqualTo(2);
    }
}
