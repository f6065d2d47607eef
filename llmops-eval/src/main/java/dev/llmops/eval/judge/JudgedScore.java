package dev.llmops.eval.judge;

import dev.llmops.api.Require;
import dev.llmops.api.model.Usage;
import dev.llmops.eval.Score;
import java.util.List;
import java.util.Locale;

/**
 * What a judge that was asked several times says about one sample.
 *
 * @param values the scores of the answers that could be used, on the scale of the metric
 * @param weighted how many of them are weighted by probability
 * @param failures why the other answers could not be used
 * @param rationale the reason that came with the first usable answer; may be empty
 * @param usage what asking used, failures included
 */
public record JudgedScore(List<Double> values, int weighted, List<String> failures, String rationale, Usage usage) {
    /** Checks and copies the components. */
    public JudgedScore {
        values = List.copyOf(Require.nonNull(values, "values"));
        failures = List.copyOf(Require.nonNull(failures, "failures"));
        Require.nonNull(rationale, "rationale");
        Require.nonNull(usage, "usage");
    }

    /** {@return the mean of the values, with how it came about before the rationale; failed if there are none} */
    public Score score() {
        if (values.isEmpty()) {
            return Score.failed(failures.isEmpty() ? "the judge was not asked" : failures.get(0))
                    .using(usage);
        }
        return Score.of(mean()).because("[" + how() + "] " + rationale, usage);
    }

    /** {@return the mean of the values; NaN if there are none} */
    public double mean() {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.size();
    }

    /** {@return the standard deviation of the values, with n − 1; 0 if there is only one} */
    public double standardDeviation() {
        double mean = mean();
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return values.size() < 2 ? 0 : Math.sqrt(squares / (values.size() - 1));
    }

    /** {@return in words, where the score comes from} */
    public String how() {
        String source = weighted == values.size()
                ? "weighted by probability"
                : weighted == 0 ? "as written" : weighted + " of " + values.size() + " weighted by probability";
        if (values.size() + failures.size() == 1) {
            return source;
        }
        return String.format(
                Locale.ROOT,
                "mean of %d of %d answers, %s, standard deviation %.3f",
                values.size(),
                values.size() + failures.size(),
                source,
                standardDeviation());
    }

    /** Shows counts only. */
    @Override
    public String toString() {
        return "JudgedScore[" + values.size() + " values, " + failures.size() + " failures]";
    }
}
