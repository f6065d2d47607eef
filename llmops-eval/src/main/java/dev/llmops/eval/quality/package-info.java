/**
 * One number from several metrics, for those who need one, with everything that went into it.
 *
 * <p>Start with {@link dev.llmops.eval.quality.QualityScore}. What is unmeasured stays so, vetoes cannot be outweighed,
 * and {@link dev.llmops.eval.quality.Sensitivity} shows whether a ranking hangs on the choice of weights.
 */
@NullMarked
package dev.llmops.eval.quality;

import org.jspecify.annotations.NullMarked;
