/**
 * The speed of text metrics beside that of the tools whose numbers they give.
 *
 * <p>Start with {@link dev.llmops.benchmarks.text.TextMetricsSpeed}.
 */
@NullMarked
package dev.llmops.benchmarks.text;

import org.jspecify.annotations.NullMarked;
