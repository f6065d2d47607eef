package dev.llmops.eval.benchmark;

import dev.llmops.api.ConfigurationException;
import dev.llmops.eval.regex.PatientText;
import dev.llmops.eval.regex.SlowPatternException;
import dev.llmops.template.Template;
import dev.llmops.template.TemplateException;
import dev.llmops.template.TemplateOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a task file says about documents: the name of a field, or a template. Safe for concurrent use.
 *
 * <p>A text that is neither, having no braces and being no field of any document, stands for itself.
 */
final class FieldText {
    private static final TemplateOptions OPTIONS = TemplateOptions.builder()
            .strictUndefined()
            .trimBlocks(false)
            .lstripBlocks(false)
            .filter("regex_replace", FieldText::replaced)
            .build();

    private final String source;
    private final Set<String> names;
    private final Template template;

    private FieldText(String source, Set<String> names, Template template) {
        this.source = source;
        this.names = names;
        this.template = template;
    }

    /**
     * {@return what {@code node} says}
     *
     * @param names the fields that documents have
     * @throws ConfigurationException if it is a template that cannot be read
     */
    static FieldText of(YamlNode node, Set<String> names) {
        String source = node.isNull() ? "" : node.text();
        try {
            return of(source, names);
        } catch (TemplateException e) {
            throw node.wrong("is not a template that can be read: line " + e.line() + " of it: " + e.problem());
        }
    }

    static FieldText of(String source, Set<String> names) {
        // A line end at the end of a source is dropped unless there are two.
        String kept = source.endsWith("\n") ? source + "\n" : source;
        return new FieldText(source, Set.copyOf(names), Template.parse(kept, OPTIONS));
    }

    /** {@return whether this is the name of a field} */
    boolean isField() {
        return names.contains(source);
    }

    /** {@return the value of the field, or the text that the template makes} */
    Object of(Document document) {
        return isField() ? document.value(source) : rendered(document);
    }

    /** {@return the value as a text} */
    String text(Document document) {
        return isField() ? asText(document.value(source)) : rendered(document);
    }

    private String rendered(Document document) {
        try {
            return template.render(document.fields());
        } catch (TemplateException e) {
            throw document.problem("a template cannot be rendered: " + e.problem(), e);
        } catch (SlowPatternException e) {
            throw document.problem("a template cannot be rendered: " + e.problem(), e);
        }
    }

    /** {@return {@code value} as Python writes it} */
    static String asText(@Nullable Object value) {
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        return value == null ? "None" : value.toString();
    }

    private static Object replaced(List<@Nullable Object> arguments, Map<String, @Nullable Object> named) {
        Object text = arguments.isEmpty() ? null : arguments.get(0);
        Object pattern = arguments.size() > 1 ? arguments.get(1) : named.get("pattern");
        Object other = arguments.size() > 2 ? arguments.get(2) : named.getOrDefault("repl", "");
        if (text == null || pattern == null || other == null) {
            throw new ConfigurationException("regex_replace needs a text, a pattern and what to put in its place.");
        }
        // Python refers to groups with a backslash, Java with a dollar sign.
        String replacement = other.toString().replace("$", "\\$").replaceAll("\\\\([0-9])", "\\$$1");
        Pattern compiled = PythonRegex.compile(pattern.toString());
        return PatientText.search(
                text.toString(), patient -> compiled.matcher(patient).replaceAll(replacement));
    }

    /** Shows what the task file says. */
    @Override
    public String toString() {
        return source;
    }
}
