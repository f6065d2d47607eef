package dev.llmops.remote.embedding;

import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.remote.wire.WireRequest;

/** One wire format of embeddings. Safe for concurrent use. */
public interface EmbeddingProtocol {
    /**
     * {@return a request in the words of the provider}
     *
     * @param request no more texts than one request may have; 0 dimensions leave the length to the model
     * @throws dev.llmops.api.model.UnsupportedCapabilityException if it cannot be said so
     */
    WireRequest encode(EmbeddingRequest request);

    /**
     * {@return the vectors of an answer, and what making them used}
     *
     * @throws dev.llmops.remote.wire.MalformedAnswerException if there are none
     */
    Embedded decode(VectorAnswer answer);
}
