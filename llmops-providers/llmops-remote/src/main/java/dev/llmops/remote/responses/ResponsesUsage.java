package dev.llmops.remote.responses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.model.Usage;
import dev.llmops.api.model.Usage.Unit;
import dev.llmops.remote.wire.Json;
import java.util.OptionalLong;

/**
 * Splits the usage of an answer into units that do not overlap.
 *
 * <p>There {@code input_tokens} includes what was cached, and {@code output_tokens} what was thought; what a server
 * does not tell stays unknown.
 */
final class ResponsesUsage {
    private ResponsesUsage() {}

    static Usage read(JsonNode usage) {
        Usage.Builder builder = Usage.builder(Usage.Source.PROVIDER).rawJson(usage.toString());
        JsonNode in = usage.path("input_tokens_details");
        OptionalLong input = Json.count(usage, "input_tokens");
        long left = input.orElse(Long.MAX_VALUE);
        left = take(builder, Unit.CACHE_READ, Json.count(in, "cached_tokens"), left);
        left = take(builder, Unit.CACHE_WRITE_SHORT, Json.count(in, "cache_write_tokens"), left);
        left = take(builder, Unit.INPUT_AUDIO, Json.count(in, "audio_tokens"), left);
        left = take(builder, Unit.INPUT_IMAGE, Json.count(in, "image_tokens"), left);
        if (input.isPresent()) {
            builder.count(Unit.INPUT_UNCACHED, left);
        }
        JsonNode out = usage.path("output_tokens_details");
        OptionalLong output = Json.count(usage, "output_tokens");
        // A part of a whole is no more than it, whatever a server says.
        left = output.orElse(Long.MAX_VALUE);
        left = take(builder, Unit.OUTPUT_REASONING, Json.count(out, "reasoning_tokens"), left);
        left = take(builder, Unit.OUTPUT_AUDIO, Json.count(out, "audio_tokens"), left);
        if (output.isPresent()) {
            builder.count(Unit.OUTPUT_TEXT, left);
        }
        JsonNode cost = usage.path("cost");
        if (cost.isNumber() && cost.decimalValue().signum() >= 0) {
            builder.providerCost(cost.decimalValue());
        }
        return builder.build();
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
