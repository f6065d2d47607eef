package dev.llmops.api.embedding;

import dev.llmops.api.CallControl;
import java.util.List;

/**
 * Turns texts into a vector for each of their tokens, for measures that compare texts token by token.
 *
 * <p>Safe for concurrent use. Returns vectors for every text, in order, or throws.
 */
@FunctionalInterface
public interface TokenEmbeddingClient {
    /** {@return the tokens of each text with their vectors, special ones included, in order} */
    List<TokenEmbeddings> embedTokens(List<String> texts, CallControl control);

    /**
     * {@return what is known about the model}
     *
     * @implSpec the default knows nothing, and so says that text leaves this machine
     */
    default EmbeddingModelInfo info() {
        return EmbeddingModelInfo.unknown();
    }
}
