package dev.llmops.eval.compare;

/**
 * Whether a candidate is shown to be no worse than the base by more than a margin.
 *
 * @param margin how much worse is still accepted, at least 0
 * @param gain how much better the candidate is; negative if it is worse
 * @param bound what the gain is at least, one-sided with the confidence
 * @param confidence of the bound
 * @param shown whether the bound lies above minus the margin
 */
public record NonInferiority(double margin, double gain, double bound, double confidence, boolean shown) {}
