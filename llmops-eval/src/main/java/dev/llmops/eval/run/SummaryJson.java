package dev.llmops.eval.run;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.eval.json.JsonText;
import dev.llmops.eval.json.MalformedJsonException;
import dev.llmops.eval.json.Values;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The member {@code summary} of {@code run.json}. */
final class SummaryJson {
    private SummaryJson() {}

    static void write(RunSummary summary, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("summary");
        json.writeNumberField("wanted", summary.wanted());
        json.writeNumberField("results", summary.results());
        json.writeNumberField("failures", summary.failures());
        json.writeStringField("spent", summary.spent().toPlainString());
        json.writeNumberField("unpriced", summary.unpriced());
        json.writeObjectFieldStart("metrics");
        for (MetricSummary metric : summary.metrics()) {
            json.writeFieldName(JsonText.name(metric.metric().name()));
            write(metric, json);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void write(MetricSummary metric, JsonGenerator json) throws IOException {
        json.writeStartObject();
        if (metric.score().isPresent()) {
            json.writeFieldName("score");
            Values.writeDouble(metric.score().getAsDouble(), json);
        }
        json.writeNumberField("measured", metric.measured());
        json.writeNumberField("unmeasured", metric.unmeasured());
        json.writeNumberField("failed", metric.failed());
        json.writeObjectFieldStart("reasons");
        for (Map.Entry<String, Long> reason : metric.reasons().entrySet()) {
            json.writeNumberField(JsonText.name(reason.getKey()), reason.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    static RunSummary read(JsonNode node, List<MetricInfo> infos) throws MalformedJsonException {
        List<MetricSummary> metrics = new ArrayList<>();
        for (MetricInfo info : infos) {
            metrics.add(read(node.path("metrics").path(info.name()), info));
        }
        BigDecimal spent = Values.decimal(node, "spent");
        return new RunSummary(
                Values.integer(node, "wanted"),
                Values.integer(node, "results"),
                Values.integer(node, "failures"),
                spent == null ? BigDecimal.ZERO : spent,
                Values.integer(node, "unpriced"),
                metrics);
    }

    private static MetricSummary read(JsonNode node, MetricInfo info) throws MalformedJsonException {
        OptionalDouble score = node.has("score")
                ? OptionalDouble.of(Values.readDouble(node.path("score"), "score"))
                : OptionalDouble.empty();
        Map<String, Long> reasons = new TreeMap<>();
        for (Map.Entry<String, JsonNode> reason : node.path("reasons").properties()) {
            reasons.put(reason.getKey(), reason.getValue().asLong());
        }
        return new MetricSummary(
                info,
                score,
                Values.integer(node, "measured"),
                Values.integer(node, "unmeasured"),
                Values.integer(node, "failed"),
                reasons);
    }
}
