/**
 * Work on many things at once, for benchmarks and arenas, with the machinery of runs.
 *
 * <p>{@link dev.llmops.eval.work.Errands} is the whole of it. Not exported.
 */
@NullMarked
package dev.llmops.eval.work;

import org.jspecify.annotations.NullMarked;
