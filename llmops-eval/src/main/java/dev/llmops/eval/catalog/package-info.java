/**
 * Names of metrics, so that files and command lines can say what to measure.
 *
 * <p>A {@link dev.llmops.eval.catalog.MetricCatalog} turns {@code bleu:tok=intl} into a metric of that name, and finds
 * the metrics of a finished run again. Add own metrics with
 * {@link dev.llmops.eval.catalog.MetricCatalog#with MetricCatalog.with}.
 */
@NullMarked
package dev.llmops.eval.catalog;

import org.jspecify.annotations.NullMarked;
