package dev.llmops.eval.selfcheck;

import dev.llmops.api.Require;
import dev.llmops.eval.judge.Verdict;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How much a sentence disagrees with other answers to the same question: 0 is agreement, 1 is contradiction.
 *
 * <p>Each method takes what was found for one sentence. Empty where there is nothing to average. (P. Manakul, A. Liusie,
 * M. Gales: SelfCheckGPT, 2023.)
 */
public final class SelfCheckScores {
    private SelfCheckScores() {}

    /**
     * {@return 1 minus the mean over samples of the similarity to the sentence of a sample that fits best}
     *
     * @param similarities for each sample, the similarity of the sentence to each sentence of the sample; samples
     *     without sentences are left out
     */
    public static OptionalDouble similarity(List<List<Double>> similarities) {
        double sum = 0;
        int samples = 0;
        for (List<Double> sample : Require.nonNull(similarities, "similarities")) {
            if (!sample.isEmpty()) {
                double best = Double.NEGATIVE_INFINITY;
                for (double similarity : sample) {
                    best = Math.max(best, similarity);
                }
                sum += best;
                samples++;
            }
        }
        return samples == 0 ? OptionalDouble.empty() : OptionalDouble.of(1 - sum / samples);
    }

    /** {@return the mean probability of contradiction, where nothing but entailment stands against it} */
    public static OptionalDouble contradiction(List<EntailmentScores> samples) {
        double sum = 0;
        for (EntailmentScores sample : Require.nonNull(samples, "samples")) {
            sum += sample.contradictionProbability();
        }
        return samples.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(sum / samples.size());
    }

    /** {@return the mean over what a model said to "does the sample support the sentence?", as SelfCheckGPT reads it} */
    public static OptionalDouble promptedAsOriginal(List<String> replies) {
        return mean(replies.stream().map(SelfCheckScores::original).toList());
    }

    /** {@return the mean over the verdicts: 0 for yes, 1 for no, ½ for unsure} */
    public static OptionalDouble prompted(List<Verdict> verdicts) {
        return mean(verdicts.stream()
                .map(verdict -> switch (verdict) {
                    case YES -> 0.0;
                    case NO -> 1.0;
                    case UNSURE -> 0.5;
                })
                .toList());
    }

    /** The original looks at the first letters only, so that "nothing" and "not sure" are a no. */
    private static double original(String reply) {
        String plain = Verdict.plain(reply);
        if (plain.startsWith("yes")) {
            return 0;
        }
        return plain.startsWith("no") ? 1 : 0.5;
    }

    /** {@return the mean of {@code values}; empty if there are none} */
    static OptionalDouble mean(List<Double> values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return values.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(sum / values.size());
    }
}
