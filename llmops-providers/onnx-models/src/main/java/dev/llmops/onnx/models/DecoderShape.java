package dev.llmops.onnx.models;

/**
 * The measures of a decoder of the Llama and Qwen2 kind.
 *
 * @param vocabulary how many tokens there are, which is the number of logits
 * @param hidden how wide the residual stream is
 * @param layers how many layers there are
 * @param heads how many query heads a layer has
 * @param keyHeads how many key and value heads a layer has; divides {@code heads}
 * @param headSize how wide a head is; a multiple of 16
 * @param intermediate how wide the gated part of a layer is
 * @param maxPositions how many positions the tables of rotations have
 * @param ropeTheta the base of the rotations
 * @param rmsEpsilon what is added before a root is drawn
 * @param tied whether the embedding is the last matrix too
 */
public record DecoderShape(
        int vocabulary,
        int hidden,
        int layers,
        int heads,
        int keyHeads,
        int headSize,
        int intermediate,
        int maxPositions,
        double ropeTheta,
        float rmsEpsilon,
        boolean tied) {
    /** Checks that heads can be shared. */
    public DecoderShape {
        if (heads % keyHeads != 0) {
            throw new IllegalArgumentException("keyHeads must divide heads, was " + keyHeads + " of " + heads);
        }
        if (headSize % 16 != 0) {
            throw new IllegalArgumentException("headSize must be a multiple of 16, was " + headSize);
        }
    }

    /** {@return two layers of 64, which answer in microseconds; every token of the test tokenizer has a logit} */
    public static DecoderShape tiny() {
        return new DecoderShape(320, 64, 2, 4, 2, 16, 160, 1024, 10_000, 1e-6f, true);
    }

    /** {@return the shape of Qwen2.5-0.5B, with 494 million weights} */
    public static DecoderShape qwenHalfBillion() {
        return new DecoderShape(151_936, 896, 24, 14, 2, 64, 4864, 32_768, 1_000_000, 1e-6f, true);
    }

    /** {@return the same shape with a last matrix of its own, or without} */
    public DecoderShape withTied(boolean wanted) {
        return new DecoderShape(
                vocabulary,
                hidden,
                layers,
                heads,
                keyHeads,
                headSize,
                intermediate,
                maxPositions,
                ropeTheta,
                rmsEpsilon,
                wanted);
    }

    /** {@return the width of all queries of a layer} */
    int querySize() {
        return heads * headSize;
    }

    /** {@return the width of all keys of a layer, which is that of all values} */
    int keySize() {
        return keyHeads * headSize;
    }
}
