package dev.llmops.eval.text;

import dev.llmops.api.Require;
import java.util.List;
import java.util.OptionalDouble;

/**
 * pass@k: how likely one of k attempts at a task is right, estimated without bias from n attempts.
 *
 * <p>Chen et al., "Evaluating Large Language Models Trained on Code" (2021).
 */
public final class PassAtK {
    private PassAtK() {}

    /**
     * {@return 1 − C(n − c, k) / C(n, k), as a product that does not overflow}
     *
     * <p>With fewer attempts than {@code k} the formula gives 1, right or not; {@link #mean} leaves such tasks out.
     *
     * @param n how many attempts were made, at least 1
     * @param c how many of them were right
     * @param k how many attempts count, at least 1
     */
    public static double estimate(int n, int c, int k) {
        Require.inRange(n, 1, Integer.MAX_VALUE - 1, "n");
        Require.inRange(c, 0, n, "c");
        Require.inRange(k, 1, Integer.MAX_VALUE, "k");
        if (n - c < k) {
            return 1;
        }
        double allWrong = 1;
        for (int i = n - c + 1; i <= n; i++) {
            allWrong *= 1 - (double) k / i;
        }
        return 1 - allWrong;
    }

    /** {@return the mean over the tasks with at least {@code k} attempts; empty if there is none} */
    public static OptionalDouble mean(List<Attempts> tasks, int k) {
        return tasks.stream()
                .filter(task -> task.made() >= k)
                .mapToDouble(task -> estimate(task.made(), task.right(), k))
                .average();
    }

    /**
     * What came of the attempts at one task.
     *
     * @param made how many there were, at least 1
     * @param right how many of them were right
     */
    public record Attempts(int made, int right) {
        /** Checks the numbers. */
        public Attempts {
            Require.inRange(made, 1, Integer.MAX_VALUE - 1, "made");
            Require.inRange(right, 0, made, "right");
        }
    }
}
