package dev.llmops.onnx.decoding;

import java.util.Arrays;

/**
 * The tokens that may be drawn, with their weights.
 *
 * <p>A token's depth is how far its logit lies below the largest, divided by the temperature; its weight is
 * {@code exp(-depth)}, so that the likeliest token has weight 1, and a probability is a weight by the sum of all. What
 * filters need as a whole is found by partial selection: the vocabulary is never sorted. Arrays are kept for the next
 * step. Belongs to one sequence.
 */
final class Candidates {
    /** How many classes of depth the nucleus is looked for in, and how wide each is; what is deeper is in the last. */
    private static final int CLASSES = 512;

    private static final double CLASS_WIDTH = 1.0 / 16;

    private final double[] classWeights = new double[CLASSES];
    private double temperature = 1;
    private float max;

    private long[] keys = new long[64];
    private int[] tokens = new int[64];
    private double[] depths = new double[64];
    private double[] weights = new double[64];
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
                add(i, depth(logits[i]));
            }
        }
    }

    /** Takes the {@code count} likeliest tokens and those as likely as the last of them, likeliest first. */
    void takeBest(float[] logits, int count, double temperature) {
        begin(logits, temperature);
        float least = count < logits.length ? Threshold.of(logits, count) : Float.NEGATIVE_INFINITY;
        int gathered = 0;
        for (int i = 0; i < logits.length; i++) {
            if (logits[i] >= least && logits[i] > Float.NEGATIVE_INFINITY) {
                ensure(gathered + 1);
                keys[gathered++] = key(logits[i], i);
            }
        }
        addSorted(logits, gathered, Double.POSITIVE_INFINITY);
    }

    /**
     * Takes the fewest likeliest tokens that together have the share {@code p} of all weight. Tokens are first put into
     * classes of depth; only the class in which the nucleus ends is sorted.
     */
    void takeNucleus(float[] logits, double p, double temperature) {
        begin(logits, temperature);
        int border = borderClass(logits, p);
        int gathered = 0;
        for (int i = 0; i < logits.length; i++) {
            if (logits[i] > Float.NEGATIVE_INFINITY) {
                double depth = depth(logits[i]);
                int inClass = classOf(depth);
                if (inClass < border) {
                    ensure(size + 1);
                    add(i, depth);
                } else if (inClass == border) {
                    ensure(gathered + 1);
                    keys[gathered++] = key(logits[i], i);
                }
            }
        }
        addSorted(logits, gathered, p * Arrays.stream(classWeights).sum());
    }

    /** {@return the class in which the share {@code p} of all weight is reached} */
    private int borderClass(float[] logits, double p) {
        Arrays.fill(classWeights, 0);
        for (float logit : logits) {
            if (logit > Float.NEGATIVE_INFINITY) {
                double depth = depth(logit);
                classWeights[classOf(depth)] += Exponential.of(-depth);
            }
        }
        double wanted = p * Arrays.stream(classWeights).sum();
        double sum = 0;
        int border = 0;
        while (border < CLASSES - 1 && sum + classWeights[border] < wanted) {
            sum += classWeights[border++];
        }
        return border;
    }

    private static int classOf(double depth) {
        return (int) Math.min(CLASSES - 1, depth / CLASS_WIDTH);
    }

    /** Keeps the fewest likeliest tokens that have the share {@code p} of what is there, which must be sorted. */
    void keepNucleus(double p) {
        double wanted = p * total;
        double sum = 0;
        int kept = 0;
        while (kept < size && (kept == 0 || sum < wanted)) {
            sum += weights[kept++];
        }
        size = kept;
        total = sum;
    }

    /** Keeps tokens that have at least the share {@code minP} of the likeliest one's probability. */
    void keepMinP(double minP) {
        int before = size;
        size = 0;
        total = 0;
        for (int i = 0; i < before; i++) {
            if (weights[i] >= minP) {
                add(tokens[i], depths[i]);
            }
        }
    }

    /** Keeps the tokens whose surprise is nearest to the expected one, until they have the share {@code mass}. */
    void keepTypical(double mass) {
        // The surprise of a token is its depth and a constant, which falls out of the distance to the mean. What has no
        // weight may be infinitely deep, and nothing times infinity is no number.
        double mean = 0;
        for (int i = 0; i < size; i++) {
            mean += weights[i] == 0 ? 0 : weights[i] / total * depths[i];
        }
        double bound = typicalBound(mean, mass * total);
        int before = size;
        size = 0;
        total = 0;
        for (int i = 0; i < before; i++) {
            if (Math.abs(depths[i] - mean) <= bound) {
                add(tokens[i], depths[i]);
            }
        }
    }

    /** {@return the largest distance kept: tokens as far off as the last one needed are kept too} */
    private double typicalBound(double mean, double wanted) {
        // Distances are not negative, so that their bits sort as they do; the low bits make room for the index.
        for (int i = 0; i < size; i++) {
            keys[i] = (long) Float.floatToIntBits((float) Math.abs(depths[i] - mean)) << 32 | i;
        }
        Arrays.sort(keys, 0, size);
        double sum = 0;
        double bound = 0;
        for (int i = 0; i < size && (i == 0 || sum < wanted); i++) {
            int at = (int) keys[i];
            bound = Math.max(bound, Math.abs(depths[at] - mean));
            sum += weights[at];
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

    private double depth(float logit) {
        return logit == max ? 0 : ((double) max - logit) / temperature;
    }

    private void add(int token, double depth) {
        double weight = Exponential.of(-depth);
        tokens[size] = token;
        depths[size] = depth;
        weights[size++] = weight;
        total += weight;
    }

    /** Adds the tokens whose keys have been gathered, likeliest first, until the weight is reached. */
    private void addSorted(float[] logits, int gathered, double wanted) {
        Arrays.sort(keys, 0, gathered);
        ensure(size + gathered);
        for (int i = gathered - 1; i >= 0 && (size == 0 || total < wanted); i--) {
            int token = ~(int) keys[i];
            add(token, depth(logits[token]));
        }
    }

    /** {@return a number that sorts as logits do, and the lower id of equals after the higher} */
    private static long key(float logit, int token) {
        int bits = Float.floatToIntBits(logit + 0.0f);
        int ordered = bits ^ bits >> 31 & Integer.MAX_VALUE;
        return (long) ordered << 32 | ~token & 0xFFFFFFFFL;
    }

    private void ensure(int capacity) {
        if (capacity > tokens.length) {
            int larger = Math.max(capacity, 2 * tokens.length);
            tokens = Arrays.copyOf(tokens, larger);
            keys = Arrays.copyOf(keys, larger);
            depths = Arrays.copyOf(depths, larger);
            weights = Arrays.copyOf(weights, larger);
        }
    }
}
