package dev.llmops.core.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Require;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.pipeline.OutputFormatException.Violation;
import dev.llmops.core.json.SchemaCheck;
import dev.llmops.core.schema.AnswerJson.Candidate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A form that answers must have: what to ask of the model, and how to check what it says.
 *
 * <p>Immutable and safe for concurrent use. Making one takes about a millisecond; keep it.
 */
public final class StructuredFormat {
    private final String name;
    private final ResponseFormat responseFormat;
    private final SchemaCheck schema;
    private final @Nullable Shape shape;

    private StructuredFormat(String name, ResponseFormat responseFormat, SchemaCheck schema, @Nullable Shape shape) {
        this.name = name;
        this.responseFormat = responseFormat;
        this.schema = schema;
        this.shape = shape;
    }

    /**
     * {@return the form of JSON that stands for an object of {@code type}}
     *
     * <p>An answer has it only if the object can really be made: the checks in a constructor count.
     *
     * @throws dev.llmops.api.ConfigurationException if the type has no JSON form, see {@link JsonSchemas}
     */
    public static StructuredFormat of(Class<?> type) {
        Shape shape = ShapeReader.of(Require.nonNull(type, "type"));
        ObjectNode schema = Definitions.describe(shape);
        ObjectNode strict = StrictSchema.of(schema);
        String name = identifier(type.getSimpleName());
        return new StructuredFormat(name, request(name, strict), new SchemaCheck(name, schema), shape);
    }

    /**
     * {@return the form of JSON that matches a schema}
     *
     * @param name what the value is called, for the model and in messages
     * @param schemaJson the schema, draft 2020-12 unless it says another
     * @throws dev.llmops.api.ConfigurationException if the schema is not valid
     */
    public static StructuredFormat ofSchema(String name, String schemaJson) {
        Require.nonBlank(name, "name");
        JsonNode schema = SchemaCheck.parse(name, Require.nonBlank(schemaJson, "schemaJson"));
        return new StructuredFormat(name, request(identifier(name), schema), new SchemaCheck(name, schema), null);
    }

    private static ResponseFormat request(String name, JsonNode schema) {
        return new ResponseFormat.JsonSchema(name, schema.toString(), StrictSchema.allows(schema));
    }

    /** {@return {@code name} as providers take it: letters, digits, hyphens and underscores, at most 64} */
    private static String identifier(String name) {
        String identifier = name.replaceAll("[^a-zA-Z0-9_-]", "_");
        return identifier.length() > 64 ? identifier.substring(0, 64) : identifier;
    }

    /** {@return what to ask of the model; strict if the schema is one that providers can guarantee} */
    public ResponseFormat responseFormat() {
        return responseFormat;
    }

    /** {@return what the value is called} */
    public String name() {
        return name;
    }

    /**
     * {@return the JSON in {@code answerText}, and what is wrong with it}
     *
     * <p>Code fences, prose around the value and slips of form are overlooked and reported as repairs.
     * A missing end, a key that is there twice, and two different values that both match are not.
     */
    public Checked check(String answerText) {
        return examine(answerText).checked();
    }

    Examined examine(String answerText) {
        List<Examined> all = AnswerJson.find(Require.nonNull(answerText, "answerText"), schema.opening()).stream()
                .map(this::examine)
                .toList();
        for (Examined each : all) {
            if (each.node() == null) {
                return each;
            }
        }
        Map<JsonNode, Examined> matching = new LinkedHashMap<>();
        Examined best = all.get(0);
        for (Examined each : all) {
            if (each.checked().violations().isEmpty()) {
                matching.put(each.node(), each);
            }
            if (each.checked().violations().size()
                    <= best.checked().violations().size()) {
                best = each;
            }
        }
        if (matching.size() > 1) {
            String problem = "has " + matching.size() + " different JSON values that match; there must be exactly one";
            return new Examined(
                    null,
                    null,
                    new Checked(
                            "",
                            List.of(new Violation("", problem)),
                            best.checked().repairs()));
        }
        return best;
    }

    private Examined examine(Candidate candidate) {
        JsonNode node = candidate.value();
        List<Violation> violations = new ArrayList<>();
        candidate.violations().forEach(each -> violations.add(violation(each.path(), each.problem())));
        @Nullable Object value = null;
        if (node != null && violations.isEmpty()) {
            schema.problems(node).forEach(problem -> violations.add(violation(problem)));
        }
        if (node != null && violations.isEmpty() && shape != null) {
            Reading reading = new Reading();
            value = shape.read(node, reading);
            reading.violations().forEach(each -> violations.add(violation(each.path(), each.problem())));
        }
        return new Examined(node, value, new Checked(candidate.json(), violations, candidate.repairs()));
    }

    private Violation violation(SchemaCheck.Problem problem) {
        String path = problem.path();
        if (!problem.isUnknownMember() || path.isEmpty()) {
            return violation(path, problem.text());
        }
        // Named by its object, since the name of the member is a part of the answer.
        String allowed = problem.otherNames().isEmpty()
                ? "has a member that the schema does not allow"
                : "has a member other than " + String.join(", ", problem.otherNames());
        return violation(path.substring(0, path.lastIndexOf('/')), allowed);
    }

    /** {@return a violation; a name in its path that only the answer has is shown as {@code *}} */
    private Violation violation(String path, String problem) {
        if (path.isEmpty()) {
            return new Violation("", problem);
        }
        StringBuilder shown = new StringBuilder();
        for (String segment : path.substring(1).split("/", -1)) {
            boolean known = schema.knows(SchemaCheck.unescape(segment)) || isIndex(segment);
            shown.append('/').append(known ? segment : "*");
        }
        return new Violation(shown.toString(), problem);
    }

    private static boolean isIndex(String segment) {
        return !segment.isEmpty() && segment.length() < 8 && segment.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** {@return what to tell the model about an answer that has {@code violations}} */
    public String repromptText(List<Violation> violations) {
        StringBuilder text =
                new StringBuilder("Your answer is not a valid ").append(name).append(":\n");
        for (Violation violation : violations) {
            text.append("- ")
                    .append(violation.path().isEmpty() ? "the answer" : violation.path())
                    .append(' ')
                    .append(violation.problem())
                    .append('\n');
        }
        return text.append("Answer again with the complete, corrected JSON value and nothing else: ")
                .append("no explanation and no code fence.")
                .toString();
    }

    @Override
    public String toString() {
        return "StructuredFormat[" + name + "]";
    }

    /**
     * An answer that was checked.
     *
     * @param json the JSON value that was found; empty if there is none
     * @param violations what is wrong; empty if the value has the form
     * @param repairs what had to be overlooked to read the value
     */
    public record Checked(String json, List<Violation> violations, List<String> repairs) {
        /** Copies all components. */
        public Checked {
            Require.nonNull(json, "json");
            violations = List.copyOf(Require.nonNull(violations, "violations"));
            repairs = List.copyOf(Require.nonNull(repairs, "repairs"));
        }

        /** {@return whether the answer has the form} */
        public boolean isValid() {
            return violations.isEmpty();
        }

        /** Shows counts, not the answer. */
        @Override
        public String toString() {
            return "Checked[" + violations.size() + " violations, " + repairs.size() + " repairs]";
        }
    }

    /**
     * An answer that was checked, with what was made of it.
     *
     * @param node the value found
     * @param value the object, if there is a type and nothing is wrong
     * @param checked the result of the check
     */
    record Examined(@Nullable JsonNode node, @Nullable Object value, Checked checked) {}
}
