package dev.llmops.onnx.encoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Divides texts into batches of like length. */
final class TokenBatches {
    private TokenBatches() {}

    /**
     * {@return the places of the texts, the longest first}
     *
     * @param texts the texts
     * @param tokens how many tokens a batch may have, padding included; a longer text is a batch of its own
     */
    static List<int[]> of(List<TokenizedText> texts, int tokens) {
        Integer[] order = new Integer[texts.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingInt((Integer i) -> -texts.get(i).length()));
        List<int[]> batches = new ArrayList<>();
        for (int start = 0; start < order.length; ) {
            int longest = Math.max(1, texts.get(order[start]).length());
            int end = Math.min(order.length, start + Math.max(1, tokens / longest));
            int[] batch = new int[end - start];
            for (int i = 0; i < batch.length; i++) {
                batch[i] = order[start + i];
            }
            batches.add(batch);
            start = end;
        }
        return batches;
    }
}
