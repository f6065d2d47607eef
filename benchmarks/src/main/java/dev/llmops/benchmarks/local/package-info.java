/**
 * Measurements of models that run in this process: how fast they write and embed, beside what the machine's memory
 * can do and beside peers, and what is left of them after many calls.
 *
 * <p>Started by {@code benchmarks/run.sh local-speed | local-peers | local-embeddings | local-storm}; with
 * {@code quick} behind it each takes seconds, on small models, and times are shown but not judged.
 */
@NullMarked
package dev.llmops.benchmarks.local;

import org.jspecify.annotations.NullMarked;
