/**
 * AI21.
 *
 * <p>Start with {@link dev.llmops.remote.ai21.Ai21Client}.
 */
@NullMarked
package dev.llmops.remote.ai21;

import org.jspecify.annotations.NullMarked;
