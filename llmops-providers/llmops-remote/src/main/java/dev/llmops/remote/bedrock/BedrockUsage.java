package dev.llmops.remote.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.model.Usage;
import dev.llmops.api.model.Usage.Unit;
import dev.llmops.remote.wire.Json;
import java.util.OptionalLong;

/** Splits the usage that Converse tells; {@code inputTokens} leaves out there what the cache had to do with. */
final class BedrockUsage {
    private BedrockUsage() {}

    static Usage read(JsonNode usage) {
        Usage.Builder builder = Usage.builder(Usage.Source.PROVIDER).rawJson(usage.toString());
        Json.count(usage, "inputTokens").ifPresent(count -> builder.count(Unit.INPUT_UNCACHED, count));
        Json.count(usage, "cacheReadInputTokens").ifPresent(count -> builder.count(Unit.CACHE_READ, count));
        Json.count(usage, "outputTokens").ifPresent(count -> builder.count(Unit.OUTPUT_TEXT, count));
        written(usage, builder);
        return builder.build();
    }

    private static void written(JsonNode usage, Usage.Builder builder) {
        OptionalLong total = Json.count(usage, "cacheWriteInputTokens");
        if (total.isEmpty()) {
            return;
        }
        long longTime = 0;
        for (JsonNode detail : usage.path("cacheDetails")) {
            if (Json.text(detail, "ttl").equals("1h")) {
                longTime += Json.count(detail, "inputTokens").orElse(0);
            }
        }
        long kept = Math.min(longTime, total.getAsLong());
        if (kept > 0) {
            builder.count(Unit.CACHE_WRITE_LONG, kept);
        }
        builder.count(Unit.CACHE_WRITE_SHORT, total.getAsLong() - kept);
    }
}
