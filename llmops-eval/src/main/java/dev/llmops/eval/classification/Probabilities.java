package dev.llmops.eval.classification;

import dev.llmops.api.Require;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How well numbers tell yes from no: scores that order items, or probabilities of yes. Immutable.
 *
 * <p>Order is judged by {@link #rocAuc} and {@link #averagePrecision}, which take any score; the size of probabilities by
 * {@link #brier}, {@link #logLoss} and {@link #calibrationError}.
 */
public final class Probabilities {
    private final boolean[] actual;
    private final double[] scores;

    private Probabilities(boolean[] actual, double[] scores) {
        this.actual = actual;
        this.scores = scores;
    }

    /**
     * {@return what can be said of the scores}
     *
     * @param actual whether each item is a yes
     * @param scores how much speaks for yes, in the same order; not NaN
     */
    public static Probabilities of(boolean[] actual, double[] scores) {
        Require.that(
                actual.length == scores.length,
                "scores",
                "there must be a score for each item, had " + actual.length + " items and " + scores.length
                        + " scores");
        for (int i = 0; i < scores.length; i++) {
            Require.that(!Double.isNaN(scores[i]), "scores", "scores must be numbers, has NaN at " + i);
        }
        return new Probabilities(actual.clone(), scores.clone());
    }

    /** {@return what is decided if scores of at least {@code threshold} mean yes} */
    public Confusion decide(double threshold) {
        boolean[] decided = new boolean[scores.length];
        for (int i = 0; i < decided.length; i++) {
            decided[i] = scores[i] >= threshold;
        }
        return Confusion.ofOutcomes(actual, decided);
    }

    /**
     * {@return the area under the ROC curve: how likely a random yes scores above a random no, ties counting half; empty
     * unless there are both}
     */
    public OptionalDouble rocAuc() {
        int[] order = order();
        double rankSum = 0;
        double positives = 0;
        for (int start = 0; start < order.length; ) {
            int end = endOfTie(order, start);
            double rank = (start + end + 1) / 2.0;
            for (int i = start; i < end; i++) {
                if (actual[order[i]]) {
                    rankSum += rank;
                    positives++;
                }
            }
            start = end;
        }
        double negatives = order.length - positives;
        if (!(positives > 0 && negatives > 0)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((rankSum - positives * (positives + 1) / 2) / (positives * negatives));
    }

    /**
     * {@return the sum over falling thresholds of the gain in recall times precision, without interpolation; empty unless
     * there is a yes}
     */
    public OptionalDouble averagePrecision() {
        int[] order = order();
        double positives = positives();
        double found = 0;
        double sum = 0;
        for (int end = order.length; end > 0; ) {
            int start = end - 1;
            while (start > 0 && scores[order[start - 1]] == scores[order[end - 1]]) {
                start--;
            }
            double more = 0;
            for (int i = start; i < end; i++) {
                more += actual[order[i]] ? 1 : 0;
            }
            found += more;
            sum += more / positives * (found / (order.length - start));
            end = start;
        }
        return positives > 0 ? OptionalDouble.of(sum) : OptionalDouble.empty();
    }

    /** {@return the mean squared difference of probability and outcome, from 0 to 1; empty without items} */
    public OptionalDouble brier() {
        checkProbabilities();
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            double error = scores[i] - (actual[i] ? 1 : 0);
            sum += error * error;
        }
        return mean(sum);
    }

    /**
     * {@return the mean of minus the natural logarithm of the probability of what is true; empty without items}
     *
     * @param edge how far probabilities are kept from 0 and 1, in (0, 0.5): one that is surely wrong would make the mean
     *     infinite; scikit-learn has 2<sup>-52</sup>
     */
    public OptionalDouble logLoss(double edge) {
        Require.that(edge > 0 && edge < 0.5, "edge", "edge must be in (0, 0.5), was " + edge);
        checkProbabilities();
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            double p = Math.max(edge, Math.min(1 - edge, scores[i]));
            sum -= actual[i] ? StrictMath.log(p) : StrictMath.log1p(-p);
        }
        return mean(sum);
    }

    /**
     * {@return the expected calibration error: the mean distance of probability and share of yes over bins of equal
     * width, weighted by their items; empty without items}
     *
     * <p>A bin holds its upper end, not its lower one, but the first holds 0: Guo et al., "On Calibration of Modern Neural
     * Networks" (2017).
     */
    public OptionalDouble calibrationError(int bins) {
        Require.that(bins > 0, "bins", "bins must be positive, was " + bins);
        checkProbabilities();
        double[] sums = new double[bins];
        double[] hits = new double[bins];
        for (int i = 0; i < scores.length; i++) {
            int bin = bin(scores[i], bins);
            sums[bin] += scores[i];
            hits[bin] += actual[i] ? 1 : 0;
        }
        double error = 0;
        for (int bin = 0; bin < bins; bin++) {
            error += Math.abs(sums[bin] - hits[bin]);
        }
        return mean(error);
    }

    private static int bin(double probability, int bins) {
        int bin = (int) Math.max(0, Math.min(bins - 1, Math.ceil(probability * bins) - 1));
        // The product may round across an edge; the edges themselves decide.
        if (bin > 0 && probability <= (double) bin / bins) {
            return bin - 1;
        }
        return bin < bins - 1 && probability > (bin + 1.0) / bins ? bin + 1 : bin;
    }

    private void checkProbabilities() {
        for (int i = 0; i < scores.length; i++) {
            Require.that(
                    scores[i] >= 0 && scores[i] <= 1,
                    "scores",
                    "scores must be probabilities in [0, 1] for this, was " + scores[i] + " at " + i);
        }
    }

    private double positives() {
        double positives = 0;
        for (boolean yes : actual) {
            positives += yes ? 1 : 0;
        }
        return positives;
    }

    private OptionalDouble mean(double sum) {
        return scores.length > 0 ? OptionalDouble.of(sum / scores.length) : OptionalDouble.empty();
    }

    private int endOfTie(int[] order, int start) {
        int end = start + 1;
        while (end < order.length && scores[order[end]] == scores[order[start]]) {
            end++;
        }
        return end;
    }

    /** {@return the items by rising score} */
    private int[] order() {
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (i, j) -> Double.compare(scores[i], scores[j]));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }
}
