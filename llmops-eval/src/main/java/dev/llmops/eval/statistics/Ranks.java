package dev.llmops.eval.statistics;

import java.util.Arrays;

/** Ranks from 1, equal values sharing the mean of theirs, and the sizes of the groups of equal values. */
final class Ranks {
    private final double[] ranks;
    private final int[] groups;

    private Ranks(double[] ranks, int[] groups) {
        this.ranks = ranks;
        this.groups = groups;
    }

    /** {@return the ranks of {@code values}} */
    static Ranks of(double[] values) {
        int[] order = order(values);
        double[] ranks = new double[values.length];
        int[] groups = new int[values.length];
        int count = 0;
        for (int start = 0; start < order.length; ) {
            int end = start + 1;
            while (end < order.length && values[order[end]] == values[order[start]]) {
                end++;
            }
            for (int i = start; i < end; i++) {
                ranks[order[i]] = (start + end + 1) / 2.0;
            }
            groups[count++] = end - start;
            start = end;
        }
        return new Ranks(ranks, Arrays.copyOf(groups, count));
    }

    private static int[] order(double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (i, j) -> Double.compare(values[i], values[j]));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    double at(int index) {
        return ranks[index];
    }

    double[] all() {
        return ranks;
    }

    /** {@return whether two values are equal} */
    boolean tied() {
        return groups.length < ranks.length;
    }

    /** {@return the sum of t<sup>3</sup> - t over the groups of t equal values} */
    double tieTerm() {
        double sum = 0;
        for (double size : groups) {
            sum += size * size * size - size;
        }
        return sum;
    }

    /** {@return the sizes of the groups of equal values, from the smallest value on} */
    int[] groups() {
        return groups;
    }
}
