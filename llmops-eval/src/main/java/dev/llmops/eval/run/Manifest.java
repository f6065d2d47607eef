package dev.llmops.eval.run;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.InvalidInputException;
import dev.llmops.eval.Direction;
import dev.llmops.eval.Signature;
import dev.llmops.eval.json.JsonText;
import dev.llmops.eval.json.MalformedJsonException;
import dev.llmops.eval.json.Values;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code run.json} says.
 *
 * @param info what was run
 * @param order a hash of the order of the items
 * @param state how far the run came
 * @param summary what the results add up to; null while the run is under way
 */
record Manifest(
        RunInfo info,
        String order,
        RunState state,
        @Nullable RunSummary summary) {
    static final int FORMAT = 1;

    Manifest with(RunState newState, @Nullable RunSummary newSummary) {
        return new Manifest(info, order, newState, newSummary);
    }

    /** {@return what keeps this run from going on as {@code wanted} says; empty if nothing does} */
    List<String> differences(Manifest wanted) {
        List<String> found = new ArrayList<>();
        compare("subject", info.subject(), wanted.info.subject(), found);
        compare("fingerprints", info.fingerprints(), wanted.info.fingerprints(), found);
        compare("content of the data set", info.datasetHash(), wanted.info.datasetHash(), found);
        if (info.datasetHash().equals(wanted.info.datasetHash())) {
            compare("order of the items", order, wanted.order, found);
        }
        compare("repeats", info.repeats(), wanted.info.repeats(), found);
        compare("metrics", info.metrics(), wanted.info.metrics(), found);
        return found;
    }

    private static void compare(String what, Object mine, Object wanted, List<String> found) {
        if (!mine.equals(wanted)) {
            found.add(what);
        }
    }

    String toJson() {
        return JsonText.write(json -> {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("format", FORMAT);
            json.writeStringField("state", state.toString());
            json.writeStringField("subject", info.subject());
            json.writeObjectFieldStart("fingerprints");
            for (Map.Entry<String, String> entry : info.fingerprints().entrySet()) {
                json.writeStringField(JsonText.name(entry.getKey()), entry.getValue());
            }
            json.writeEndObject();
            json.writeStringField("dataset", info.dataset());
            json.writeStringField("datasetHash", info.datasetHash());
            json.writeStringField("datasetOrder", order);
            json.writeNumberField("items", info.items());
            json.writeNumberField("repeats", info.repeats());
            json.writeStringField("started", info.started().toString());
            json.writeArrayFieldStart("metrics");
            for (MetricInfo metric : info.metrics()) {
                write(metric, json);
            }
            json.writeEndArray();
            if (summary != null) {
                SummaryJson.write(summary, json);
            }
            json.writeEndObject();
        });
    }

    private static void write(MetricInfo metric, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", metric.name());
        json.writeStringField("signature", metric.signature().toString());
        json.writeBooleanField("higherIsBetter", metric.direction() == Direction.HIGHER_IS_BETTER);
        json.writeBooleanField("mean", metric.mean());
        json.writeEndObject();
    }

    static Manifest parse(String text) throws MalformedJsonException {
        JsonNode node = JsonText.parseObject(text);
        long format = Values.integer(node, "format");
        if (format != FORMAT) {
            throw new MalformedJsonException("its format is " + format + ", this version reads " + FORMAT);
        }
        try {
            RunInfo info = new RunInfo(
                    Values.text(node, "subject"),
                    fingerprints(node.path("fingerprints")),
                    Values.text(node, "dataset"),
                    Values.text(node, "datasetHash"),
                    Values.integer(node, "items"),
                    Math.toIntExact(Values.integer(node, "repeats")),
                    metrics(node.path("metrics")),
                    Instant.parse(Values.text(node, "started")));
            JsonNode summary = node.path("summary");
            return new Manifest(
                    info,
                    Values.text(node, "datasetOrder"),
                    state(Values.text(node, "state")),
                    summary.isObject() ? SummaryJson.read(summary, info.metrics()) : null);
        } catch (DateTimeException | ArithmeticException | InvalidInputException e) {
            throw new MalformedJsonException("a value is out of range");
        }
    }

    private static Map<String, String> fingerprints(JsonNode node) throws MalformedJsonException {
        Map<String, String> fingerprints = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            fingerprints.put(entry.getKey(), Values.text(entry.getValue(), "fingerprints"));
        }
        return fingerprints;
    }

    private static List<MetricInfo> metrics(JsonNode nodes) throws MalformedJsonException {
        List<MetricInfo> metrics = new ArrayList<>();
        for (JsonNode node : nodes) {
            metrics.add(new MetricInfo(
                    Values.text(node, "name"),
                    Signature.parse(Values.text(node, "signature")),
                    node.path("higherIsBetter").asBoolean(true)
                            ? Direction.HIGHER_IS_BETTER
                            : Direction.LOWER_IS_BETTER,
                    node.path("mean").asBoolean(true)));
        }
        return metrics;
    }

    private static RunState state(String text) throws MalformedJsonException {
        for (RunState state : RunState.values()) {
            if (state.toString().equals(text)) {
                return state;
            }
        }
        throw new MalformedJsonException("\"state\" is not known");
    }
}
