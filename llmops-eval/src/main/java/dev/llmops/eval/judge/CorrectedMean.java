package dev.llmops.eval.judge;

import dev.llmops.api.Require;
import dev.llmops.eval.statistics.Distributions;
import dev.llmops.eval.statistics.Interval;
import java.util.Arrays;
import java.util.Optional;

/**
 * A mean of human judgements, estimated from few of them and many of a judge.
 *
 * <p>The mean of the judge is corrected by how far the judge is off where people judged too, so the estimate is right on
 * average however biased the judge is. The better the judge, the narrower the interval. Intervals are those of large
 * samples: with fewer than some 50 human judgements, or fewer than some 20 on which judge and people differ, they are
 * too narrow. (A. Angelopoulos et al.: Prediction-Powered Inference,
 * 2023; A. Angelopoulos, J. Duchi, T. Zrnic: PPI++, 2023.)
 *
 * @param mean the estimate
 * @param interval where the mean of people lies
 * @param weight how much the judge counts: 1 in full, 0 not at all
 * @param labelled how many items people judged
 * @param others how many items only the judge has seen
 */
public record CorrectedMean(double mean, Interval interval, double weight, int labelled, int others) {
    /** {@return the estimate in which the judge counts in full; empty with fewer than two items of either kind} */
    public static Optional<CorrectedMean> plain(
            double[] human, double[] judge, double[] otherJudge, double confidence) {
        return of(human, judge, otherJudge, confidence, 1);
    }

    /**
     * {@return the estimate in which the judge counts as much as it is worth; empty with fewer than two items of either
     * kind}
     *
     * @param human what people say
     * @param judge what the judge says about the same items
     * @param otherJudge what the judge says about other items from the same source
     * @param confidence how sure the interval shall be, in (0, 1)
     */
    public static Optional<CorrectedMean> tuned(
            double[] human, double[] judge, double[] otherJudge, double confidence) {
        if (human.length < 2 || otherJudge.length < 2) {
            return Optional.empty();
        }
        checkPaired(human, judge);
        double ratio = (double) human.length / otherJudge.length;
        double spread = variance(judge, otherJudge);
        double weight = spread == 0 ? 0 : covariance(human, judge) / ((1 + ratio) * spread);
        return of(human, judge, otherJudge, confidence, Math.max(0, Math.min(1, weight)));
    }

    private static Optional<CorrectedMean> of(
            double[] human, double[] judge, double[] otherJudge, double confidence, double weight) {
        checkPaired(human, judge);
        Require.that(confidence > 0 && confidence < 1, "confidence", "confidence must be in (0, 1), was " + confidence);
        checkFinite(otherJudge, "otherJudge");
        if (human.length < 2 || otherJudge.length < 2) {
            return Optional.empty();
        }
        double[] off = new double[human.length];
        for (int i = 0; i < off.length; i++) {
            off[i] = human[i] - weight * judge[i];
        }
        double mean = weight * mean(otherJudge) + mean(off);
        double variance = weight * weight * covariance(otherJudge, otherJudge) / otherJudge.length
                + covariance(off, off) / off.length;
        double reach = Distributions.normalQuantile(0.5 + confidence / 2) * Math.sqrt(variance);
        return Optional.of(new CorrectedMean(
                mean, new Interval(mean - reach, mean + reach), weight, human.length, otherJudge.length));
    }

    private static void checkPaired(double[] human, double[] judge) {
        Require.that(
                human.length == judge.length,
                "judge",
                "there must be as many scores of the judge as of people, were " + judge.length + " and "
                        + human.length);
        checkFinite(human, "human");
        checkFinite(judge, "judge");
    }

    private static void checkFinite(double[] scores, String name) {
        Require.that(Arrays.stream(scores).allMatch(Double::isFinite), name, "scores must be finite");
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double covariance(double[] one, double[] other) {
        double mean = mean(one);
        double otherMean = mean(other);
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (one[i] - mean) * (other[i] - otherMean);
        }
        return sum / (one.length - 1);
    }

    private static double variance(double[] one, double[] other) {
        double[] all = new double[one.length + other.length];
        System.arraycopy(one, 0, all, 0, one.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return covariance(all, all);
    }
}
