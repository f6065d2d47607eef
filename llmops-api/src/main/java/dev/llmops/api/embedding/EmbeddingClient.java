package dev.llmops.api.embedding;

import dev.llmops.api.CallControl;

/**
 * Turns texts into vectors that lie close together when the texts mean alike.
 *
 * <p>Safe for concurrent use. Returns a vector for every text, in order, or throws.
 */
@FunctionalInterface
public interface EmbeddingClient {
    /** {@return a vector for each text of the request, in order} */
    EmbeddingResponse embed(EmbeddingRequest request, CallControl control);

    /**
     * {@return what is known about the model}
     *
     * @implSpec the default knows nothing, and so says that text leaves this machine
     */
    default EmbeddingModelInfo info() {
        return EmbeddingModelInfo.unknown();
    }

    /** {@return the vector of one text} */
    default float[] embed(String text, EmbeddingRequest.Purpose purpose) {
        return embed(EmbeddingRequest.of(text, purpose), CallControl.detached())
                .vectors()
                .get(0);
    }
}
