package dev.llmops.onnx.decoding;

import java.util.Arrays;

/** The few largest of many logits, in order. */
final class Likeliest {
    private Likeliest() {}

    /** {@return the token with the largest logit, the first of equals; -1 if none is above negative infinity} */
    static int first(float[] logits) {
        int best = -1;
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < logits.length; i++) {
            if (logits[i] > max) {
                max = logits[i];
                best = i;
            }
        }
        return best;
    }

    /** {@return the {@code count} tokens with the largest logits, largest first and the lower id of equals first} */
    static int[] of(float[] logits, int count) {
        int[] tokens = new int[Math.min(count, logits.length)];
        int size = 0;
        for (int i = 0; i < logits.length && tokens.length > 0; i++) {
            float logit = logits[i];
            boolean enters = size < tokens.length ? !Float.isNaN(logit) : logit > logits[tokens[size - 1]];
            if (enters) {
                int at = size < tokens.length ? size++ : size - 1;
                while (at > 0 && logits[tokens[at - 1]] < logit) {
                    tokens[at] = tokens[at - 1];
                    at--;
                }
                tokens[at] = i;
            }
        }
        return size == tokens.length ? tokens : Arrays.copyOf(tokens, size);
    }
}
