package dev.llmops.onnx;

/**
 * How a hypothesis stands to a premise; the three add up to one.
 *
 * @param entailment how surely it follows, in [0, 1]
 * @param neutral how surely the premise says nothing about it, in [0, 1]; 0 for a model without this class
 * @param contradiction how surely it cannot be true as well, in [0, 1]
 */
public record EntailmentScores(double entailment, double neutral, double contradiction) {}
