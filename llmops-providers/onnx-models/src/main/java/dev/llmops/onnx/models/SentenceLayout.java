package dev.llmops.onnx.models;

import java.util.List;
import java.util.Map;

/**
 * What a sentence-transformers directory says about the way from token vectors to one vector.
 *
 * @param pooling which ways of pooling are on, as {@code 1_Pooling/config.json} names them without the prefix
 *     {@code pooling_mode_}; several are joined
 * @param maxLength how many tokens a text may have
 * @param dense how long the vectors are after a further layer, whose activation is tanh; 0 for none
 * @param normalized whether vectors have length one at the end
 * @param prompts what is put before a text, by the name of its purpose
 */
public record SentenceLayout(
        List<String> pooling, int maxLength, int dense, boolean normalized, Map<String, String> prompts) {
    /** Copies all components. */
    public SentenceLayout {
        pooling = List.copyOf(pooling);
        prompts = Map.copyOf(prompts);
    }

    /** {@return the mean of the token vectors, brought to length one} */
    public static SentenceLayout mean(int maxLength) {
        return new SentenceLayout(List.of("mean_tokens"), maxLength, 0, true, Map.of());
    }

    /** {@return one way of pooling, and nothing else} */
    public static SentenceLayout of(String pooling, int maxLength) {
        return new SentenceLayout(List.of(pooling), maxLength, 0, false, Map.of());
    }
}
