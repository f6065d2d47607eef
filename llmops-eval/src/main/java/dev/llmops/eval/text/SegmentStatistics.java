package dev.llmops.eval.text;

import java.util.Arrays;

/**
 * The statistics of every segment of a corpus, one row each. Immutable once filled.
 *
 * <p>Kept in single precision too, because that is what sacreBLEU resamples.
 */
final class SegmentStatistics {
    private final int width;
    private final double[] rows;
    private final float[] single;

    SegmentStatistics(int width, double[] rows) {
        this.width = width;
        this.rows = rows;
        this.single = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            single[i] = (float) rows[i];
        }
    }

    /** {@return how many statistics a segment has} */
    int width() {
        return width;
    }

    /** {@return how many segments there are} */
    int segments() {
        return rows.length / width;
    }

    /** {@return the statistics of all segments, segment by segment; not to be changed} */
    double[] rows() {
        return rows;
    }

    /** {@return the sums over all segments} */
    double[] sums() {
        double[] sums = new double[width];
        for (int row = 0; row < rows.length; row += width) {
            for (int i = 0; i < width; i++) {
                sums[i] += rows[row + i];
            }
        }
        return sums;
    }

    /** Puts into {@code sums} the sums over the segments of {@code drawn}, added one by one in single precision. */
    void resample(int[] drawn, float[] sums) {
        Arrays.fill(sums, 0);
        for (int segment : drawn) {
            int row = segment * width;
            for (int i = 0; i < sums.length; i++) {
                sums[i] += single[row + i];
            }
        }
    }

    /** {@return {@code sums} in double precision, which changes no value} */
    static double[] widened(float[] sums) {
        double[] widened = new double[sums.length];
        for (int i = 0; i < sums.length; i++) {
            widened[i] = sums[i];
        }
        return widened;
    }
}
