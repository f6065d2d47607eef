package dev.llmops.onnx.files;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the inputs and outputs of a decoder are called.
 *
 * @param inputIds the tokens, int64 [batch, sequence]
 * @param attentionMask which positions hold tokens, int64 [batch, total]
 * @param positionIds the positions, int64 [batch, sequence]; a graph need not have it
 * @param pastKey the keys so far of layer {@code %d}
 * @param pastValue the values so far
 * @param logits the result
 * @param presentKey the keys including this run
 * @param presentValue the values including this run
 */
public record GraphNames(
        String inputIds,
        String attentionMask,
        String positionIds,
        String pastKey,
        String pastValue,
        String logits,
        String presentKey,
        String presentValue) {
    static final GraphNames STANDARD = new GraphNames(
            "input_ids",
            "attention_mask",
            "position_ids",
            "past_key_values.%d.key",
            "past_key_values.%d.value",
            "logits",
            "present.%d.key",
            "present.%d.value");

    /** {@return the names that the decoder section of a {@code genai_config.json} gives, else the standard ones} */
    static GraphNames of(JsonNode decoder) {
        JsonNode in = decoder.path("inputs");
        JsonNode out = decoder.path("outputs");
        return new GraphNames(
                in.path("input_ids").asText(STANDARD.inputIds),
                in.path("attention_mask").asText(STANDARD.attentionMask),
                in.path("position_ids").asText(STANDARD.positionIds),
                in.path("past_key_names").asText(STANDARD.pastKey),
                in.path("past_value_names").asText(STANDARD.pastValue),
                out.path("logits").asText(STANDARD.logits),
                out.path("present_key_names").asText(STANDARD.presentKey),
                out.path("present_value_names").asText(STANDARD.presentValue));
    }

    /** {@return a pattern with {@code %d} filled in} */
    public static String at(String pattern, int layer) {
        return pattern.replace("%d", Integer.toString(layer));
    }
}
