package dev.llmops.eval.gate;

import dev.llmops.eval.statistics.Multiplicity;

/**
 * How often a gate may be wrong.
 *
 * @param alpha the chance of a false alarm
 * @param correction how it is kept over several rules
 */
record Level(double alpha, Multiplicity correction) {}
