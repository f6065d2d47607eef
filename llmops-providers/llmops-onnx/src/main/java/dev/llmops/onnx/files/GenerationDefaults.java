package dev.llmops.onnx.files;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.onnx.decoding.SamplingSettings;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How the makers of a model would have it sample, as {@code generation_config.json} says.
 *
 * <p>A number that is out of the range of {@link SamplingSettings} counts as not said: whoever asks the model cannot
 * mend it. Some files have a {@code top_k} of -1, which is to say that there is no such limit.
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
                number(config, "temperature", 0, SamplingSettings.MOST_TEMPERATURE),
                config.path("top_k").isInt() && config.path("top_k").asInt() >= 0
                        ? OptionalInt.of(config.path("top_k").asInt())
                        : OptionalInt.empty(),
                number(config, "top_p", 0, 1),
                number(config, "min_p", 0, 1),
                number(
                        config,
                        "repetition_penalty",
                        SamplingSettings.LEAST_REPETITION_PENALTY,
                        SamplingSettings.MOST_REPETITION_PENALTY));
    }

    private static OptionalDouble number(JsonNode config, String key, double least, double most) {
        JsonNode value = config.path(key);
        boolean said = value.isNumber() && value.asDouble() >= least && value.asDouble() <= most;
        return said ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty();
    }
}
