package dev.llmops.eval.selfcheck;

import dev.llmops.api.Require;

/**
 * What a model of textual entailment says about two texts, as logits.
 *
 * <p>A third class, for texts that neither follow nor contradict, is left out.
 *
 * @param entailment how much speaks for the second text following from the first
 * @param contradiction how much speaks for the second text contradicting the first
 */
public record EntailmentScores(double entailment, double contradiction) {
    /** Checks that both are numbers. */
    public EntailmentScores {
        Require.that(!Double.isNaN(entailment), "entailment", "entailment must be a number");
        Require.that(!Double.isNaN(contradiction), "contradiction", "contradiction must be a number");
    }

    /** {@return the probability of contradiction, where nothing but entailment stands against it} */
    public double contradictionProbability() {
        return 1 / (1 + Math.exp(entailment - contradiction));
    }
}
