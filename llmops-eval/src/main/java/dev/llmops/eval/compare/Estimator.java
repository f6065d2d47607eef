package dev.llmops.eval.compare;

import dev.llmops.eval.compare.RunScores.ItemScore;
import dev.llmops.eval.statistics.Bootstrap;
import dev.llmops.eval.statistics.EffectSize;
import dev.llmops.eval.statistics.Interval;
import dev.llmops.eval.statistics.McNemar;
import dev.llmops.eval.statistics.PairedProportions;
import dev.llmops.eval.statistics.Power;
import dev.llmops.eval.statistics.Resampled;
import dev.llmops.eval.statistics.SignFlipTest;
import dev.llmops.eval.statistics.Summary;
import dev.llmops.eval.statistics.TTest;
import dev.llmops.eval.statistics.TestResult;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Chooses the test for the pairs of one metric and computes it.
 *
 * @param resamples of bootstraps
 * @param flips of sampled permutation tests
 * @param seed of both
 */
record Estimator(int resamples, int flips, long seed) {
    /** Beyond so many pairs the t-test takes over from permutations, which by then say the same. */
    private static final int PERMUTED_UP_TO = 20_000;

    /** {@return the difference of the means} */
    Estimate ofMeans(List<ItemScore> base, List<ItemScore> candidate) {
        if (repeated(base) || repeated(candidate)) {
            double[][] rows = rows(base, candidate, score -> new double[] {score.sum(), score.values()});
            return resampled(TestKind.CLUSTER_BOOTSTRAP, rows, sums -> sums[0] / sums[1]);
        }
        return binary(base) && binary(candidate) ? ofOutcomes(base, candidate) : ofValues(base, candidate);
    }

    /** {@return the difference of the scores of both corpora} */
    Estimate ofCorpora(List<ItemScore> base, List<ItemScore> candidate, ToDoubleFunction<double[]> combine) {
        boolean repeated = repeated(base) || repeated(candidate);
        double[][] rows = rows(base, candidate, ItemScore::statistics);
        return resampled(repeated ? TestKind.CLUSTER_BOOTSTRAP : TestKind.BOOTSTRAP, rows, combine);
    }

    private static boolean repeated(List<ItemScore> scores) {
        return scores.stream().anyMatch(score -> score.values() > 1);
    }

    private static boolean binary(List<ItemScore> scores) {
        return scores.stream().allMatch(ItemScore::binary);
    }

    private static Estimate ofOutcomes(List<ItemScore> base, List<ItemScore> candidate) {
        long[][] table = new long[2][2];
        for (int i = 0; i < base.size(); i++) {
            table[(int) candidate.get(i).sum()][(int) base.get(i).sum()]++;
        }
        PairedProportions shares = new PairedProportions(table[1][1], table[1][0], table[0][1], table[0][0]);
        McNemar test = new McNemar(table[1][0], table[0][1]);
        double n = base.size();
        // Half an item more on either side: where no pair differs the true rate is small, not zero.
        double share = (test.discordant() + 1) / (n + 1);
        double deviation = StrictMath.sqrt(Math.max(0, share - shares.difference() * shares.difference()));
        return new Estimate(
                TestKind.MCNEMAR_EXACT,
                base.size(),
                (table[1][1] + table[0][1]) / n,
                (table[1][1] + table[1][0]) / n,
                test.exact().p(),
                shares::interval,
                EffectSize.cohenPaired(differences(base, candidate)),
                OptionalDouble.of(Power.USUAL.detectable(base.size(), deviation)));
    }

    private Estimate ofValues(List<ItemScore> base, List<ItemScore> candidate) {
        double[] differences = differences(base, candidate);
        Summary summary = Summary.of(differences);
        double deviation = summary.deviation().orElse(0);
        Optional<TTest> t = TTest.ofDifferences(differences);
        boolean permuted = differences.length <= PERMUTED_UP_TO;
        double p = permuted
                ? SignFlipTest.ofDifferences(differences, flips, seed)
                        .map(TestResult::p)
                        .orElse(1.0)
                : t.map(TTest::p).orElse(1.0);
        return new Estimate(
                permuted ? TestKind.PERMUTATION : TestKind.T_TEST,
                differences.length,
                mean(base),
                mean(candidate),
                p,
                confidence -> t.map(test -> test.interval(confidence)).orElse(new Interval(0, 0)),
                EffectSize.cohenPaired(differences),
                deviation > 0
                        ? OptionalDouble.of(Power.USUAL.detectable(differences.length, deviation))
                        : OptionalDouble.empty());
    }

    private static double[] differences(List<ItemScore> base, List<ItemScore> candidate) {
        double[] differences = new double[base.size()];
        Arrays.setAll(differences, i -> candidate.get(i).mean() - base.get(i).mean());
        return differences;
    }

    private static double mean(List<ItemScore> scores) {
        double sum = 0;
        for (ItemScore score : scores) {
            sum += score.mean();
        }
        return sum / scores.size();
    }

    private static double[][] rows(
            List<ItemScore> base, List<ItemScore> candidate, Function<ItemScore, double[]> statistics) {
        double[][] rows = new double[base.size()][];
        for (int i = 0; i < rows.length; i++) {
            double[] left = statistics.apply(base.get(i));
            double[] right = statistics.apply(candidate.get(i));
            rows[i] = Arrays.copyOf(left, left.length + right.length);
            System.arraycopy(right, 0, rows[i], left.length, right.length);
        }
        return rows;
    }

    private Estimate resampled(TestKind kind, double[][] rows, ToDoubleFunction<double[]> combine) {
        int half = rows[0].length / 2;
        ToDoubleFunction<double[]> first = sums -> combine.applyAsDouble(Arrays.copyOf(sums, half));
        ToDoubleFunction<double[]> second = sums -> combine.applyAsDouble(Arrays.copyOfRange(sums, half, 2 * half));
        Resampled delta = new Bootstrap(resamples, seed)
                .sums(rows, sums -> second.applyAsDouble(sums) - first.applyAsDouble(sums));
        double[] total = new double[2 * half];
        for (double[] row : rows) {
            for (int i = 0; i < total.length; i++) {
                total[i] += row[i];
            }
        }
        double error = delta.error().orElse(0);
        return new Estimate(
                kind,
                rows.length,
                first.applyAsDouble(total),
                second.applyAsDouble(total),
                p(delta, rows.length),
                confidence -> delta.percentile(confidence).orElse(new Interval(Double.NaN, Double.NaN)),
                error > 0
                        ? OptionalDouble.of(delta.estimate() / error / StrictMath.sqrt(rows.length))
                        : OptionalDouble.empty(),
                error > 0 ? OptionalDouble.of(Power.USUAL.detectable(error)) : OptionalDouble.empty());
    }

    /**
     * {@return the p-value of the resamples, not below that of {@code pairs} differences of one sign}
     *
     * <p>Where few pairs differ much alike, resamples hardly vary, and their share alone would prove a difference with
     * two pairs.
     */
    private static double p(Resampled delta, int pairs) {
        double p = delta.p().orElse(Double.NaN);
        boolean none = Double.compare(Math.abs(delta.estimate()), 0) == 0;
        return none && !Double.isNaN(p) ? 1 : Math.max(p, StrictMath.pow(2, 1.0 - pairs));
    }
}
