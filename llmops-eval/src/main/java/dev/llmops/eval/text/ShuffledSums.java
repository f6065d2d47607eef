package dev.llmops.eval.text;

import java.util.Arrays;

/** The sums of two systems whose segments were exchanged at random. Not safe for concurrent use. */
final class ShuffledSums {
    private final int width;
    private final double[] baseline;
    private final double[] system;
    // Whether sums are exact, so that one may be taken from the other.
    private final boolean exact;
    private final double[] total;
    private final double[] first;
    private final double[] second;

    private ShuffledSums(SegmentStatistics baseline, SegmentStatistics system) {
        this.width = baseline.width();
        this.baseline = baseline.rows();
        this.system = system.rows();
        this.exact = isWhole(this.baseline) && isWhole(this.system);
        this.total = baseline.sums();
        double[] others = system.sums();
        for (int i = 0; i < width; i++) {
            total[i] += others[i];
        }
        this.first = new double[width];
        this.second = new double[width];
    }

    /** {@return sums for those two} */
    static ShuffledSums of(SegmentStatistics baseline, SegmentStatistics system) {
        return new ShuffledSums(baseline, system);
    }

    private static boolean isWhole(double[] rows) {
        return Arrays.stream(rows).allMatch(value -> value == Math.rint(value));
    }

    /** Takes the segments of the baseline where {@code coins} says so, and those of the system elsewhere. */
    void shuffle(boolean[] coins) {
        add(first, coins, true);
        if (exact) {
            for (int i = 0; i < width; i++) {
                second[i] = total[i] - first[i];
            }
        } else {
            add(second, coins, false);
        }
    }

    private void add(double[] sums, boolean[] coins, boolean ofBaseline) {
        Arrays.fill(sums, 0);
        int row = 0;
        for (boolean coin : coins) {
            double[] rows = coin == ofBaseline ? baseline : system;
            for (int i = 0; i < sums.length; i++) {
                sums[i] += rows[row + i];
            }
            row += width;
        }
    }

    /** {@return the sums of what was taken; valid until the next shuffle} */
    double[] first() {
        return first;
    }

    /** {@return the sums of what was left; valid until the next shuffle} */
    double[] second() {
        return second;
    }
}
