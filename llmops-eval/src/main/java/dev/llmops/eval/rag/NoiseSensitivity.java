package dev.llmops.eval.rag;

import dev.llmops.api.Require;
import java.util.List;
import java.util.Optional;

/**
 * How often an answer is wrong because it believed what it was given. Less is better.
 *
 * <p>A passage is relevant if it supports a statement of the reference. A claim of the answer that the reference does
 * not support is wrong. (Definition of Ragas, 2025-12.)
 *
 * @param relevant the share of claims that are wrong and that a relevant passage supports
 * @param irrelevant the share of claims that are wrong and that only other passages support
 */
public record NoiseSensitivity(double relevant, double irrelevant) {
    /**
     * {@return both shares; empty if the answer has no claims or there is no passage}
     *
     * @param right for each claim of the answer, whether the reference supports it
     * @param passageSupportsReference for each statement of the reference, which passages support it
     * @param passageSupportsAnswer for each claim of the answer, which passages support it
     */
    public static Optional<NoiseSensitivity> of(
            List<Boolean> right,
            List<List<Boolean>> passageSupportsReference,
            List<List<Boolean>> passageSupportsAnswer) {
        Require.that(
                right.size() == passageSupportsAnswer.size(),
                "passageSupportsAnswer",
                "there must be a row for each of the " + right.size() + " claims");
        if (right.isEmpty()
                || passageSupportsReference.isEmpty()
                || passageSupportsAnswer.get(0).isEmpty()) {
            return Optional.empty();
        }
        int misled = 0;
        int confused = 0;
        for (int claim = 0; claim < right.size(); claim++) {
            boolean byRelevant = false;
            boolean byOther = false;
            for (int passage = 0; passage < passageSupportsAnswer.get(claim).size(); passage++) {
                boolean supports = passageSupportsAnswer.get(claim).get(passage);
                boolean isRelevant = isRelevant(passageSupportsReference, passage);
                byRelevant |= supports && isRelevant;
                byOther |= supports && !isRelevant;
            }
            misled += byRelevant && !right.get(claim) ? 1 : 0;
            confused += byOther && !byRelevant && !right.get(claim) ? 1 : 0;
        }
        return Optional.of(new NoiseSensitivity((double) misled / right.size(), (double) confused / right.size()));
    }

    private static boolean isRelevant(List<List<Boolean>> supportsReference, int passage) {
        return supportsReference.stream().anyMatch(row -> row.get(passage));
    }
}
