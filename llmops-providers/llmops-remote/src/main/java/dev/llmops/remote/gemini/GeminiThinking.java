package dev.llmops.remote.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.ReasoningOptions;
import dev.llmops.api.model.ReasoningOptions.Effort;
import dev.llmops.remote.wire.Json;

/**
 * How much a model thinks, in its own measure: models up to 2.5 count tokens, later ones have levels.
 *
 * <p>Where a model has no such step it gets the nearest one; some cannot be kept from thinking.
 */
final class GeminiThinking {
    private GeminiThinking() {}

    static ObjectNode config(String model, ReasoningOptions reasoning) {
        ObjectNode config = Json.object();
        if (reasoning.budgetTokens() > 0) {
            config.put("thinkingBudget", reasoning.budgetTokens());
        } else if (isCounted(model)) {
            config.put("thinkingBudget", budget(reasoning.effort(), model.contains("pro")));
        } else {
            config.put("thinkingLevel", level(reasoning.effort(), model));
        }
        if (reasoning.visible()) {
            config.put("includeThoughts", true);
        }
        return config;
    }

    private static boolean isCounted(String model) {
        return model.contains("gemini-1") || model.contains("gemini-2");
    }

    private static int budget(Effort effort, boolean pro) {
        return switch (effort) {
            case NONE -> pro ? 128 : 0;
            case MINIMAL -> 512;
            case LOW -> 1024;
            case MEDIUM -> 8192;
            case HIGH -> 24_576;
            case MAX -> pro ? 32_768 : 24_576;
        };
    }

    private static String level(Effort effort, String model) {
        boolean twoSteps = model.contains("gemini-3-pro");
        return switch (effort) {
            case NONE, MINIMAL -> model.contains("pro") ? "LOW" : "MINIMAL";
            case LOW -> "LOW";
            case MEDIUM -> twoSteps ? "HIGH" : "MEDIUM";
            case HIGH, MAX -> "HIGH";
        };
    }
}
