/**
 * The chat completions format of OpenAI, which many servers speak with small differences.
 *
 * <p>Start with {@code ChatProtocol}; a {@code ChatDialect} holds the differences as data.
 */
@NullMarked
package dev.llmops.remote.chat;

import org.jspecify.annotations.NullMarked;
