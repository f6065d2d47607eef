package dev.llmops.api.text;

import java.util.function.Consumer;

/**
 * Changes a text while it streams by.
 *
 * <p>What comes out, joined, must not depend on how the text was cut into pieces. One filter serves
 * one text and is not safe for concurrent use.
 */
public interface TextFilter {
    /**
     * Takes the next piece and hands on what is certain.
     *
     * @param piece the next piece; may be cut anywhere, also within a surrogate pair
     * @param out receives what can no longer change
     */
    void feed(String piece, Consumer<String> out);

    /** Hands on what is left, after the last piece. */
    void finish(Consumer<String> out);

    /** {@return how many characters it holds back at most} */
    int horizon();
}
