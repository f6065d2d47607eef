package dev.llmops.onnx.tokens;

/**
 * The bytes that each token of a vocabulary stands for.
 *
 * <p>Immutable and safe for concurrent use.
 */
public interface TokenBytes {
    /** {@return the number of token ids, which is the number of logits; ids run from 0} */
    int size();

    /**
     * {@return the bytes that {@code token} adds to a text, UTF-8 if whole characters; empty for a token that is no
     * text, such as a marker of a chat template or an id without a token} The array must not be changed.
     */
    byte[] bytes(int token);
}
