package dev.llmops.eval.text;

/** The mean as NumPy adds it up: in pairs of halves, and in eight sums within blocks. */
final class NumpyMean {
    private static final int BLOCK = 128;
    private static final int SUMS = 8;

    private NumpyMean() {}

    /** {@return the mean of {@code values}, which are of precision {@code in}, and so is the mean} */
    static double of(double[] values, Precision in) {
        return in.of(sum(values, 0, values.length, in) / values.length);
    }

    private static double sum(double[] values, int from, int count, Precision in) {
        if (count > BLOCK) {
            int half = count / 2;
            half -= half % SUMS;
            return in.of(sum(values, from, half, in) + sum(values, from + half, count - half, in));
        }
        int whole = count < SUMS ? 0 : count - count % SUMS;
        double sum = whole == 0 ? 0 : block(values, from, whole, in);
        for (int i = whole; i < count; i++) {
            sum = in.of(sum + values[from + i]);
        }
        return sum;
    }

    private static double block(double[] values, int from, int count, Precision in) {
        double[] sums = new double[SUMS];
        for (int i = 0; i < count; i++) {
            sums[i % SUMS] = in.of(sums[i % SUMS] + values[from + i]);
        }
        for (int step = 1; step < SUMS; step *= 2) {
            for (int i = 0; i < SUMS; i += 2 * step) {
                sums[i] = in.of(sums[i] + sums[i + step]);
            }
        }
        return sums[0];
    }
}
