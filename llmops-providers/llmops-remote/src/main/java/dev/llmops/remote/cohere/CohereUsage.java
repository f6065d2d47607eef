package dev.llmops.remote.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.model.Usage;
import dev.llmops.api.model.Usage.Unit;
import dev.llmops.remote.wire.Json;
import java.util.OptionalLong;

/**
 * Reads what Cohere bills.
 *
 * <p>The billed tokens are fewer than those the model saw, which come beside them with how many of
 * them were cached: these are in the raw record only, since they cost nothing of their own.
 */
final class CohereUsage {
    private CohereUsage() {}

    /** {@return the usage that the provider tells} */
    static Usage read(JsonNode usage) {
        Usage.Builder builder = Usage.builder(Usage.Source.PROVIDER).rawJson(usage.toString());
        JsonNode billed = usage.path("billed_units");
        JsonNode seen = usage.path("tokens");
        count(builder, Unit.INPUT_UNCACHED, billed, seen, "input_tokens");
        count(builder, Unit.OUTPUT_TEXT, billed, seen, "output_tokens");
        Json.count(billed, "search_units").ifPresent(count -> builder.count(Unit.SEARCH_UNITS, count));
        Json.count(billed, "images").ifPresent(count -> builder.count(Unit.IMAGES, count));
        return builder.build();
    }

    private static void count(Usage.Builder builder, Unit unit, JsonNode billed, JsonNode seen, String member) {
        OptionalLong count = Json.count(billed.isObject() ? billed : seen, member);
        count.ifPresent(tokens -> builder.count(unit, tokens));
    }
}
