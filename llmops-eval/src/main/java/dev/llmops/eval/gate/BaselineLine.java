package dev.llmops.eval.gate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.Score;
import dev.llmops.eval.run.MetricInfo;
import dev.llmops.eval.run.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One line of a baseline and what it must look like.
 *
 * @param node the object
 * @param fail makes the exception that tells file, line and a problem
 */
record BaselineLine(JsonNode node, Function<String, BaselineException> fail) {
    boolean has(String key) {
        return node.has(key);
    }

    void only(String... keys) {
        Set<String> known = Set.of(keys);
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                throw fail.apply("has the unknown key " + key);
            }
        });
    }

    String text(String key) {
        JsonNode value = node.path(key);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw fail.apply("needs a text for " + key);
        }
        return value.textValue();
    }

    int integer(String key, int least) {
        JsonNode value = node.path(key);
        if (!value.isInt() || value.intValue() < least) {
            throw fail.apply("needs a whole number of " + least + " or more for " + key);
        }
        return value.intValue();
    }

    boolean flag(String key) {
        JsonNode value = node.path(key);
        if (!value.isBoolean()) {
            throw fail.apply("needs true or false for " + key);
        }
        return value.booleanValue();
    }

    List<Result> results(String id, int repeats, List<MetricInfo> metrics) {
        only("item", "failures", "scores");
        JsonNode scores = node.path("scores");
        if (!scores.isArray() || scores.size() != repeats) {
            throw fail.apply("needs " + repeats + " objects in scores, one for each repeat");
        }
        Set<String> names = metrics.stream().map(MetricInfo::name).collect(Collectors.toSet());
        Item item = Item.of(id, "");
        List<Result> results = new ArrayList<>();
        for (int repeat = 0; repeat < repeats; repeat++) {
            JsonNode failure = node.path("failures").path(Integer.toString(repeat));
            Output output = failure.isTextual() && !failure.textValue().isBlank()
                    ? Output.failure(failure.textValue()).build()
                    : Output.of("");
            results.add(new Result(item, repeat, output, scores(scores.get(repeat), names)));
        }
        return results;
    }

    private Map<String, Score> scores(JsonNode object, Set<String> names) {
        Map<String, Score> scores = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!names.contains(field.getKey())) {
                throw fail.apply("has a score of " + field.getKey() + ", which is no metric of the baseline");
            }
            scores.put(field.getKey(), score(field.getKey(), field.getValue()));
        }
        return scores;
    }

    private Score score(String name, JsonNode value) {
        if (value.isNumber()) {
            return Score.of(value.doubleValue());
        }
        if (value.path("unmeasured").isTextual()) {
            return Score.unmeasured(value.path("unmeasured").textValue());
        }
        if (value.path("failed").isTextual()) {
            return Score.failed(value.path("failed").textValue());
        }
        JsonNode statistics = value.path("statistics");
        if (!statistics.isArray() || !value.has("value")) {
            throw fail.apply("needs a number, or an object with value and statistics, for the score of " + name);
        }
        double[] sums = new double[statistics.size()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = number(name, statistics.get(i));
        }
        return Score.of(number(name, value.get("value")), sums);
    }

    private double number(String name, JsonNode value) {
        if (value.isNumber()) {
            return value.doubleValue();
        }
        return switch (value.asText()) {
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            case "NaN" -> Double.NaN;
            default -> throw fail.apply("needs numbers in the score of " + name);
        };
    }
}
