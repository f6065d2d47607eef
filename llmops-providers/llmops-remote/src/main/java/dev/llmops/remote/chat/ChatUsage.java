package dev.llmops.remote.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.model.Usage;
import dev.llmops.api.model.Usage.Unit;
import dev.llmops.remote.chat.ChatDialect.Trait;
import dev.llmops.remote.wire.Json;
import java.util.OptionalLong;

/**
 * Splits the usage of a chat completion into units that do not overlap.
 *
 * <p>There {@code prompt_tokens} includes what was cached and heard, and {@code completion_tokens}
 * what was thought and said; what a server does not tell stays unknown.
 */
public final class ChatUsage {
    private ChatUsage() {}

    /** {@return the usage that a server tells} */
    public static Usage read(JsonNode usage, ChatDialect dialect) {
        return read(usage, dialect.has(Trait.TOTAL_HAS_REASONING));
    }

    private static Usage read(JsonNode usage, boolean totalHasReasoning) {
        Usage.Builder builder = Usage.builder(Usage.Source.PROVIDER).rawJson(usage.toString());
        OptionalLong prompt = Json.count(usage, "prompt_tokens");
        JsonNode in = usage.path("prompt_tokens_details");
        long left = prompt.orElse(Long.MAX_VALUE);
        left = take(builder, Unit.CACHE_READ, cached(usage), left);
        left = take(builder, Unit.CACHE_WRITE_SHORT, Json.count(in, "cache_write_tokens"), left);
        left = take(builder, Unit.INPUT_AUDIO, Json.count(in, "audio_tokens"), left);
        if (prompt.isPresent()) {
            builder.count(Unit.INPUT_UNCACHED, left);
        }
        output(usage, builder, totalHasReasoning);
        searches(usage).ifPresent(count -> builder.count(Unit.SEARCH_UNITS, count));
        JsonNode cost = usage.path("cost");
        if (cost.isNumber() && cost.decimalValue().signum() >= 0) {
            builder.providerCost(cost.decimalValue());
        }
        return builder.build();
    }

    private static void output(JsonNode usage, Usage.Builder builder, boolean totalHasReasoning) {
        OptionalLong completion = Json.count(usage, "completion_tokens");
        JsonNode out = usage.path("completion_tokens_details");
        OptionalLong reasoning = Json.count(out, "reasoning_tokens");
        long beyond = beyond(usage, completion);
        // Some count reasoning beside the output, not in it; only the total tells.
        if (beyond > 0 && (totalHasReasoning || beyond == reasoning.orElse(0))) {
            builder.count(Unit.OUTPUT_REASONING, beyond).count(Unit.OUTPUT_TEXT, completion.orElse(0));
            return;
        }
        // One provider has told more reasoning than output: what is part of a whole is no more than it.
        long left = completion.orElse(Long.MAX_VALUE);
        left = take(builder, Unit.OUTPUT_REASONING, reasoning, left);
        left = take(builder, Unit.OUTPUT_AUDIO, Json.count(out, "audio_tokens"), left);
        if (completion.isPresent()) {
            builder.count(Unit.OUTPUT_TEXT, left);
        }
    }

    /** {@return how many tokens of the total are neither prompt nor output; 0 if a part is not told} */
    private static long beyond(JsonNode usage, OptionalLong completion) {
        OptionalLong prompt = Json.count(usage, "prompt_tokens");
        OptionalLong total = Json.count(usage, "total_tokens");
        return prompt.isPresent() && total.isPresent() && completion.isPresent()
                ? total.getAsLong() - prompt.getAsLong() - completion.getAsLong()
                : 0;
    }

    private static OptionalLong searches(JsonNode usage) {
        OptionalLong searches = Json.count(usage.path("server_tool_use_details"), "web_search_requests");
        return searches.isPresent() ? searches : Json.count(usage.path("server_tool_use"), "web_search_requests");
    }

    /** {@return what was read from the cache, wherever a server tells it} */
    private static OptionalLong cached(JsonNode usage) {
        for (OptionalLong each : new OptionalLong[] {
            Json.count(usage.path("prompt_tokens_details"), "cached_tokens"),
            Json.count(usage, "cached_tokens"),
            Json.count(usage, "num_cached_tokens"),
            Json.count(usage, "prompt_cache_hit_tokens")
        }) {
            if (each.isPresent()) {
                return each;
            }
        }
        return OptionalLong.empty();
    }

    private static long take(Usage.Builder builder, Unit unit, OptionalLong count, long left) {
        if (count.isEmpty()) {
            return left;
        }
        long taken = Math.min(count.getAsLong(), left);
        builder.count(unit, taken);
        return left - taken;
    }
}
