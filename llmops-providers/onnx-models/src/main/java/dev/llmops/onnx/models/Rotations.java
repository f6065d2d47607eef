package dev.llmops.onnx.models;

/** The tables of rotary positions: a row for each position, a column for each pair of a head. */
final class Rotations {
    private final int positions;
    private final int headSize;
    private final double theta;

    Rotations(DecoderShape shape) {
        this.positions = shape.maxPositions();
        this.headSize = shape.headSize();
        this.theta = shape.ropeTheta();
    }

    /** {@return the cosines} */
    float[] cosines() {
        float[] table = new float[positions * (headSize / 2)];
        for (int i = 0; i < table.length; i++) {
            table[i] = (float) Math.cos(angle(i / (headSize / 2), i % (headSize / 2)));
        }
        return table;
    }

    /** {@return the sines} */
    float[] sines() {
        float[] table = new float[positions * (headSize / 2)];
        for (int i = 0; i < table.length; i++) {
            table[i] = (float) Math.sin(angle(i / (headSize / 2), i % (headSize / 2)));
        }
        return table;
    }

    /** {@return by how much a pair is turned at a position} */
    double angle(int position, int pair) {
        return position * Math.pow(theta, -2.0 * pair / headSize);
    }
}
