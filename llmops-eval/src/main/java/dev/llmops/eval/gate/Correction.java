package dev.llmops.eval.gate;

import java.util.Comparator;
import java.util.stream.IntStream;

/** How the chance of a false alarm is kept over several tests. */
public enum Correction {
    /** Every test for itself: the chance grows with their number. */
    NONE,
    /** Every p is multiplied by the number of tests. */
    BONFERRONI,
    /** Holm's step-down: as safe as Bonferroni and never weaker (Holm, 1979). */
    HOLM;

    /** {@return the p values as they count among each other, in the same order} */
    double[] adjust(double[] p) {
        double[] adjusted = p.clone();
        if (this == NONE) {
            return adjusted;
        }
        int[] order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double least = 0;
        for (int rank = 0; rank < order.length; rank++) {
            int factor = this == BONFERRONI ? p.length : p.length - rank;
            double value = Math.min(1, p[order[rank]] * factor);
            least = this == HOLM ? Math.max(least, value) : value;
            adjusted[order[rank]] = least;
        }
        return adjusted;
    }
}
