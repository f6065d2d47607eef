package dev.llmops.onnx.encoder;

/** Changes the vector of a text. Safe for concurrent use. */
interface VectorStep {
    /** Brings a vector to length one; the vector of zeros stays. */
    VectorStep NORMALIZE = new VectorStep() {
        @Override
        public int size(int width) {
            return width;
        }

        @Override
        public float[] apply(float[] vector) {
            return normalized(vector);
        }
    };

    /** {@return how long the new vector is; -1 if vectors of this length cannot be taken} */
    int size(int width);

    /** {@return the new vector; the old one may be changed} */
    float[] apply(float[] vector);

    /** {@return {@code vector}, brought to length one} */
    static float[] normalized(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        double length = Math.max(Math.sqrt(squares), 1e-12);
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / length);
        }
        return vector;
    }
}
