package dev.llmops.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ClusteredMeanTest {
    @Test
    void intervalOfSingleValuesIsTheUsualOne() {
        ClusteredMean mean = of(new double[][] {{2}, {4}, {4}, {5}, {7}});

        // mean 4.4, standard deviation 1.8166, t of 4 degrees 2.776445
        assertThat(mean.value()).isCloseTo(4.4, within(1e-12));
        assertThat(mean.interval().orElseThrow().low())
                .isCloseTo(4.4 - 2.776445105 * 1.816590212 / Math.sqrt(5), within(1e-8));
        assertThat(mean.interval().orElseThrow().high())
                .isCloseTo(4.4 + 2.776445105 * 1.816590212 / Math.sqrt(5), within(1e-8));
    }

    @Test
    void repeatsOfAnItemDoNotMakeTheIntervalNarrower() {
        ClusteredMean once = of(new double[][] {{0.2}, {0.5}, {0.9}, {0.4}});
        ClusteredMean thrice = of(new double[][] {{0.2, 0.2, 0.2}, {0.5, 0.5, 0.5}, {0.9, 0.9, 0.9}, {0.4, 0.4, 0.4}});

        assertThat(thrice.interval().orElseThrow().low())
                .isCloseTo(once.interval().orElseThrow().low(), within(1e-12));
        assertThat(thrice.interval().orElseThrow().high())
                .isCloseTo(once.interval().orElseThrow().high(), within(1e-12));
    }

    @Test
    void yesOrNoHasTheIntervalOfWilson() {
        assertThat(of(new double[][] {{1}, {0}, {1}, {1}})
                        .interval()
                        .orElseThrow()
                        .method())
                .isEqualTo("Wilson");
        assertThat(of(new double[][] {{1, 0}, {1, 1}}).interval().orElseThrow().method())
                .isNotEqualTo("Wilson");
    }

    @Test
    void partsTheVarianceIntoThatOfItemsAndThatOfRepeats() {
        ClusteredMean mean = of(new double[][] {{1, 3}, {5, 7}, {9, 11}});

        assertThat(mean.withinDeviation()).isCloseTo(Math.sqrt(2), within(1e-12));
        // the means 2, 6, 10 have a variance of 16, of which the repeats bring 2 / 2
        assertThat(mean.betweenDeviation()).isCloseTo(Math.sqrt(15), within(1e-12));
        assertThat(mean.repeatedItems()).isEqualTo(3);
        assertThat(mean.unstableItems()).isEqualTo(3);
    }

    @Test
    void keepsDigitsOfLargeValuesThatAreCloseTogether() {
        ClusteredMean mean = of(new double[][] {{1e9 + 1}, {1e9 + 2}, {1e9 + 3}});

        assertThat(mean.interval().orElseThrow().high() - mean.value())
                .isCloseTo(Interval.studentQuantile(2) * 1 / Math.sqrt(3), within(1e-6));
    }

    @Test
    void tooLittleHasNoInterval() {
        assertThat(of(new double[][] {{1}}).interval()).isEmpty();
        assertThat(of(new double[][] {{1}, {Double.POSITIVE_INFINITY}}).interval())
                .isEmpty();
        assertThat(of(new double[][] {}).value()).isNaN();
    }

    private static ClusteredMean of(double[][] items) {
        ClusteredMean mean = new ClusteredMean();
        for (double[] item : items) {
            for (double value : item) {
                mean.add(value);
            }
            mean.endItem();
        }
        return mean;
    }
}
