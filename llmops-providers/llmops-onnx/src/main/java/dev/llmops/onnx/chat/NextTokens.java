package dev.llmops.onnx.chat;

import dev.llmops.onnx.decoding.BeamSearch;

/** How likely each token is to come next after a sequence. */
public final class NextTokens extends Judgement {
    private float[] logprobs = new float[0];

    /** Creates a listener that has heard nothing yet. */
    public NextTokens() {}

    @Override
    public void judged(int position, float[] logits) {
        logprobs = BeamSearch.logprobs(logits);
    }

    /** {@return the log-probability of each token; to be asked when the sequence has ended} */
    public float[] logprobs() {
        return logprobs;
    }
}
