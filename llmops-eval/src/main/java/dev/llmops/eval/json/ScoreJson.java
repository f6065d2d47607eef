package dev.llmops.eval.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.model.Usage;
import dev.llmops.eval.Score;
import java.io.IOException;

/**
 * Scores as JSON: a number if that says all, else an object with {@code value}, {@code statistics}, {@code rationale}
 * and {@code usage}, or with {@code unmeasured} or {@code failed}, the reason and {@code usage}.
 */
public final class ScoreJson {
    private ScoreJson() {}

    /** Writes a number or an object. */
    public static void write(Score score, JsonGenerator json) throws IOException {
        if (score instanceof Score.Measured measured) {
            writeMeasured(measured, json);
            return;
        }
        json.writeStartObject();
        if (score instanceof Score.Unmeasured unmeasured) {
            json.writeStringField("unmeasured", unmeasured.reason());
        } else if (score instanceof Score.Failed failed) {
            json.writeStringField("failed", failed.reason());
        }
        OutputJson.writeUsage(score.usage(), json);
        json.writeEndObject();
    }

    private static void writeMeasured(Score.Measured score, JsonGenerator json) throws IOException {
        double[] statistics = score.statistics();
        boolean plain = isMean(score.value(), statistics);
        if (plain && score.rationale().isEmpty() && score.usage().equals(Usage.unknown())) {
            Values.writeDouble(score.value(), json);
            return;
        }
        json.writeStartObject();
        json.writeFieldName("value");
        Values.writeDouble(score.value(), json);
        if (!plain) {
            json.writeArrayFieldStart("statistics");
            for (double statistic : statistics) {
                Values.writeDouble(statistic, json);
            }
            json.writeEndArray();
        }
        if (!score.rationale().isEmpty()) {
            json.writeStringField("rationale", score.rationale());
        }
        OutputJson.writeUsage(score.usage(), json);
        json.writeEndObject();
    }

    /** {@return the score that {@link #write} wrote} */
    public static Score read(JsonNode node) throws MalformedJsonException {
        try {
            if (!node.isObject()) {
                return Score.of(Values.readDouble(node, "score"));
            }
            if (node.has("unmeasured")) {
                return Score.unmeasured(Values.text(node, "unmeasured"))
                        .using(OutputJson.readUsage(node.path("usage")));
            }
            if (node.has("failed")) {
                return Score.failed(Values.text(node, "failed")).using(OutputJson.readUsage(node.path("usage")));
            }
            return readMeasured(node);
        } catch (InvalidInputException e) {
            throw new MalformedJsonException("the score is not valid: " + e.argument());
        }
    }

    private static Score readMeasured(JsonNode node) throws MalformedJsonException {
        double value = Values.readDouble(node.path("value"), "value");
        JsonNode numbers = node.path("statistics");
        Score.Measured score;
        if (numbers.isArray()) {
            double[] statistics = new double[numbers.size()];
            for (int i = 0; i < statistics.length; i++) {
                statistics[i] = Values.readDouble(numbers.get(i), "statistics");
            }
            score = Score.of(value, statistics);
        } else {
            score = Score.of(value);
        }
        String rationale = node.has("rationale") ? Values.text(node, "rationale") : "";
        Usage usage = OutputJson.readUsage(node.path("usage"));
        return rationale.isEmpty() && usage.equals(Usage.unknown()) ? score : score.because(rationale, usage);
    }

    private static boolean isMean(double value, double[] statistics) {
        return statistics.length == 2
                && Double.compare(statistics[0], value) == 0
                && Double.compare(statistics[1], 1) == 0;
    }
}
