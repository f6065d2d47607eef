package dev.llmops.remote.claude;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.ReasoningOptions;
import dev.llmops.api.model.ReasoningOptions.Effort;
import dev.llmops.remote.wire.Json;
import java.util.Locale;

/**
 * How a Claude model is told to think.
 *
 * <p>Versions that think adaptively take an effort; older ones take a budget, which here stands for the
 * effort where none was given.
 *
 * @param thinking the value of the member {@code thinking}
 * @param effort the effort; empty if none is to be sent
 */
public record ClaudeThinking(ObjectNode thinking, String effort) {
    /** {@return what tells a model to think as the options say} */
    public static ClaudeThinking of(ReasoningOptions options, ClaudeVersion version) {
        ObjectNode thinking = Json.object();
        if (options.effort() == Effort.NONE) {
            return new ClaudeThinking(thinking.put("type", "disabled"), "");
        }
        if (options.budgetTokens() > 0 || !version.thinksAdaptively()) {
            int budget = options.budgetTokens() > 0 ? options.budgetTokens() : budget(options.effort());
            return new ClaudeThinking(thinking.put("type", "enabled").put("budget_tokens", budget), "");
        }
        thinking.put("type", "adaptive");
        if (options.visible()) {
            thinking.put("display", "summarized");
        }
        return new ClaudeThinking(thinking, effort(options.effort()));
    }

    /** {@return how many tokens the thoughts may have; 0 if that is not limited} */
    public int budget() {
        return Json.integer(thinking, "budget_tokens").orElse(0);
    }

    private static String effort(Effort effort) {
        return effort == Effort.MINIMAL ? "low" : effort.name().toLowerCase(Locale.ROOT);
    }

    /** {@return a budget for an effort; 1,024 is the least there is} */
    private static int budget(Effort effort) {
        return switch (effort) {
            case NONE, MINIMAL -> 1024;
            case LOW -> 2048;
            case MEDIUM -> 8192;
            case HIGH -> 16_384;
            case MAX -> 32_000;
        };
    }
}
