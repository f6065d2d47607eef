package dev.llmops.onnx.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the configuration of a decoder says.
 *
 * @param modelType the family, such as {@code qwen2}; empty if it is not named
 * @param contextLength how many tokens request and answer may have together
 * @param endTokens the tokens that end an answer
 * @param names what inputs and outputs are called
 * @param generation how the makers would have it sample
 */
public record DecoderConfig(
        String modelType, int contextLength, Set<Integer> endTokens, GraphNames names, GenerationDefaults generation) {
    private static final int ASSUMED_CONTEXT = 2048;

    /** Copies the tokens. */
    public DecoderConfig {
        endTokens = Set.copyOf(endTokens);
    }

    /** {@return what the files of the transformers.js layout say} */
    static DecoderConfig ofTransformers(JsonNode config, JsonNode generation) {
        JsonNode text = config.path("text_config").isObject() ? config.path("text_config") : config;
        Set<Integer> ends = new LinkedHashSet<>();
        addTokens(generation.path("eos_token_id"), ends);
        if (ends.isEmpty()) {
            addTokens(config.path("eos_token_id"), ends);
            addTokens(text.path("eos_token_id"), ends);
        }
        return new DecoderConfig(
                config.path("model_type").asText(""),
                firstInt(text, "max_position_embeddings", "n_positions", "n_ctx", "seq_length", "max_seq_len"),
                ends,
                GraphNames.STANDARD,
                GenerationDefaults.of(generation));
    }

    /** {@return what a {@code genai_config.json} says} */
    static DecoderConfig ofGenAi(JsonNode config) {
        JsonNode model = config.path("model");
        Set<Integer> ends = new LinkedHashSet<>();
        addTokens(model.path("eos_token_id"), ends);
        return new DecoderConfig(
                model.path("type").asText(""),
                firstInt(model, "context_length"),
                ends,
                GraphNames.of(model.path("decoder")),
                GenerationDefaults.of(config.path("search")));
    }

    /** {@return this, ended by these tokens as well} */
    DecoderConfig endingAlsoWith(Set<Integer> more) {
        Set<Integer> ends = new LinkedHashSet<>(endTokens);
        ends.addAll(more);
        return new DecoderConfig(modelType, contextLength, ends, names, generation);
    }

    private static int firstInt(JsonNode config, String... keys) {
        for (String key : keys) {
            if (config.path(key).canConvertToInt() && config.path(key).asInt() > 0) {
                return config.path(key).asInt();
            }
        }
        return ASSUMED_CONTEXT;
    }

    private static void addTokens(JsonNode value, Set<Integer> tokens) {
        if (value.isInt()) {
            tokens.add(value.asInt());
        } else if (value.isArray()) {
            value.forEach(item -> addTokens(item, tokens));
        }
    }
}
