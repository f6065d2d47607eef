/**
 * Metrics that compare a text with reference texts, equal to the reference tools to the last digit.
 *
 * <p>Each metric is a {@link dev.llmops.eval.TextMetric} with a signature. Which tool a metric is equal to, and in
 * which version, stands in the signature as {@code compat}. Start with {@link dev.llmops.eval.text.Bleu},
 * {@link dev.llmops.eval.text.Chrf} or {@link dev.llmops.eval.text.Rouge}; {@link dev.llmops.eval.text.PairedTest} tells
 * whether systems differ.
 */
@NullMarked
package dev.llmops.eval.text;

import org.jspecify.annotations.NullMarked;
