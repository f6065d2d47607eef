package dev.llmops.eval.gate;

import dev.llmops.eval.statistics.Multiplicity;

/**
 * How often a gate may be wrong.
 *
 * @param alpha the chance of a false alarm
 * @param correction how it is kept over several rules
 * @param resamples how often bootstraps draw
 * @param permutations how often permutation tests draw
 */
record Level(double alpha, Multiplicity correction, int resamples, int permutations) {}
