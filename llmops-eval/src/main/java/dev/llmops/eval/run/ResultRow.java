package dev.llmops.eval.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.InvalidInputException;
import dev.llmops.eval.Score;
import dev.llmops.eval.json.ItemJson;
import dev.llmops.eval.json.JsonText;
import dev.llmops.eval.json.MalformedJsonException;
import dev.llmops.eval.json.OutputJson;
import dev.llmops.eval.json.ScoreJson;
import dev.llmops.eval.json.Values;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A line of a results file.
 *
 * @param number the place in the run: the place of the item times the repeats, plus the repeat; from 0
 * @param result what came
 * @param spent what it cost this run; zero where everything came from the cache
 * @param unpriced whether it used a model at a price that is not known
 */
record ResultRow(int number, Result result, BigDecimal spent, boolean unpriced) {
    /** {@return the row as one line of JSON, without its end} */
    String toJson() {
        return JsonText.write(json -> {
            json.writeStartObject();
            json.writeNumberField("n", number);
            json.writeNumberField("repeat", result.repeat());
            json.writeFieldName("item");
            ItemJson.write(result.item(), json);
            json.writeFieldName("output");
            OutputJson.write(result.output(), json);
            json.writeObjectFieldStart("scores");
            for (Map.Entry<String, Score> score : result.scores().entrySet()) {
                json.writeFieldName(JsonText.name(score.getKey()));
                ScoreJson.write(score.getValue(), json);
            }
            json.writeEndObject();
            if (spent.signum() != 0) {
                json.writeStringField("spent", spent.toPlainString());
            }
            if (unpriced) {
                json.writeBooleanField("unpriced", true);
            }
            json.writeEndObject();
        });
    }

    /** {@return the row that {@link #toJson} wrote} */
    static ResultRow parse(String line) throws MalformedJsonException {
        JsonNode node = JsonText.parseObject(line);
        Map<String, Score> scores = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> score : node.path("scores").properties()) {
            scores.put(score.getKey(), ScoreJson.read(score.getValue()));
        }
        BigDecimal spent = Values.decimal(node, "spent");
        try {
            Result result = new Result(
                    ItemJson.read(node.path("item")),
                    Math.toIntExact(Values.integer(node, "repeat")),
                    OutputJson.read(node.path("output")),
                    scores);
            return new ResultRow(
                    Math.toIntExact(Values.integer(node, "n")),
                    result,
                    spent == null ? BigDecimal.ZERO : spent,
                    node.path("unpriced").asBoolean(false));
        } catch (ArithmeticException | InvalidInputException e) {
            throw new MalformedJsonException("a number is out of range");
        }
    }
}
