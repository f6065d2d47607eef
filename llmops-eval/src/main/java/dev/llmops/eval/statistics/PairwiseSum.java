package dev.llmops.eval.statistics;

/** Adds in the order in which NumPy adds a row: eight strands in blocks of at most 128, blocks in pairs. */
final class PairwiseSum {
    private static final int STRANDS = 8;
    private static final int BLOCK = 128;

    private PairwiseSum() {}

    /** {@return the sum of {@code values} at {@code indices}} */
    static double of(double[] values, int[] indices) {
        return of(values, indices, 0, indices.length);
    }

    private static double of(double[] values, int[] indices, int from, int count) {
        if (count > BLOCK) {
            int half = count / 2 - count / 2 % STRANDS;
            return of(values, indices, from, half) + of(values, indices, from + half, count - half);
        }
        double sum = 0;
        int i = 0;
        if (count >= STRANDS) {
            double[] strands = new double[STRANDS];
            for (; i < count - count % STRANDS; i++) {
                strands[i % STRANDS] += values[indices[from + i]];
            }
            sum = ((strands[0] + strands[1]) + (strands[2] + strands[3]))
                    + ((strands[4] + strands[5]) + (strands[6] + strands[7]));
        }
        for (; i < count; i++) {
            sum += values[indices[from + i]];
        }
        return sum;
    }
}
