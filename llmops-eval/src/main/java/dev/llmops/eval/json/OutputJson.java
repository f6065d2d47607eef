package dev.llmops.eval.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.model.Usage;
import dev.llmops.eval.Output;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Outputs as JSON: {@code text} or {@code failure}, and {@code retrieved}, {@code nanos}, {@code usage}, {@code cost}
 * where they are known. What a provider reported word for word is not kept.
 */
public final class OutputJson {
    private OutputJson() {}

    /** Writes an object. */
    public static void write(Output output, JsonGenerator json) throws IOException {
        json.writeStartObject();
        if (output.failure().isPresent()) {
            json.writeStringField("failure", output.failure().get());
        } else {
            json.writeStringField("text", output.text());
        }
        if (!output.retrieved().isEmpty()) {
            json.writeArrayFieldStart("retrieved");
            for (Output.Retrieved found : output.retrieved()) {
                json.writeStartObject();
                json.writeStringField("id", found.id());
                json.writeStringField("text", found.text());
                json.writeFieldName("score");
                Values.writeDouble(found.score(), json);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        if (!output.latency().isZero()) {
            json.writeNumberField("nanos", output.latency().toNanos());
        }
        writeUsage(output.usage(), json);
        if (output.cost().isPresent()) {
            json.writeStringField("cost", output.cost().get().toPlainString());
        }
        json.writeEndObject();
    }

    /** {@return the output that {@link #write} wrote} */
    public static Output read(JsonNode node) throws MalformedJsonException {
        try {
            Output.Builder builder = node.has("failure")
                    ? Output.failure(Values.text(node, "failure"))
                    : Output.builder(Values.text(node, "text"));
            List<Output.Retrieved> retrieved = new ArrayList<>();
            for (JsonNode found : node.path("retrieved")) {
                retrieved.add(new Output.Retrieved(
                        Values.text(found, "id"),
                        Values.text(found, "text"),
                        Values.readDouble(found.path("score"), "score")));
            }
            builder.retrieved(retrieved).usage(readUsage(node.path("usage")));
            if (node.has("nanos")) {
                builder.latency(Duration.ofNanos(Values.integer(node, "nanos")));
            }
            BigDecimal cost = Values.decimal(node, "cost");
            return cost == null ? builder.build() : builder.cost(cost).build();
        } catch (InvalidInputException e) {
            throw new MalformedJsonException("the output is not valid: " + e.argument());
        }
    }

    /** Writes the member {@code usage}, if anything is known. */
    static void writeUsage(Usage usage, JsonGenerator json) throws IOException {
        if (usage.equals(Usage.unknown())) {
            return;
        }
        json.writeObjectFieldStart("usage");
        json.writeStringField("source", usage.source().name());
        for (Usage.Unit unit : Usage.Unit.values()) {
            if (usage.count(unit).isPresent()) {
                json.writeNumberField(unit.name(), usage.count(unit).getAsLong());
            }
        }
        if (usage.providerCost().isPresent()) {
            json.writeStringField("cost", usage.providerCost().get().toPlainString());
        }
        json.writeEndObject();
    }

    static Usage readUsage(JsonNode node) throws MalformedJsonException {
        if (node.isMissingNode()) {
            return Usage.unknown();
        }
        try {
            Usage.Builder usage = Usage.builder(Usage.Source.valueOf(Values.text(node, "source")));
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                if (entry.getValue().isIntegralNumber()) {
                    usage.count(Usage.Unit.valueOf(entry.getKey()), Values.integer(node, entry.getKey()));
                }
            }
            BigDecimal cost = Values.decimal(node, "cost");
            return cost == null ? usage.build() : usage.providerCost(cost).build();
        } catch (IllegalArgumentException e) {
            throw new MalformedJsonException("the usage has a unit or a source that is not known");
        }
    }
}
