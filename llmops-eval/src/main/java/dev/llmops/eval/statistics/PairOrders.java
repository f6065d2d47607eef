package dev.llmops.eval.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How many pairs of measurements are in the same order on both sides, and how many in opposite order.
 *
 * <p>Sorted by one side, the pairs in opposite order are the inversions of the other, which a merge sort counts: n log n
 * steps. W. R. Knight, "A computer method for calculating Kendall's tau with ungrouped data" (1966).
 *
 * @param concordant pairs in the same order; ties on either side are none
 * @param discordant pairs in opposite order
 */
record PairOrders(long concordant, long discordant) {
    static PairOrders of(double[] a, double[] b) {
        int[] order = IntStream.range(0, a.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> plain(a[i])).thenComparingDouble(i -> plain(b[i])))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] left = Arrays.stream(order).mapToDouble(i -> a[i]).toArray();
        double[] right = Arrays.stream(order).mapToDouble(i -> b[i]).toArray();
        long ties = ties(left, left) - ties(left, right);
        long discordant = sort(right, new double[right.length], 0, right.length);
        ties += ties(right, right);
        long pairs = (long) a.length * (a.length - 1) / 2;
        return new PairOrders(pairs - ties - discordant, discordant);
    }

    /** {@return the number, with one zero instead of two} */
    private static double plain(double number) {
        return number + 0.0;
    }

    /** {@return how many pairs are equal in both of two arrays in which equal ones are neighbours} */
    private static long ties(double[] one, double[] other) {
        long ties = 0;
        long equal = 0;
        for (int i = 1; i < one.length; i++) {
            equal = one[i] == one[i - 1] && other[i] == other[i - 1] ? equal + 1 : 0;
            ties += equal;
        }
        return ties;
    }

    /** Sorts a part of {@code numbers}, and {@return how many pairs of it were in the wrong order} */
    private static long sort(double[] numbers, double[] scratch, int from, int to) {
        if (to - from < 2) {
            return 0;
        }
        int middle = (from + to) >>> 1;
        long inversions = sort(numbers, scratch, from, middle) + sort(numbers, scratch, middle, to);
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            if (right == to || left < middle && numbers[left] <= numbers[right]) {
                scratch[i] = numbers[left++];
            } else {
                scratch[i] = numbers[right++];
                inversions += middle - left;
            }
        }
        System.arraycopy(scratch, from, numbers, from, to - from);
        return inversions;
    }
}
