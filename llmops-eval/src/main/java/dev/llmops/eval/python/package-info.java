/**
 * What Python does with text, for scores and answers that must be those of tools written in it. Not exported.
 *
 * <p>Start with {@link dev.llmops.eval.python.PythonText}.
 */
@NullMarked
package dev.llmops.eval.python;

import org.jspecify.annotations.NullMarked;
