/**
 * Mistral.
 *
 * <p>Start with {@link dev.llmops.remote.mistral.MistralClient}.
 */
@NullMarked
package dev.llmops.remote.mistral;

import org.jspecify.annotations.NullMarked;
