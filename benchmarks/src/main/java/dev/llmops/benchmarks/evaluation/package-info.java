/**
 * What evaluation promises, tried at full size: a million results in a small heap, and runs that are killed.
 *
 * <p>Each program prints its figures and ends with a status other than 0 if a check fails.
 */
@NullMarked
package dev.llmops.benchmarks.evaluation;

import org.jspecify.annotations.NullMarked;
