/**
 * Measures of classifiers and of agreement between raters.
 *
 * <p>{@link dev.llmops.eval.classification.Confusion} counts decisions, {@link dev.llmops.eval.classification.Probabilities}
 * judges the numbers behind them, {@link dev.llmops.eval.classification.CohenKappa},
 * {@link dev.llmops.eval.classification.FleissKappa} and {@link dev.llmops.eval.classification.KrippendorffAlpha} tell how
 * far raters agree beyond chance. Results equal scikit-learn's and statsmodels'; what is undefined is empty.
 */
@NullMarked
package dev.llmops.eval.classification;

import org.jspecify.annotations.NullMarked;
