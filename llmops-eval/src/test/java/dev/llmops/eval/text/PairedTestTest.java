package dev.llmops.eval.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The expected numbers are those of sacreBLEU 2.6.0 with NumPy 2.4. */
class PairedTestTest {
    private static final Bootstrap DRAWS = new Bootstrap(200, 12345);
    private static final List<String> BASELINE =
            List.of("a b c d e", "the cat sat on a mat", "x y z", "one two three four five");
    private static final List<String> OTHER =
            List.of("a b c e d", "a cat sat on the mat", "x y w", "one three two four five");
    private static final References REFERENCES =
            References.of(List.of("a b c d f", "the cat sat on the mat", "x y w", "one two three four five six"));
    private static final List<List<String>> SYSTEMS = List.of(BASELINE, OTHER, BASELINE);

    @Test
    void resamplesLikeTheTool() {
        PairedTest test = PairedTest.bootstrap(DRAWS);

        assertThat(pValues(test, Bleu.usual())).containsExactly(37 / 201.0, 1 / 201.0);
        assertThat(pValues(test, Chrf.usual())).containsExactly(36 / 201.0, 1 / 201.0);
        assertThat(pValues(test, Ter.usual())).containsExactly(45 / 201.0, 1 / 201.0);
    }

    @Test
    void exchangesSegmentsLikeTheTool() {
        PairedTest test = PairedTest.approximateRandomization(DRAWS);

        assertThat(pValues(test, Bleu.usual())).containsExactly(95 / 201.0, 1 / 201.0);
        assertThat(pValues(test, Chrf.usual())).containsExactly(124 / 201.0, 1 / 201.0);
        assertThat(pValues(test, Ter.usual())).containsExactly(50 / 201.0, 1 / 201.0);
    }

    @Test
    void scoresEverySystemAndNamesTheTest() {
        List<PairedTest.Outcome> outcomes = PairedTest.bootstrap(DRAWS).compare(Ter.usual(), SYSTEMS, REFERENCES);

        assertThat(outcomes).hasSize(3);
        assertThat(outcomes.get(0).pValue()).isEmpty();
        assertThat(outcomes.get(1).score().score()).isEqualTo(25);
        assertThat(outcomes.get(1).score().interval()).isPresent();
        assertThat(outcomes.get(1).score().signature().settings()).startsWith("nrefs:1|bs:200|seed:12345|case:lc");
    }

    @Test
    void addsUpStatisticsThatAreNotWholeOneByOne() {
        References three = References.ofSegments(List.of(
                List.of("a b c", "a b", "a b"),
                List.of("the cat", "the", "the"),
                List.of("x y", "x", "x"),
                List.of("one two", "one", "one")));

        List<PairedTest.Outcome> outcomes =
                PairedTest.approximateRandomization(DRAWS).compare(Ter.usual(), SYSTEMS, three);

        assertThat(outcomes.get(2).pValue()).hasValue(1 / 201.0);
    }

    @Test
    void addsUpInPairsAsNumpyDoes() {
        double[] values = new double[300];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.1 * i);
        }

        assertThat(NumpyMean.of(values, Precision.DOUBLE)).isCloseTo(14.95, org.assertj.core.data.Offset.offset(1e-6));
        assertThat(NumpyMean.of(new double[] {1, 2, 4}, Precision.SINGLE)).isEqualTo((float) (7 / 3.0));
    }

    private static List<Double> pValues(PairedTest test, CorpusMetric<?> metric) {
        return test.compare(metric, SYSTEMS, REFERENCES).stream()
                .map(PairedTest.Outcome::pValue)
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList();
    }
}
