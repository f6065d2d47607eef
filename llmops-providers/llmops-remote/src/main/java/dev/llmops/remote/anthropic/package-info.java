/**
 * Claude, from Anthropic, over the messages API.
 *
 * <p>Start with {@link dev.llmops.remote.anthropic.AnthropicClient}. What only Anthropic has is in
 * {@link dev.llmops.remote.anthropic.AnthropicOptions}.
 */
@NullMarked
package dev.llmops.remote.anthropic;

import org.jspecify.annotations.NullMarked;
