/**
 * Measurements of this library: what the engine adds to a call, how it behaves under many calls at
 * once and under cancelling, and how well and how fast documents are found.
 *
 * <p>{@code *Benchmark} classes with {@code @Benchmark} methods run under JMH; the others are
 * programs that check as well as measure and end with status 1 when a check fails. Start them with
 * {@code benchmarks/run.sh}.
 */
@NullMarked
package dev.llmops.benchmarks;

import org.jspecify.annotations.NullMarked;
