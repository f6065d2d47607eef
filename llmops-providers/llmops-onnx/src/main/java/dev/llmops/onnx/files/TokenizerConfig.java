package dev.llmops.onnx.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code tokenizer_config.json} and {@code special_tokens_map.json} say about markers. */
final class TokenizerConfig {
    private static final String[] NAMES = {"bos_token", "eos_token", "pad_token", "unk_token", "sep_token", "cls_token"
    };

    private TokenizerConfig() {}

    /** {@return the markers by name, such as {@code bos_token}; chat templates know them as variables} */
    static Map<String, String> markers(JsonNode config, JsonNode specialTokens) {
        Map<String, String> markers = new LinkedHashMap<>();
        for (String name : NAMES) {
            add(markers, name, specialTokens.path(name));
            add(markers, name, config.path(name));
        }
        return markers;
    }

    /** A marker is either a text, or an object that has the text as its content. */
    private static void add(Map<String, String> markers, String name, JsonNode value) {
        String text = value.isObject() ? value.path("content").asText("") : value.isTextual() ? value.asText() : "";
        if (!text.isEmpty()) {
            markers.put(name, text);
        }
    }
}
