package dev.llmops.onnx.models;

/**
 * The measures of an encoder of the BERT kind.
 *
 * @param vocabulary how many tokens there are
 * @param hidden how wide the residual stream is
 * @param layers how many layers there are
 * @param heads how many heads a layer has; divides {@code hidden}
 * @param intermediate how wide the middle of a layer is
 * @param maxPositions how many tokens a text may have
 */
public record EncoderShape(int vocabulary, int hidden, int layers, int heads, int intermediate, int maxPositions) {
    /** Checks that heads fit. */
    public EncoderShape {
        if (hidden % heads != 0) {
            throw new IllegalArgumentException("heads must divide hidden, was " + heads + " of " + hidden);
        }
    }

    /** {@return two layers of 32, for the vocabulary of the test tokenizer} */
    public static EncoderShape tiny() {
        return new EncoderShape(480, 32, 2, 4, 64, 128);
    }

    /** {@return the width of a head} */
    int headSize() {
        return hidden / heads;
    }
}
