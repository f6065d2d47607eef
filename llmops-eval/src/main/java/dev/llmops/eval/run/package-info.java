/**
 * Runs evaluations and keeps what they found.
 *
 * <p>Start with {@link dev.llmops.eval.run.Evaluation}: it asks a {@link dev.llmops.eval.run.Subject} all items of a
 * data set and measures what comes. {@link dev.llmops.eval.run.Results} is a finished or interrupted run: who was
 * asked, what was measured, and one {@link dev.llmops.eval.run.Result} for each item and repeat. Comparisons, gates and
 * reports read nothing else. {@link dev.llmops.eval.run.RunDirectory} keeps results in files, survives the end of the
 * process and goes on where it was.
 */
@NullMarked
package dev.llmops.eval.run;

import org.jspecify.annotations.NullMarked;
