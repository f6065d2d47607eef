/**
 * OpenAI, OpenAI on Azure, and the many servers that speak OpenAI's chat completions.
 *
 * <p>Start with {@link dev.llmops.remote.openai.OpenAiClient}; for other servers with
 * {@code OpenAiCompatibleClient}.
 */
@NullMarked
package dev.llmops.remote.openai;

import org.jspecify.annotations.NullMarked;
