package dev.llmops.onnx.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How the makers of a model would have it sample, as {@code generation_config.json} says.
 *
 * @param samples whether tokens are drawn at all; else the likeliest is taken
 * @param temperature as in {@link dev.llmops.api.model.Sampling}
 * @param topK as there
 * @param topP as there
 * @param minP the least probability of a token, as a share of that of the likeliest
 * @param repetitionPenalty what logits of tokens used before are divided by
 */
public record GenerationDefaults(
        boolean samples,
        OptionalDouble temperature,
        OptionalInt topK,
        OptionalDouble topP,
        OptionalDouble minP,
        OptionalDouble repetitionPenalty) {
    static GenerationDefaults of(JsonNode config) {
        return new GenerationDefaults(
                config.path("do_sample").asBoolean(false),
                number(config, "temperature"),
                config.path("top_k").isInt()
                        ? OptionalInt.of(config.path("top_k").asInt())
                        : OptionalInt.empty(),
                number(config, "top_p"),
                number(config, "min_p"),
                number(config, "repetition_penalty"));
    }

    private static OptionalDouble number(JsonNode config, String key) {
        JsonNode value = config.path(key);
        return value.isNumber() ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty();
    }
}
