package dev.llmops.onnx.decoding;

import java.util.Arrays;
import java.util.List;

/** The choice among several answers to one prompt, by mean log-probability of their tokens. */
public final class BestOf {
    private BestOf() {}

    /**
     * {@return the index of the answer with the highest mean log-probability, the first of equals}
     *
     * @param answers the log-probabilities of the tokens of each answer; at least one answer. NaN, of a token that the
     *     model was not asked for, does not count; an answer without any that counts is worse than any other
     */
    public static int index(List<double[]> answers) {
        int best = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < answers.size(); i++) {
            double mean = Arrays.stream(answers.get(i))
                    .filter(logprob -> !Double.isNaN(logprob))
                    .average()
                    .orElse(Double.NEGATIVE_INFINITY);
            if (mean > highest) {
                highest = mean;
                best = i;
            }
        }
        return best;
    }
}
