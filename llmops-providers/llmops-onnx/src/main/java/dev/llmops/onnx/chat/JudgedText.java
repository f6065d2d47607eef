package dev.llmops.onnx.chat;

import dev.llmops.api.model.LogLikelihood.Likelihood;
import dev.llmops.onnx.decoding.LogLikelihoods;

/** A text whose tokens are judged one after another. */
public final class JudgedText extends Judgement {
    private final int[] tokens;
    private final int from;
    private final LogLikelihoods likelihoods = LogLikelihoods.start();

    /**
     * Creates a text.
     *
     * @param tokens context and text
     * @param from the first token that is judged, at least 1
     */
    public JudgedText(int[] tokens, int from) {
        this.tokens = tokens.clone();
        this.from = from;
    }

    /** {@return context and text} */
    public int[] tokens() {
        return tokens.clone();
    }

    /** {@return the first token that is judged} */
    public int from() {
        return from;
    }

    @Override
    public void judged(int position, float[] logits) {
        if (position + 1 < tokens.length) {
            likelihoods.add(logits, tokens[position + 1]);
        }
    }

    /** {@return how likely the text is; to be asked when it has ended} */
    public Likelihood likelihood() {
        return new Likelihood(likelihoods.sum(), tokens.length - from, likelihoods.isGreedy());
    }
}
