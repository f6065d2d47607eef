package dev.llmops.eval.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.llmops.api.Require;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.TextMetric;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the answer is the same JSON as a reference, or how much of it, from 0 to 1.
 *
 * <p>The order of fields, white space and the way of writing numbers do not count; the order of lists does. An answer
 * that is no JSON, or JSON with something behind it, has the score 0; a reference that is none is a failure to measure.
 * Of several references the best counts; the score of a corpus is the mean. Immutable; safe for concurrent use.
 */
public final class JsonMatch implements TextMetric {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final boolean partial;
    private final double tolerance;

    private JsonMatch(boolean partial, double tolerance) {
        this.partial = partial;
        this.tolerance = tolerance;
    }

    /** {@return 1 if both are the same, else 0} */
    public static JsonMatch exact() {
        return new JsonMatch(false, 0);
    }

    /**
     * {@return F1 over single values: those of the answer that stand in the reference, at the same place}
     *
     * <p>An empty object or list is a value too.
     */
    public static JsonMatch fields() {
        return new JsonMatch(true, 0);
    }

    /**
     * {@return this metric with numbers taken for equal that differ by at most {@code tolerance}}
     *
     * @param tolerance relative to the number in the reference, absolute where that is below 1
     */
    public JsonMatch tolerance(double tolerance) {
        return new JsonMatch(partial, Require.inRange(tolerance, 0, 1, "tolerance"));
    }

    @Override
    public Signature signature() {
        return Signature.of(partial ? "json-fields" : "json-match")
                .with("refs", "best")
                .with("tolerance", tolerance);
    }

    @Override
    public Score score(String text, List<String> references) {
        if (references.isEmpty()) {
            return Score.unmeasured("the item has no reference");
        }
        JsonNode answer = parse(text);
        double best = 0;
        for (int i = 0; i < references.size(); i++) {
            JsonNode reference = parse(references.get(i));
            if (reference == null) {
                return Score.failed("reference " + (i + 1) + " of " + references.size() + " is no JSON");
            }
            if (answer != null) {
                best = Math.max(best, compare(answer, reference));
            }
        }
        return Score.of(best);
    }

    private static @Nullable JsonNode parse(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node.isMissingNode() ? null : node;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private double compare(JsonNode answer, JsonNode reference) {
        Map<String, JsonNode> values = new HashMap<>();
        collect("", answer, values);
        int answered = values.size();
        Map<String, JsonNode> wanted = new HashMap<>();
        collect("", reference, wanted);
        int same = 0;
        for (Map.Entry<String, JsonNode> value : wanted.entrySet()) {
            JsonNode given = values.get(value.getKey());
            if (given != null && isSame(given, value.getValue())) {
                same++;
            }
        }
        if (partial) {
            return 2.0 * same / (answered + wanted.size());
        }
        return same == answered && same == wanted.size() ? 1 : 0;
    }

    /** Adds the single values below {@code node} by their places: {@code /field} for fields, {@code [0} in lists. */
    private static void collect(String place, JsonNode node, Map<String, JsonNode> values) {
        if (node.isEmpty()) {
            values.put(place, node);
        } else if (node.isObject()) {
            node.properties()
                    .forEach(field -> collect(place + "/" + escaped(field.getKey()), field.getValue(), values));
        } else {
            for (int i = 0; i < node.size(); i++) {
                collect(place + "[" + i, node.get(i), values);
            }
        }
    }

    private static String escaped(String field) {
        return field.replace("~", "~0").replace("/", "~1").replace("[", "~2");
    }

    private boolean isSame(JsonNode answer, JsonNode reference) {
        if (!answer.isNumber() || !reference.isNumber()) {
            return answer.equals(reference);
        }
        if (answer.decimalValue().compareTo(reference.decimalValue()) == 0) {
            return true;
        }
        double wanted = reference.doubleValue();
        double difference = Math.abs(answer.doubleValue() - wanted);
        return tolerance > 0 && difference <= tolerance * Math.max(1, Math.abs(wanted));
    }

    @Override
    public String toString() {
        return signature().toString();
    }
}
