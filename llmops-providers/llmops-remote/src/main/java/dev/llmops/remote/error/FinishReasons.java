package dev.llmops.remote.error;

import dev.llmops.api.model.FinishReason;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The reasons to stop that providers give, in their words, and what each means. */
public final class FinishReasons {
    /** The Responses format names the cause of an incomplete answer apart from its status. */
    private static final String INCOMPLETE = "incomplete:";

    private static final Map<String, FinishReason> KNOWN = Map.ofEntries(
            Map.entry("stop", FinishReason.STOP),
            Map.entry("end_turn", FinishReason.STOP),
            Map.entry("stop_sequence", FinishReason.STOP),
            Map.entry("complete", FinishReason.STOP),
            Map.entry("completed", FinishReason.STOP),
            Map.entry("eos", FinishReason.STOP),
            Map.entry("eos_token", FinishReason.STOP),
            Map.entry("endoftext", FinishReason.STOP),
            Map.entry("finish", FinishReason.STOP),
            Map.entry("1", FinishReason.STOP),
            Map.entry("length", FinishReason.LENGTH),
            Map.entry("max_tokens", FinishReason.LENGTH),
            Map.entry("model_length", FinishReason.LENGTH),
            Map.entry("max_output_tokens", FinishReason.LENGTH),
            Map.entry("2", FinishReason.LENGTH),
            Map.entry("tool_calls", FinishReason.TOOL_CALLS),
            Map.entry("tool_call", FinishReason.TOOL_CALLS),
            Map.entry("function_call", FinishReason.TOOL_CALLS),
            Map.entry("tool_use", FinishReason.TOOL_CALLS),
            Map.entry("content_filter", FinishReason.CONTENT_FILTER),
            Map.entry("content_filtered", FinishReason.CONTENT_FILTER),
            Map.entry("refusal", FinishReason.CONTENT_FILTER),
            Map.entry("safety", FinishReason.CONTENT_FILTER),
            Map.entry("recitation", FinishReason.CONTENT_FILTER),
            Map.entry("blocklist", FinishReason.CONTENT_FILTER),
            Map.entry("prohibited_content", FinishReason.CONTENT_FILTER),
            Map.entry("spii", FinishReason.CONTENT_FILTER),
            Map.entry("model_armor", FinishReason.CONTENT_FILTER),
            Map.entry("image_safety", FinishReason.CONTENT_FILTER),
            Map.entry("image_prohibited_content", FinishReason.CONTENT_FILTER),
            Map.entry("image_recitation", FinishReason.CONTENT_FILTER),
            Map.entry("guardrail_intervened", FinishReason.CONTENT_FILTER),
            Map.entry("pause_turn", FinishReason.PAUSE),
            Map.entry("model_context_window_exceeded", FinishReason.CONTEXT),
            Map.entry("error", FinishReason.ERROR),
            Map.entry("timeout", FinishReason.ERROR),
            Map.entry("failed", FinishReason.ERROR),
            Map.entry("malformed_function_call", FinishReason.ERROR),
            Map.entry("malformed_model_output", FinishReason.ERROR),
            Map.entry("malformed_tool_use", FinishReason.ERROR),
            Map.entry("unexpected_tool_call", FinishReason.ERROR),
            Map.entry("too_many_tool_calls", FinishReason.ERROR));

    private FinishReasons() {}

    /**
     * {@return what a provider's reason means; {@link FinishReason#UNKNOWN} for one that is new}
     *
     * <p>An answer with tool calls that ended as usual wants them to be called, whatever it says: many
     * providers have no word of their own for that. Some give an empty reason to a good answer.
     *
     * @param raw the provider's word or number, in any case; null if it gave none
     * @param hasToolCalls whether the answer has tool calls
     * @param hasContent whether the answer has content besides them
     */
    public static FinishReason of(@Nullable String raw, boolean hasToolCalls, boolean hasContent) {
        if (raw == null) {
            return FinishReason.UNKNOWN;
        }
        FinishReason reason = meaning(raw.strip().toLowerCase(Locale.ROOT), hasToolCalls || hasContent);
        return reason == FinishReason.STOP && hasToolCalls ? FinishReason.TOOL_CALLS : reason;
    }

    private static FinishReason meaning(String word, boolean hasAnswer) {
        if (word.isEmpty()) {
            return hasAnswer ? FinishReason.STOP : FinishReason.UNKNOWN;
        }
        String cause = word.startsWith(INCOMPLETE)
                ? word.substring(INCOMPLETE.length()).strip()
                : word;
        return KNOWN.getOrDefault(cause, FinishReason.UNKNOWN);
    }
}
