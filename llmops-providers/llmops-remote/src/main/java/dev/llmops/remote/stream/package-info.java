/**
 * Cuts the bytes of a streamed answer into events, whatever frames them.
 *
 * <p>Start with {@link dev.llmops.remote.stream.EventDecoder}.
 */
@NullMarked
package dev.llmops.remote.stream;

import org.jspecify.annotations.NullMarked;
