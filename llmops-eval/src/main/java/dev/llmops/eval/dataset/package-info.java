/**
 * Data sets: where items come from.
 *
 * <p>Start with {@link dev.llmops.eval.dataset.Dataset}: it reads JSON lines and CSV, keeps what a filter, a slice or a
 * sample leaves, and says by a hash of the content which version it is. {@link dev.llmops.eval.dataset.Columns} says
 * which column means what. {@link dev.llmops.eval.dataset.TrafficRecorder} makes data sets of what users asked. Bad
 * input is a {@link dev.llmops.eval.dataset.DatasetException} that names file and line. To read from elsewhere,
 * implement {@code Dataset}.
 */
@NullMarked
package dev.llmops.eval.dataset;

import org.jspecify.annotations.NullMarked;
