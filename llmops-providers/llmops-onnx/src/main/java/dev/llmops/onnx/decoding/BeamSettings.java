package dev.llmops.onnx.decoding;

import dev.llmops.api.Require;

/**
 * How a beam search goes.
 *
 * @param beams how many sequences live side by side, at least 1
 * @param lengthPenalty the power of the length that log-probabilities are divided by: above 0 prefers long answers
 * @param stopping when it stops though beams live
 * @param maxNewTokens how long an answer may be
 */
public record BeamSettings(int beams, double lengthPenalty, EarlyStopping stopping, int maxNewTokens) {
    /** Checks all components. */
    public BeamSettings {
        Require.inRange(beams, 1, 64, "beams");
        Require.inRange(lengthPenalty, -10, 10, "lengthPenalty");
        Require.nonNull(stopping, "stopping");
        Require.inRange(maxNewTokens, 1, Integer.MAX_VALUE, "maxNewTokens");
    }
}
