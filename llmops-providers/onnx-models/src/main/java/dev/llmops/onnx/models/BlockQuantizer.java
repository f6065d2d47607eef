package dev.llmops.onnx.models;

/**
 * Rounds the rows of a matrix to four bits, block by block, as MatMulNBits wants them.
 *
 * <p>A weight is {@code (nibble - 8) * scale}, the low nibble first; the scale is chosen so that the weight furthest
 * from zero is exact. Source: operator documentation of ONNX Runtime, MatMulNBits. Not safe for concurrent use.
 */
final class BlockQuantizer {
    private static final int ZERO = 8;

    private final int block;
    private final int columns;
    private final byte[] packed;
    private final float[] scales;

    /** Creates a quantizer of rows with {@code columns} weights. */
    BlockQuantizer(int columns, int block) {
        this.block = block;
        this.columns = columns;
        int blocks = blocks(columns, block);
        this.packed = new byte[blocks * block / 2];
        this.scales = new float[blocks];
    }

    /** {@return how many blocks a row has; the last one may be filled up with zeros} */
    static int blocks(int columns, int block) {
        return (columns + block - 1) / block;
    }

    /** Rounds one row. */
    void quantize(float[] row) {
        for (int b = 0; b < scales.length; b++) {
            int start = b * block;
            int end = Math.min(columns, start + block);
            float furthest = 0;
            for (int i = start; i < end; i++) {
                furthest = Math.abs(row[i]) > Math.abs(furthest) ? row[i] : furthest;
            }
            float scale = furthest / -ZERO;
            float inverse = scale == 0 ? 0 : 1 / scale;
            scales[b] = scale;
            for (int i = start; i < start + block; i += 2) {
                int low = i < end ? nibble(row[i], inverse) : ZERO;
                int high = i + 1 < end ? nibble(row[i + 1], inverse) : ZERO;
                packed[i / 2] = (byte) (low | high << 4);
            }
        }
    }

    private static int nibble(float weight, float inverse) {
        // Adding before the cut rounds to nearest, since the sum is never negative.
        return Math.min(2 * ZERO - 1, (int) (weight * inverse + (ZERO + 0.5f)));
    }

    /** {@return the nibbles of the row that was rounded last; overwritten by the next one} */
    byte[] packed() {
        return packed;
    }

    /** {@return the scales of the row that was rounded last; overwritten by the next one} */
    float[] scales() {
        return scales;
    }

    /** {@return the weight at {@code column} of the row that was rounded last, as the model will see it} */
    float restored(int column) {
        int nibble = packed[column / 2] >> 4 * (column & 1) & 0xF;
        return (nibble - ZERO) * scales[column / block];
    }
}
