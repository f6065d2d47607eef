package dev.llmops.remote.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.model.Usage;
import dev.llmops.api.model.Usage.Unit;
import dev.llmops.remote.wire.Json;
import java.util.OptionalLong;

/**
 * Splits the usage of a message into units that do not overlap.
 *
 * <p>There {@code input_tokens} leaves out what the cache had to do with, and {@code output_tokens} includes
 * thoughts.
 */
final class AnthropicUsage {
    private AnthropicUsage() {}

    static Usage read(JsonNode usage) {
        Usage.Builder builder = Usage.builder(Usage.Source.PROVIDER).rawJson(usage.toString());
        Json.count(usage, "input_tokens").ifPresent(count -> builder.count(Unit.INPUT_UNCACHED, count));
        Json.count(usage, "cache_read_input_tokens").ifPresent(count -> builder.count(Unit.CACHE_READ, count));
        written(usage, builder);
        OptionalLong output = Json.count(usage, "output_tokens");
        if (output.isPresent()) {
            OptionalLong told = Json.count(usage.path("output_tokens_details"), "thinking_tokens");
            long thoughts = Math.min(told.orElse(0), output.getAsLong());
            told.ifPresent(count -> builder.count(Unit.OUTPUT_REASONING, thoughts));
            builder.count(Unit.OUTPUT_TEXT, output.getAsLong() - thoughts);
        }
        Json.count(usage.path("server_tool_use"), "web_search_requests")
                .ifPresent(count -> builder.count(Unit.SEARCH_UNITS, count));
        return builder.build();
    }

    /** The total may be newer than its parts: in a stream only it is told at the end. */
    private static void written(JsonNode usage, Usage.Builder builder) {
        JsonNode parts = usage.path("cache_creation");
        OptionalLong shortTime = Json.count(parts, "ephemeral_5m_input_tokens");
        OptionalLong longTime = Json.count(parts, "ephemeral_1h_input_tokens");
        OptionalLong total = Json.count(usage, "cache_creation_input_tokens");
        if (total.isEmpty()) {
            shortTime.ifPresent(count -> builder.count(Unit.CACHE_WRITE_SHORT, count));
            longTime.ifPresent(count -> builder.count(Unit.CACHE_WRITE_LONG, count));
            return;
        }
        long kept = Math.min(longTime.orElse(0), total.getAsLong());
        longTime.ifPresent(count -> builder.count(Unit.CACHE_WRITE_LONG, kept));
        builder.count(Unit.CACHE_WRITE_SHORT, total.getAsLong() - kept);
    }
}
