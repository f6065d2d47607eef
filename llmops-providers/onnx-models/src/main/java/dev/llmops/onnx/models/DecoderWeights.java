package dev.llmops.onnx.models;

/**
 * The random weights of a decoder, by the names that exports use.
 *
 * <p>Matrices keep the size of what goes through them, so that logits have a deviation of about one. Immutable.
 */
final class DecoderWeights {
    private final DecoderShape shape;
    private final long seed;

    DecoderWeights(DecoderShape shape, long seed) {
        this.shape = shape;
        this.seed = seed;
    }

    /** {@return the embedding, one row for each token} */
    Matrix embedding() {
        return matrix("model.embed_tokens", shape.vocabulary(), shape.hidden());
    }

    /** {@return the last matrix, which is the embedding if both are tied} */
    Matrix head() {
        return shape.tied() ? embedding() : matrix("lm_head", shape.vocabulary(), shape.hidden());
    }

    /** {@return the matrix of queries} */
    Matrix query(int layer) {
        return matrix(name(layer, "attn.q_proj"), shape.querySize(), shape.hidden());
    }

    /** {@return the matrix of keys} */
    Matrix key(int layer) {
        return matrix(name(layer, "attn.k_proj"), shape.keySize(), shape.hidden());
    }

    /** {@return the matrix of values} */
    Matrix value(int layer) {
        return matrix(name(layer, "attn.v_proj"), shape.keySize(), shape.hidden());
    }

    /** {@return the matrix after attention} */
    Matrix output(int layer) {
        return matrix(name(layer, "attn.o_proj"), shape.hidden(), shape.querySize());
    }

    /** {@return the matrix that decides how much passes} */
    Matrix gate(int layer) {
        return matrix(name(layer, "mlp.gate_proj"), shape.intermediate(), shape.hidden());
    }

    /** {@return the matrix of what passes} */
    Matrix up(int layer) {
        return matrix(name(layer, "mlp.up_proj"), shape.intermediate(), shape.hidden());
    }

    /** {@return the matrix back to the residual stream} */
    Matrix down(int layer) {
        return matrix(name(layer, "mlp.down_proj"), shape.hidden(), shape.intermediate());
    }

    /** {@return what is added to queries, keys and values, in this order} */
    float[] attentionBias(int layer) {
        int size = shape.querySize() + 2 * shape.keySize();
        return new RandomTensor(seed, name(layer, "attn.qkv_proj.bias"), 0, 0.3f).first(size);
    }

    /** {@return the weights of the norm before attention} */
    float[] inputNorm(int layer) {
        return norm(name(layer, "input_layernorm"));
    }

    /** {@return the weights of the norm after attention} */
    float[] attentionNorm(int layer) {
        return norm(name(layer, "post_attention_layernorm"));
    }

    /** {@return the weights of the last norm} */
    float[] finalNorm() {
        return norm("model.norm");
    }

    /** {@return the name of a part of a layer} */
    static String name(int layer, String part) {
        return "model.layers." + layer + "." + part;
    }

    private float[] norm(String name) {
        return new RandomTensor(seed, name, 1, 0.1f).first(shape.hidden());
    }

    private Matrix matrix(String name, int rows, int columns) {
        float deviation = (float) (1 / Math.sqrt(columns));
        return Matrix.random(new RandomTensor(seed, name, 0, deviation), rows, columns);
    }
}
