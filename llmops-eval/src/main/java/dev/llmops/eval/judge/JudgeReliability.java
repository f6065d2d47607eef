package dev.llmops.eval.judge;

import dev.llmops.api.Require;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How far a judge agrees with itself. Immutable.
 *
 * <p>Bias for a place is systematic: it does not go away with more samples, only with both orders. (L. Shi et al.:
 * Judging the Judges: Position Bias in Pairwise Comparative LLM-as-a-Judge, 2024, for the three questions asked here;
 * fairness is scaled in a simpler way.)
 */
public final class JudgeReliability {
    private final int pairs;
    private final int failed;
    private final int consistent;
    private final double lean;

    private JudgeReliability(int pairs, int failed, int consistent, double lean) {
        this.pairs = pairs;
        this.failed = failed;
        this.consistent = consistent;
        this.lean = lean;
    }

    /** {@return what {@code verdicts} tell; those from one order tell nothing, and failed ones are counted apart} */
    public static JudgeReliability of(List<PairVerdict> verdicts) {
        int pairs = 0;
        int failed = 0;
        int consistent = 0;
        double lean = 0;
        for (PairVerdict verdict : Require.nonNull(verdicts, "verdicts")) {
            if (verdict.failure().isPresent()) {
                failed++;
            } else if (verdict.forward().isPresent() && verdict.backward().isPresent()) {
                pairs++;
                consistent += verdict.isConsistent().orElse(false) ? 1 : 0;
                // The share of the last place, less that of the first: 0 if the judge means the answers.
                lean += verdict.backward().get().outcome()
                        - verdict.forward().get().outcome();
            }
        }
        return new JudgeReliability(pairs, failed, consistent, lean);
    }

    /** {@return how many pairs were judged in both orders} */
    public int pairs() {
        return pairs;
    }

    /** {@return how many pairs have no verdict} */
    public int failed() {
        return failed;
    }

    /** {@return the share of pairs on which both orders agree; empty without pairs} */
    public OptionalDouble positionConsistency() {
        return pairs == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) consistent / pairs);
    }

    /**
     * {@return which place the judge favours, from −1, always the first, to 1, always the last; empty without pairs}
     *
     * <p>0 is fair: verdicts that flip with the order, if there are any, favour both places alike.
     */
    public OptionalDouble preferenceFairness() {
        return pairs == 0 ? OptionalDouble.empty() : OptionalDouble.of(lean / pairs);
    }

    /**
     * {@return how often a judge that is asked again says the same: the mean over items of the share of its commonest
     * verdict; empty if no item has two}
     *
     * @param verdictsByItem the verdicts on each item; items with fewer than two tell nothing
     */
    public static OptionalDouble repetitionStability(List<? extends List<?>> verdictsByItem) {
        double sum = 0;
        int items = 0;
        for (List<?> verdicts : Require.nonNull(verdictsByItem, "verdictsByItem")) {
            if (verdicts.size() > 1) {
                Map<Object, Integer> counts = new HashMap<>();
                int most = 0;
                for (Object verdict : verdicts) {
                    most = Math.max(most, counts.merge(verdict, 1, Integer::sum));
                }
                sum += (double) most / verdicts.size();
                items++;
            }
        }
        return items == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / items);
    }

    /** Shows the figures. */
    @Override
    public String toString() {
        return "JudgeReliability[pairs=" + pairs + ", failed=" + failed + ", consistency=" + positionConsistency()
                + ", fairness=" + preferenceFairness() + "]";
    }
}
