package dev.llmops.eval.rag;

import dev.llmops.api.Require;
import dev.llmops.eval.judge.Verdict;
import java.util.List;
import java.util.Locale;

/**
 * Scores from words of verdicts as DeepEval 4.1 computes them.
 *
 * <p>Verdicts are the words as the judge wrote them. Compared without case and without white space around them, except
 * by {@link #contextRecall}.
 */
public final class DeepEvalScores {
    private DeepEvalScores() {}

    /** {@return the share of claims whose verdict is not "no"; 1 without claims} */
    public static double faithfulness(List<String> verdicts) {
        return verdicts.isEmpty() ? 1 : (double) (verdicts.size() - count(verdicts, "no")) / verdicts.size();
    }

    /** {@return the share of claims whose verdict is neither "no" nor "idk"; 1 without claims} */
    public static double faithfulnessPenalizingUnsure(List<String> verdicts) {
        long unfaithful = count(verdicts, "no") + count(verdicts, "idk");
        return verdicts.isEmpty() ? 1 : (double) (verdicts.size() - unfaithful) / verdicts.size();
    }

    /** {@return the share of statements whose verdict is not "no"; 1 without statements} */
    public static double answerRelevance(List<String> verdicts) {
        return faithfulness(verdicts);
    }

    /** {@return the mean precision at the ranks of passages with "yes"; 0 if there are none} */
    public static double contextPrecision(List<String> verdicts) {
        double[] sums = RagScores.precisionSums(
                verdicts.stream().map(word -> Verdict.plain(word).equals("yes")).toList());
        return sums[1] == 0 ? 0 : sums[0] / sums[1];
    }

    /** {@return the share of sentences whose verdict is "yes" without white space around it; 0 without sentences} */
    public static double contextRecall(List<String> verdicts) {
        long attributed = verdicts.stream()
                .filter(word -> word.toLowerCase(Locale.ROOT).equals("yes"))
                .count();
        return verdicts.isEmpty() ? 0 : (double) attributed / verdicts.size();
    }

    /** {@return the share of passages that the answer contradicts, whose verdict is "no"; 0 without passages} */
    public static double hallucination(List<String> verdicts) {
        return verdicts.isEmpty() ? 0 : (double) count(verdicts, "no") / verdicts.size();
    }

    /** {@return the share of opinions that are biased or toxic, whose verdict is "yes"; 0 without opinions} */
    public static double shareOfYes(List<String> verdicts) {
        return verdicts.isEmpty() ? 0 : (double) count(verdicts, "yes") / verdicts.size();
    }

    /** {@return {@code score} of a metric where more is better, or 0 unless it is perfect} */
    public static double strict(double score) {
        return score < 1 ? 0 : score;
    }

    /** {@return {@code score} of a metric where less is better, or 1 unless it is perfect} */
    public static double strictLower(double score) {
        return score > 0 ? 1 : score;
    }

    private static long count(List<String> verdicts, String word) {
        return Require.nonNull(verdicts, "verdicts").stream()
                .filter(verdict -> Verdict.plain(verdict).equals(word))
                .count();
    }
}
