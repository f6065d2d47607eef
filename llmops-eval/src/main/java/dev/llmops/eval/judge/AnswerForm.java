package dev.llmops.eval.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * The fields that a judge has to fill in. Immutable.
 *
 * <pre>{@code
 * AnswerForm form = AnswerForm.empty()
 *         .text("reason", "why, in one or two sentences")
 *         .whole("score", 1, 5, "the score");
 * }</pre>
 *
 * <p>Put reasons before scores: a model writes in that order, and thinks while it writes.
 */
public final class AnswerForm {
    private static final AnswerForm EMPTY = new AnswerForm(List.of());

    private final List<FormField> fields;

    private AnswerForm(List<FormField> fields) {
        this.fields = fields;
    }

    /** {@return a form without fields} */
    public static AnswerForm empty() {
        return EMPTY;
    }

    /** {@return this form with a text behind the other fields} */
    public AnswerForm text(String name, String meaning) {
        return and(new FormField.Text(name, meaning));
    }

    /** {@return this form with a whole number from {@code least} to {@code most}} */
    public AnswerForm whole(String name, int least, int most, String meaning) {
        Require.that(least <= most, "least", "least must not be above most, was " + least + " and " + most);
        return and(new FormField.Whole(name, least, most, meaning));
    }

    /** {@return this form with one of {@code words}} */
    public AnswerForm choice(String name, List<String> words, String meaning) {
        return and(new FormField.Choice(name, List.copyOf(Require.nonNull(words, "words")), meaning));
    }

    /** {@return this form with a list of texts, which may be empty} */
    public AnswerForm texts(String name, String meaning) {
        return and(new FormField.Texts(name, meaning));
    }

    /** {@return this form with a list, which may be empty, of entries that have fields of their own} */
    public AnswerForm list(String name, AnswerForm entry, String meaning) {
        return and(new FormField.Entries(name, Require.nonNull(entry, "entry"), meaning));
    }

    /** {@return this form with the fields of {@code other} behind its own} */
    AnswerForm and(AnswerForm other) {
        AnswerForm joined = this;
        for (FormField field : other.fields) {
            joined = joined.and(field);
        }
        return joined;
    }

    private AnswerForm and(FormField field) {
        Require.nonBlank(field.name(), "name");
        Require.nonBlank(field.meaning(), "meaning");
        Require.that(
                fields.stream().noneMatch(other -> other.name().equals(field.name())),
                "name",
                "there are two fields with the name " + field.name());
        List<FormField> more = new ArrayList<>(fields);
        more.add(field);
        return new AnswerForm(List.copyOf(more));
    }

    /** {@return a JSON schema of the form, as JSON text} */
    public String schema() {
        return schemaNode().toString();
    }

    ObjectNode schemaNode() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        fields.forEach(field -> properties.set(field.name(), field.schema()));
        fields.forEach(field -> schema.withArray("required").add(field.name()));
        schema.put("additionalProperties", false);
        return schema;
    }

    /** {@return the fields, in words for a model, a line each, behind {@code indent}} */
    String description(String indent) {
        StringJoiner lines = new StringJoiner("\n");
        fields.forEach(field -> lines.add(indent + "- \"" + field.name() + "\": " + field.description(indent)));
        return lines.toString();
    }

    /** {@return what is wrong with {@code json}, without quoting it; empty if it fills in the form} */
    Optional<String> problem(JsonNode json) {
        for (FormField field : fields) {
            JsonNode value = json.get(field.name());
            Optional<String> problem =
                    value == null || value.isNull() ? Optional.of("is missing") : field.problem(value);
            if (problem.isPresent()) {
                return Optional.of("\"" + field.name() + "\" " + problem.get());
            }
        }
        return Optional.empty();
    }

    /** {@return the names of the fields, in order} */
    List<String> names() {
        return fields.stream().map(FormField::name).toList();
    }

    /** {@return the field {@code name}} */
    FormField field(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The form has no field " + name + ", only " + names()));
    }

    /** Shows the names of the fields. */
    @Override
    public String toString() {
        return "AnswerForm" + names();
    }
}
