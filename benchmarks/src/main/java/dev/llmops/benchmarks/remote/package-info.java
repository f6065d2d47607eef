/**
 * Measurements of the clients of remote models: what they add to plain HTTP and JSON, and what is
 * left of them after many streams, cancels and faults.
 *
 * <p>Started by {@code benchmarks/run.sh remote-overhead | remote-streams | remote-cancel}.
 */
@NullMarked
package dev.llmops.benchmarks.remote;

import org.jspecify.annotations.NullMarked;
