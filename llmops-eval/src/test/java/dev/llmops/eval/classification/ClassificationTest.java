package dev.llmops.eval.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The expected numbers are scikit-learn's. */
class ClassificationTest {
    private static final Offset<Double> CLOSE = within(1e-12);
    private static final boolean[] ACTUAL = {false, false, true, true, true, false};
    private static final double[] SCORES = {0.1, 0.4, 0.35, 0.8, 0.4, 0.9};
    private static final List<String> CLASSES = List.of("a", "b", "c", "c", "b", "a");
    private static final List<String> DECIDED = List.of("a", "c", "c", "c", "b", "b");

    @Test
    void judgesScores() {
        Probabilities probabilities = Probabilities.of(ACTUAL, SCORES);

        assertThat(probabilities.rocAuc().orElseThrow()).isCloseTo(0.5, CLOSE);
        assertThat(probabilities.averagePrecision().orElseThrow()).isCloseTo(0.5333333333333333, CLOSE);
        assertThat(probabilities.brier().orElseThrow()).isCloseTo(0.3004166666666667, CLOSE);
        assertThat(probabilities.logLoss(1e-15).orElseThrow()).isCloseTo(0.8513379400174843, CLOSE);
    }

    @Test
    void putsTheUpperEndOfABinIntoIt() {
        Probabilities edges = Probabilities.of(new boolean[] {true, false, true}, new double[] {0.3, 0.6, 0});

        // Bins of one item each: 0.7 + 0.6 + 1, by three.
        assertThat(edges.calibrationError(10).orElseThrow()).isCloseTo(2.3 / 3, CLOSE);
        // 0.3 and 0.6 in different ones of five bins, too.
        assertThat(Probabilities.of(new boolean[] {true, false}, new double[] {0.6, 0.61})
                        .calibrationError(5)
                        .orElseThrow())
                .isCloseTo((0.4 + 0.61) / 2, CLOSE);
    }

    @Test
    void isEmptyWhereItIsUndefined() {
        Probabilities allYes = Probabilities.of(new boolean[] {true, true}, new double[] {0.2, 0.7});
        Probabilities nothing = Probabilities.of(new boolean[0], new double[0]);

        assertThat(allYes.rocAuc()).isEmpty();
        assertThat(allYes.averagePrecision()).hasValue(1);
        assertThat(nothing.brier()).isEmpty();
        assertThat(nothing.decide(0.5).accuracy()).isEmpty();
        assertThat(allYes.decide(0.9).precision("1")).isEmpty();
        assertThatThrownBy(() -> Probabilities.of(new boolean[] {true}, new double[] {1.5})
                        .brier())
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void countsDecisions() {
        Confusion confusion = Confusion.of(CLASSES, DECIDED);

        assertThat(confusion.count("b", "c")).isEqualTo(1);
        assertThat(confusion.accuracy().orElseThrow()).isCloseTo(4.0 / 6, CLOSE);
        assertThat(confusion.mcc().orElseThrow()).isCloseTo(0.5222329678670935, CLOSE);
        assertThat(confusion.macroF1().orElseThrow()).isCloseTo(0.6555555555555556, CLOSE);
    }

    @Test
    void mergesParts() {
        Confusion first = Confusion.of(CLASSES.subList(0, 2), DECIDED.subList(0, 2));
        Confusion rest = Confusion.of(CLASSES.subList(2, 6), DECIDED.subList(2, 6));

        Confusion merged = first.plus(rest);

        assertThat(merged.labels()).containsExactly("a", "b", "c");
        assertThat(merged.total()).isEqualTo(6);
        assertThat(merged.mcc()).isEqualTo(Confusion.of(CLASSES, DECIDED).mcc());
    }

    @Test
    void agreesBeyondChance() {
        List<Integer> labels = List.of(1, 2, 3);
        List<Integer> first = List.of(1, 2, 3, 3, 1);
        List<Integer> second = List.of(1, 3, 3, 2, 1);

        assertThat(CohenKappa.QUADRATIC.of(labels, first, second).orElseThrow()).isCloseTo(0.75, CLOSE);
        assertThat(CohenKappa.UNWEIGHTED.of(labels, List.of(1, 1), List.of(1, 1)))
                .isEmpty();
        assertThatThrownBy(() -> CohenKappa.LINEAR.of(labels, List.of(4), List.of(1)))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void takesAnyNumberOfRaters() {
        assertThat(FleissKappa.of(new long[][] {{3, 0}, {0, 3}}).orElseThrow()).isCloseTo(1, CLOSE);
        assertThat(FleissKappa.of(new long[][] {{3, 0}, {3, 0}})).isEmpty();
        assertThat(FleissKappa.of(new long[0][])).isEmpty();
    }

    @Test
    void takesBothZerosForOne() {
        assertThat(KrippendorffAlpha.NOMINAL.of(List.of(List.of(0.0, 1.0), List.of(-0.0, 1.0))))
                .hasValue(1);
    }

    @Test
    void leavesOutItemsWithOneRating() {
        List<List<Integer>> ratings = List.of(Arrays.asList(1, 2, 3, null), Arrays.asList(1, 2, null, 4));

        for (KrippendorffAlpha alpha : KrippendorffAlpha.values()) {
            assertThat(alpha.of(ratings).orElseThrow()).isCloseTo(1, CLOSE);
        }
        assertThat(KrippendorffAlpha.NOMINAL.of(List.of(List.of(1, 1), List.of(1, 1))))
                .isEmpty();
        assertThat(KrippendorffAlpha.NOMINAL.of(List.of(Arrays.asList(1, null), Arrays.asList(null, 2))))
                .isEmpty();
    }
}
