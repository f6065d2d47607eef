/**
 * What all embedding clients of remote providers share; not exported.
 *
 * <p>Start with {@link dev.llmops.remote.embedding.EmbeddingEndpoint}, which splits a request, sends its
 * parts and checks what comes back. A provider adds an {@link dev.llmops.remote.embedding.EmbeddingProtocol}
 * that says how its requests and answers look, and a client with its settings around both.
 */
@NullMarked
package dev.llmops.remote.embedding;

import org.jspecify.annotations.NullMarked;
