package dev.llmops.onnx.decoding;

/**
 * What one sequence may go on with, token by token.
 *
 * <p>Belongs to one sequence; not safe for concurrent use. What is costly is shared between the constraints of one
 * grammar and one vocabulary, and is safe for concurrent use.
 */
public interface TokenConstraint {
    /** {@return whether {@code token} may come next; costs a walk over its bytes} An end token asks {@link #mayEnd}. */
    boolean allows(int token);

    /**
     * {@return the tokens that may come next, bit {@code i % 64} of word {@code i / 64} for token {@code i}} End tokens
     * are not among them. The array is shared: it must not be changed, and holds until the next {@link #accept}.
     */
    long[] allowed();

    /** {@return the tokens that come next whatever the model says, since nothing else fits; empty if it has a choice} */
    int[] forced();

    /** Goes on by one token, which must be allowed. */
    void accept(int token);

    /** {@return whether the text may end here} */
    boolean mayEnd();

    /** {@return whether the text must end here} */
    boolean mustEnd();

    /** {@return how many bytes at least are missing until the text may end; never less than the tokens for them} */
    default long bytesToEnd() {
        return 0;
    }

    /** {@return tokens after which the text may end, as few bytes as there can be; empty if it may end now} */
    default int[] shortestEnding() {
        return new int[0];
    }

    /** {@return a constraint in the same state that goes on by itself} */
    TokenConstraint copy();
}
