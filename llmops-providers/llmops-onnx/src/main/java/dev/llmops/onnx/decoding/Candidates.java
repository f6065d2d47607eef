package dev.llmops.onnx.decoding;

import java.util.Arrays;

/**
 * The tokens that may be drawn, with their weights.
 *
 * <p>A weight is {@code exp((logit - max) / temperature)}: the likeliest token has weight 1, and a probability is a
 * weight by the sum of all. What filters need as a whole is found by partial selection: the vocabulary is never
 * sorted. Arrays are kept for the next step. Belongs to one sequence.
 */
final class Candidates {
    /** How far below the largest the nucleus is looked for first, in natural logarithms; doubled until found. */
    private static final double FIRST_DEPTH = 4;

    private double temperature = 1;
    private float max;

    private long[] keys = new long[64];
    private int[] tokens = new int[64];
    private double[] weights = new double[64];
    private double[] surprise = new double[0];
    private int size;
    private double total;

    int size() {
        return size;
    }

    int token(int index) {
        return tokens[index];
    }

    /** {@return the probability of a candidate among the candidates} */
    double probability(int index) {
        return weights[index] / total;
    }

    /** Takes every token whose logit is above negative infinity, by id. */
    void takeAll(float[] logits, double temperature) {
        begin(logits, temperature);
        ensure(logits.length);
        for (int i = 0; i < logits.length; i++) {
            if (logits[i] > Float.NEGATIVE_INFINITY) {
                tokens[size] = i;
                double weight = weight(logits[i]);
                weights[size++] = weight;
                total += weight;
            }
        }
    }

    /** Takes the {@code count} likeliest tokens and those as likely as the last of them, likeliest first. */
    void takeBest(float[] logits, int count, double temperature) {
        begin(logits, temperature);
        float least = count < logits.length ? Threshold.of(logits, count) : Float.NEGATIVE_INFINITY;
        gather(logits, least);
    }

    /** Takes the fewest likeliest tokens that together have the share {@code p} of all weight, likeliest first. */
    void takeNucleus(float[] logits, double p, double temperature) {
        begin(logits, temperature);
        double all = 0;
        for (float logit : logits) {
            if (logit > Float.NEGATIVE_INFINITY) {
                all += weight(logit);
            }
        }
        double depth = FIRST_DEPTH;
        do {
            float least = (float) (max - depth * temperature);
            size = 0;
            total = 0;
            gather(logits, least);
            depth *= 2;
        } while (total < p * all && depth < 1e4);
        cutNucleus(p * all);
    }

    /** Keeps the fewest likeliest tokens that have the share {@code p} of what is there. */
    void keepNucleus(double p) {
        cutNucleus(p * total);
    }

    /** Keeps tokens that have at least the share {@code minP} of the likeliest one's probability. */
    void keepMinP(double minP) {
        int kept = 0;
        total = 0;
        for (int i = 0; i < size; i++) {
            if (weights[i] >= minP) {
                tokens[kept] = tokens[i];
                weights[kept] = weights[i];
                total += weights[kept++];
            }
        }
        size = kept;
    }

    /** Keeps the tokens whose surprise is nearest to the expected one, until they have the share {@code mass}. */
    void keepTypical(double mass) {
        if (surprise.length < size) {
            surprise = new double[weights.length];
        }
        double entropy = 0;
        for (int i = 0; i < size; i++) {
            double p = weights[i] / total;
            surprise[i] = p > 0 ? -Math.log(p) : Double.POSITIVE_INFINITY;
            entropy += p > 0 ? p * surprise[i] : 0;
        }
        for (int i = 0; i < size; i++) {
            surprise[i] = Math.abs(surprise[i] - entropy);
        }
        double bound = typicalBound(mass * total);
        int kept = 0;
        total = 0;
        for (int i = 0; i < size; i++) {
            if (surprise[i] <= bound) {
                tokens[kept] = tokens[i];
                weights[kept] = weights[i];
                total += weights[kept++];
            }
        }
        size = kept;
    }

    /** {@return the largest distance kept: tokens as far off as the last one needed are kept too} */
    private double typicalBound(double wanted) {
        // Distances are not negative, so that their bits sort as they do; the low bits make room for the index.
        for (int i = 0; i < size; i++) {
            keys[i] = (long) Float.floatToIntBits((float) surprise[i]) << 32 | i;
        }
        Arrays.sort(keys, 0, size);
        double sum = 0;
        double bound = 0;
        for (int i = 0; i < size; i++) {
            int at = (int) keys[i];
            bound = Math.max(bound, surprise[at]);
            sum += weights[at];
            if (sum >= wanted) {
                break;
            }
        }
        return bound;
    }

    /** {@return the token that {@code u}, in [0, 1), falls on} */
    int draw(double u) {
        double left = u * total;
        for (int i = 0; i < size; i++) {
            left -= weights[i];
            if (left < 0) {
                return tokens[i];
            }
        }
        return lastWithWeight();
    }

    /** Rounding may leave a crumb behind the last token. */
    private int lastWithWeight() {
        for (int i = size - 1; i > 0; i--) {
            if (weights[i] > 0) {
                return tokens[i];
            }
        }
        return tokens[0];
    }

    private void begin(float[] logits, double temperature) {
        this.temperature = temperature;
        max = LogSoftmax.max(logits);
        size = 0;
        total = 0;
    }

    private double weight(float logit) {
        return logit == max ? 1 : Math.exp(((double) logit - max) / temperature);
    }

    private void gather(float[] logits, float least) {
        for (int i = 0; i < logits.length; i++) {
            float logit = logits[i];
            if (logit >= least && logit > Float.NEGATIVE_INFINITY) {
                ensure(size + 1);
                keys[size++] = key(logit, i);
            }
        }
        Arrays.sort(keys, 0, size);
        for (int i = 0; i < size; i++) {
            int token = ~(int) keys[size - 1 - i];
            tokens[i] = token;
            weights[i] = weight(logits[token]);
            total += weights[i];
        }
    }

    /** {@return a number that sorts as logits do, and the lower id of equals after the higher} */
    private static long key(float logit, int token) {
        int bits = Float.floatToIntBits(logit + 0.0f);
        int ordered = bits ^ bits >> 31 & Integer.MAX_VALUE;
        return (long) ordered << 32 | ~token & 0xFFFFFFFFL;
    }

    private void cutNucleus(double wanted) {
        double sum = 0;
        int kept = 0;
        while (kept < size && (kept == 0 || sum < wanted)) {
            sum += weights[kept++];
        }
        size = kept;
        total = sum;
    }

    private void ensure(int capacity) {
        if (capacity > tokens.length) {
            int larger = Math.max(capacity, 2 * tokens.length);
            tokens = Arrays.copyOf(tokens, larger);
            keys = Arrays.copyOf(keys, larger);
            weights = Arrays.copyOf(weights, larger);
        }
    }
}
