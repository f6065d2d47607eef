package dev.llmops.eval.text;

import dev.llmops.api.Require;
import dev.llmops.eval.Signature;
import dev.llmops.eval.random.NumpyGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Tests whether systems differ from a baseline, with the random numbers and so the p-values of sacreBLEU 2.6. Immutable.
 *
 * <p>The first system is the baseline. All systems are compared on the same draws, segment by segment, so what is hard
 * for all does not count as a difference.
 *
 * <p>One thing is left to chance: TER has means of the lengths of references. Where three or more make these no exact
 * binary numbers, many draws tie with the difference that is tested but for rounding, and the tool's own p-value depends
 * on the processor that it runs on.
 */
public final class PairedTest {
    private static final int USUAL_TRIALS = 10_000;

    private final boolean bootstrap;
    private final Bootstrap draws;

    private PairedTest(boolean bootstrap, Bootstrap draws) {
        this.bootstrap = bootstrap;
        this.draws = draws;
    }

    /**
     * {@return paired bootstrap resampling: 1,000 resamples, seed 12345}
     *
     * <p>Koehn, "Statistical Significance Tests for Machine Translation Evaluation" (2004), with the statistic moved to
     * its mean.
     */
    public static PairedTest bootstrap() {
        return bootstrap(Bootstrap.usual());
    }

    /** {@return paired bootstrap resampling with so many resamples and that seed} */
    public static PairedTest bootstrap(Bootstrap draws) {
        return new PairedTest(true, Require.nonNull(draws, "draws"));
    }

    /**
     * {@return paired approximate randomisation: 10,000 trials, seed 12345}
     *
     * <p>Riezler and Maxwell, "On Some Pitfalls in Automatic Evaluation and Significance Testing for MT" (2005).
     */
    public static PairedTest approximateRandomization() {
        return approximateRandomization(new Bootstrap(USUAL_TRIALS, Bootstrap.SEED));
    }

    /** {@return paired approximate randomisation with so many trials and that seed} */
    public static PairedTest approximateRandomization(Bootstrap draws) {
        return new PairedTest(false, Require.nonNull(draws, "draws"));
    }

    /**
     * {@return what comes out for each system, in their order}
     *
     * @param metric what the systems are scored by
     * @param systems the hypotheses of each system, the baseline first
     * @param references what they are compared with
     */
    public List<Outcome> compare(CorpusMetric<?> metric, List<List<String>> systems, References references) {
        Require.that(!Require.nonNull(systems, "systems").isEmpty(), "systems", "systems must have a baseline");
        List<SegmentStatistics> statistics = new ArrayList<>();
        systems.forEach(hypotheses -> statistics.add(metric.statistics(hypotheses, references)));
        Signature signature = metric.signature(
                metric.settings(references.count())
                        .with(bootstrap ? "bs" : "ar", draws.resamples())
                        .with("seed", draws.seed()),
                false);
        return bootstrap ? resample(metric, statistics, signature) : shuffle(metric, statistics, signature);
    }

    private List<Outcome> resample(CorpusMetric<?> metric, List<SegmentStatistics> statistics, Signature signature) {
        double[][] scores = metric.resampled(statistics, draws);
        double baseline = metric.combine(statistics.get(0).sums());
        List<Outcome> outcomes = new ArrayList<>();
        for (int system = 0; system < scores.length; system++) {
            double[] sums = statistics.get(system).sums();
            OptionalDouble p = OptionalDouble.empty();
            if (system > 0) {
                double difference = Math.abs(metric.combine(sums) - baseline);
                p = OptionalDouble.of(pValue(scores[system], scores[0], difference, metric.precision()));
            }
            CorpusScore score = metric.result(
                    sums, signature, Optional.of(CorpusMetric.interval(scores[system], metric.precision())));
            outcomes.add(new Outcome(score, p));
        }
        return outcomes;
    }

    private static double pValue(double[] scores, double[] baseline, double difference, Precision in) {
        double[] differences = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            differences[i] = in.of(Math.abs(scores[i] - baseline[i]));
        }
        double mean = NumpyMean.of(differences, in);
        int greater = 0;
        for (double drawn : differences) {
            greater += in.of(drawn - mean) > in.of(difference) ? 1 : 0;
        }
        return pValue(greater, scores.length);
    }

    private List<Outcome> shuffle(CorpusMetric<?> metric, List<SegmentStatistics> statistics, Signature signature) {
        ShuffledSums[] sums = new ShuffledSums[statistics.size()];
        double[] differences = new double[sums.length];
        List<CorpusScore> scores = new ArrayList<>();
        for (int system = 0; system < sums.length; system++) {
            sums[system] = ShuffledSums.of(statistics.get(0), statistics.get(system));
            scores.add(metric.result(statistics.get(system).sums(), signature, Optional.empty()));
            differences[system] =
                    Math.abs(scores.get(0).score() - scores.get(system).score());
        }
        int[] greater = new int[sums.length];
        NumpyGenerator.Coins coins = NumpyGenerator.seeded(draws.seed()).coins();
        boolean[] drawn = new boolean[statistics.get(0).segments()];
        for (int trial = 0; trial < draws.resamples(); trial++) {
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = coins.next();
            }
            for (int system = 1; system < sums.length; system++) {
                sums[system].shuffle(drawn);
                double difference =
                        Math.abs(metric.combine(sums[system].first()) - metric.combine(sums[system].second()));
                greater[system] += difference > differences[system] ? 1 : 0;
            }
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (int system = 0; system < sums.length; system++) {
            outcomes.add(new Outcome(
                    scores.get(system),
                    system == 0
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(pValue(greater[system], draws.resamples()))));
        }
        return outcomes;
    }

    private static double pValue(int greater, int draws) {
        return (greater + 1.0) / (draws + 1.0);
    }

    /**
     * What a test says about a system.
     *
     * @param score its score, with an interval if the test is a bootstrap
     * @param pValue how probable a difference as great is if the system is as good as the baseline; empty for the
     *     baseline itself
     */
    public record Outcome(CorpusScore score, OptionalDouble pValue) {}
}
