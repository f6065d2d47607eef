package dev.llmops.onnx.encoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Divides texts into batches of like length. */
final class TokenBatches {
    /** How many more tokens could be computed while one run more begins; 17 to 24 of all-MiniLM-L6-v2 on two cores. */
    private static final int COST_OF_RUN = 20;

    private TokenBatches() {}

    /**
     * {@return the places of the texts, the longest first}
     *
     * <p>Of all ways to cut the texts, sorted by length, into batches, it is the one that costs least: a batch costs as
     * many tokens as it has, padding included, and the price of a run.
     *
     * @param texts the texts
     * @param tokens how many tokens a batch may have, padding included; a longer text is a batch of its own
     */
    static List<int[]> of(List<TokenizedText> texts, int tokens) {
        Integer[] order = new Integer[texts.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingInt((Integer i) -> -texts.get(i).length()));
        int[] ends = ends(
                Arrays.stream(order)
                        .mapToInt(i -> Math.max(1, texts.get(i).length()))
                        .toArray(),
                tokens);
        List<int[]> batches = new ArrayList<>();
        for (int start = 0; start < order.length; start = ends[start]) {
            batches.add(Arrays.stream(order, start, ends[start])
                    .mapToInt(Integer::intValue)
                    .toArray());
        }
        return batches;
    }

    /** {@return for each place where a batch may begin, where it ends best: the shortest path from the back} */
    private static int[] ends(int[] lengths, int tokens) {
        long[] costs = new long[lengths.length + 1];
        int[] ends = new int[lengths.length];
        for (int start = lengths.length - 1; start >= 0; start--) {
            costs[start] = Long.MAX_VALUE;
            int most = Math.min(lengths.length - start, Math.max(1, tokens / lengths[start]));
            for (int count = 1; count <= most; count++) {
                long cost = COST_OF_RUN + (long) count * lengths[start] + costs[start + count];
                // Of two equal ways the one with the larger batch first.
                if (cost <= costs[start]) {
                    costs[start] = cost;
                    ends[start] = start + count;
                }
            }
        }
        return ends;
    }
}
