/**
 * Compares two runs over the same items, and says what the difference is worth.
 *
 * <p>Start with {@link dev.llmops.eval.compare.Compare}: it joins results by item id, refuses what cannot be compared,
 * and gives a {@link dev.llmops.eval.compare.MetricComparison} for each metric: difference, interval, p-value, effect
 * and the smallest difference that so many items could have shown. "No regression" is
 * {@link dev.llmops.eval.compare.MetricComparison.Measured#nonInferior}, not a p-value above some bound.
 * {@link dev.llmops.eval.compare.Stability} tells flaky items from failing ones.
 */
@NullMarked
package dev.llmops.eval.compare;

import org.jspecify.annotations.NullMarked;
