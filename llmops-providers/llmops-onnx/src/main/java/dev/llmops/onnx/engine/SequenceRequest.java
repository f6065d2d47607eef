package dev.llmops.onnx.engine;

import dev.llmops.onnx.decoding.TokenChooser;
import dev.llmops.onnx.decoding.TokenConstraint;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of tokens that is to be continued, or judged.
 *
 * <p>Not safe for concurrent use: chooser and constraint belong to the engine once the request is submitted.
 */
public final class SequenceRequest {
    private final int[] prompt;
    private final @Nullable TokenChooser chooser;
    private final @Nullable TokenConstraint constraint;
    private final int maxTokens;
    private final int judgedFrom;
    private final boolean jumping;

    private SequenceRequest(
            int[] prompt,
            @Nullable TokenChooser chooser,
            @Nullable TokenConstraint constraint,
            int maxTokens,
            int judgedFrom,
            boolean jumping) {
        this.prompt = prompt;
        this.chooser = chooser;
        this.constraint = constraint;
        this.maxTokens = maxTokens;
        this.judgedFrom = judgedFrom;
        this.jumping = jumping;
    }

    /**
     * {@return a request to go on after {@code prompt}}
     *
     * @param prompt at least one token
     * @param chooser chooses what comes next
     * @param constraint what may come next; null for anything
     * @param maxTokens how many tokens may come, at least 1
     * @param jumping whether tokens that the constraint forces need not be asked for, and have no log-probability
     */
    public static SequenceRequest generate(
            int[] prompt, TokenChooser chooser, @Nullable TokenConstraint constraint, int maxTokens, boolean jumping) {
        return new SequenceRequest(prompt.clone(), chooser, constraint, maxTokens, prompt.length, jumping);
    }

    /**
     * {@return a request for the logits that lead to each token from {@code judgedFrom} on, and to the one after}
     *
     * @param tokens at least one token
     * @param judgedFrom the first token that is judged, at least 1
     */
    public static SequenceRequest judge(int[] tokens, int judgedFrom) {
        return new SequenceRequest(tokens.clone(), null, null, 0, judgedFrom, false);
    }

    int[] prompt() {
        return prompt;
    }

    @Nullable TokenChooser chooser() {
        return chooser;
    }

    @Nullable TokenConstraint constraint() {
        return constraint;
    }

    int maxTokens() {
        return maxTokens;
    }

    int judgedFrom() {
        return judgedFrom;
    }

    boolean isJumping() {
        return jumping;
    }
}
