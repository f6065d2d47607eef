/**
 * Tests, intervals and effect sizes for evaluations, numerically equal to SciPy's and statsmodels'.
 *
 * <p>Comparisons of runs choose among these for themselves: start with {@code dev.llmops.eval.compare}. Here is what
 * they choose from: {@link dev.llmops.eval.statistics.TTest}, {@link dev.llmops.eval.statistics.Wilcoxon},
 * {@link dev.llmops.eval.statistics.SignFlipTest}, {@link dev.llmops.eval.statistics.McNemar},
 * {@link dev.llmops.eval.statistics.Bootstrap}, {@link dev.llmops.eval.statistics.Multiplicity} and others. Where data do
 * not determine a result, such as a test of differences that are all zero, the result is empty: no NaN is handed out.
 * Nothing here keeps state; sums run from left to right, so the same data give the same digits everywhere.
 */
@NullMarked
package dev.llmops.eval.statistics;

import org.jspecify.annotations.NullMarked;
