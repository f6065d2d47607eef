/**
 * Random numbers that equal those of the Python tools, draw by draw.
 *
 * <p>An interval or a p-value that another tool computed by resampling can only be reproduced with its generator.
 * Start with {@link dev.llmops.eval.random.NumpyGenerator}, which is what this library itself draws from;
 * {@link dev.llmops.eval.random.NumpyRandomState} and {@link dev.llmops.eval.random.PythonRandom} are there for tools
 * that use those. None of them is fit for secrets.
 */
@NullMarked
package dev.llmops.eval.random;

import org.jspecify.annotations.NullMarked;
