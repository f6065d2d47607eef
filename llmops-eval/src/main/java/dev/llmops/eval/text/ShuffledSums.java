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
        if (exact) {
            Arrays.fill(first, 0);
            int row = 0;
            for (boolean coin : coins) {
                add(coin ? baseline : system, row, first);
                row += width;
            }
            for (int i = 0; i < width; i++) {
                second[i] = total[i] - first[i];
            }
        } else {
            addEachApart(coins);
        }
    }

    /** The tool adds what it takes of each system apart, in an order that its linear algebra chooses. */
    private void addEachApart(boolean[] coins) {
        double[][] sums = new double[4][width];
        int row = 0;
        for (boolean coin : coins) {
            add(baseline, row, sums[coin ? 0 : 2]);
            add(system, row, sums[coin ? 3 : 1]);
            row += width;
        }
        for (int i = 0; i < width; i++) {
            first[i] = sums[0][i] + sums[1][i];
            second[i] = sums[2][i] + sums[3][i];
        }
    }

    private static void add(double[] rows, int row, double[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += rows[row + i];
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
