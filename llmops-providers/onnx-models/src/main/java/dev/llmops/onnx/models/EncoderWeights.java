package dev.llmops.onnx.models;

/** The random weights of an encoder, by the names that exports use. Immutable. */
final class EncoderWeights {
    private final EncoderShape shape;
    private final long seed;

    EncoderWeights(EncoderShape shape, long seed) {
        this.shape = shape;
        this.seed = seed;
    }

    /** {@return a linear layer of {@code layer}: {@code query, key, value, output, intermediate, result}} */
    Linear linear(int layer, String part) {
        int rows = part.equals("intermediate") ? shape.intermediate() : shape.hidden();
        int columns = part.equals("result") ? shape.intermediate() : shape.hidden();
        return linear("encoder.layer." + layer + "." + part, rows, columns);
    }

    /** {@return a linear layer after the encoder} */
    Linear linear(String name, int rows, int columns) {
        return new Linear(name, rows, columns, this);
    }

    /** {@return the scales of a norm} */
    float[] scales(String norm) {
        return new RandomTensor(seed, norm + ".weight", 1, 0.1f).first(shape.hidden());
    }

    /** {@return what a norm adds} */
    float[] shifts(String norm) {
        return new RandomTensor(seed, norm + ".bias", 0, 0.1f).first(shape.hidden());
    }

    /** {@return a table with {@code rows} vectors: {@code word, position, token_type}} */
    float[] table(String name, int rows) {
        return new RandomTensor(seed, "embeddings." + name + "_embeddings", 0, 1).first(rows * shape.hidden());
    }

    /**
     * The weights of a linear layer.
     *
     * @param name what it is called
     * @param rows how many outputs it has
     * @param columns how many inputs it has
     * @param weights where the numbers come from
     */
    record Linear(String name, int rows, int columns, EncoderWeights weights) {
        /** {@return the matrix, a row for each output} */
        Matrix matrix() {
            // Larger than what keeps the size, or attention would be even and classes all alike.
            float deviation = (float) (2 / Math.sqrt(columns));
            return Matrix.random(new RandomTensor(weights.seed, name + ".weight", 0, deviation), rows, columns);
        }

        /** {@return what is added} */
        float[] bias() {
            return new RandomTensor(weights.seed, name + ".bias", 0, 0.1f).first(rows);
        }
    }
}
