package dev.llmops.remote.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.model.Usage;
import dev.llmops.api.model.Usage.Unit;
import dev.llmops.remote.wire.Json;
import java.util.OptionalLong;

/**
 * Splits the usage of generated content into units that do not overlap.
 *
 * <p>There the prompt includes what was cached, but not what tools of the provider added to it, and
 * the candidates do not include thoughts. Zeros are left out on the wire: a count that is missing is
 * what the total leaves for it, and unknown without a total.
 */
final class GeminiUsage {
    private GeminiUsage() {}

    /** {@return the usage that the provider tells} */
    static Usage read(JsonNode usage) {
        Usage.Builder builder = Usage.builder(Usage.Source.PROVIDER).rawJson(usage.toString());
        OptionalLong prompt = Json.count(usage, "promptTokenCount");
        OptionalLong cached = Json.count(usage, "cachedContentTokenCount");
        OptionalLong tools = Json.count(usage, "toolUsePromptTokenCount");
        if (prompt.isPresent() || tools.isPresent()) {
            long left = prompt.orElse(0);
            left = take(builder, Unit.CACHE_READ, cached, left);
            left = take(builder, Unit.INPUT_AUDIO, uncached(usage, "AUDIO"), left);
            left = take(builder, Unit.INPUT_IMAGE, uncached(usage, "IMAGE"), left);
            builder.count(Unit.INPUT_UNCACHED, left + tools.orElse(0));
        }
        output(usage, builder);
        return builder.build();
    }

    private static void output(JsonNode usage, Usage.Builder builder) {
        OptionalLong thoughts = Json.count(usage, "thoughtsTokenCount");
        thoughts.ifPresent(count -> builder.count(Unit.OUTPUT_REASONING, count));
        OptionalLong candidates = candidates(usage, thoughts.orElse(0));
        if (candidates.isPresent()) {
            long left = take(
                    builder,
                    Unit.OUTPUT_AUDIO,
                    modality(usage.path("candidatesTokensDetails"), "AUDIO"),
                    candidates.getAsLong());
            builder.count(Unit.OUTPUT_TEXT, left);
        }
    }

    private static OptionalLong candidates(JsonNode usage, long thoughts) {
        OptionalLong told = Json.count(usage, "candidatesTokenCount");
        OptionalLong total = Json.count(usage, "totalTokenCount");
        OptionalLong prompt = Json.count(usage, "promptTokenCount");
        if (told.isPresent() || total.isEmpty() || prompt.isEmpty()) {
            return told;
        }
        long others = prompt.getAsLong()
                + thoughts
                + Json.count(usage, "toolUsePromptTokenCount").orElse(0);
        return OptionalLong.of(Math.max(0, total.getAsLong() - others));
    }

    /** {@return the tokens of one form in the prompt that were not read from the cache} */
    private static OptionalLong uncached(JsonNode usage, String modality) {
        OptionalLong all = modality(usage.path("promptTokensDetails"), modality);
        if (all.isEmpty()) {
            return all;
        }
        long cached = modality(usage.path("cacheTokensDetails"), modality).orElse(0);
        return OptionalLong.of(Math.max(0, all.getAsLong() - cached));
    }

    private static OptionalLong modality(JsonNode details, String modality) {
        for (JsonNode detail : details) {
            if (Json.text(detail, "modality").equals(modality)) {
                return Json.count(detail, "tokenCount");
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
