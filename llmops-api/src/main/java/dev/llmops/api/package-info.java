/**
 * What every call has, whatever it does: a deadline, a cancellation, a time source, errors.
 *
 * <p>Start with {@link dev.llmops.api.LlmException} for what can go wrong and with
 * {@link dev.llmops.api.CallControl} for what running code may ask about its call. The stages
 * themselves are in {@link dev.llmops.api.pipeline}.
 */
@NullMarked
package dev.llmops.api;

import org.jspecify.annotations.NullMarked;
