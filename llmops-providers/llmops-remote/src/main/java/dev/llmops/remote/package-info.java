/**
 * What all clients of remote providers share: how they connect, with which keys and clocks.
 *
 * <p>Start with the client of a provider, such as {@code dev.llmops.remote.openai.OpenAiClient};
 * come here for {@link dev.llmops.remote.Connection} when the defaults do not fit. Not exported are
 * the packages that do the work: {@code http} sends, {@code stream} cuts what comes back into events,
 * {@code wire} joins events into a response, {@code error} tells why something failed.
 */
@NullMarked
package dev.llmops.remote;

import org.jspecify.annotations.NullMarked;
