package dev.llmops.onnx.encoder;

import java.util.List;

/**
 * Which result of a graph is wanted.
 *
 * @param perToken whether it has a row for each token [batch, sequence, width], or one for each text [batch, width]
 * @param names what it may be called, the best first; if none of these is there, any output of that shape will do
 */
public record WantedOutput(boolean perToken, List<String> names) {
    /** Vectors of tokens. */
    public static final WantedOutput TOKEN_VECTORS =
            new WantedOutput(true, List.of("last_hidden_state", "token_embeddings", "hidden_states"));

    /** Vectors of texts, which the graph has pooled itself. */
    public static final WantedOutput TEXT_VECTORS =
            new WantedOutput(false, List.of("sentence_embedding", "text_embeds", "embedding"));

    /** Logits of tokens. */
    public static final WantedOutput TOKEN_LOGITS = new WantedOutput(true, List.of("logits"));

    /** Logits of texts. */
    public static final WantedOutput TEXT_LOGITS = new WantedOutput(false, List.of("logits", "scores"));

    /** {@return how many dimensions it has} */
    int rank() {
        return perToken ? 3 : 2;
    }
}
