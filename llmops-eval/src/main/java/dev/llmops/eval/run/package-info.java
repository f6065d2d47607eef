/**
 * Runs evaluations and keeps what they found.
 *
 * <p>{@link dev.llmops.eval.run.Results} is a finished or interrupted run: who was asked, what was measured, and one
 * {@link dev.llmops.eval.run.Result} for each item and repeat. Comparisons, gates and reports read nothing else.
 */
@NullMarked
package dev.llmops.eval.run;

import org.jspecify.annotations.NullMarked;
