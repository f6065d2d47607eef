package dev.llmops.template;

import dev.llmops.api.Require;
import dev.llmops.template.builtin.Library;
import dev.llmops.template.syntax.StatementParser;
import dev.llmops.template.syntax.Vocabulary;
import dev.llmops.template.syntax.Whitespace;
import dev.llmops.template.tree.Frame;
import dev.llmops.template.tree.Name;
import dev.llmops.template.value.Failure;
import dev.llmops.template.value.Function;
import dev.llmops.template.value.Run;
import dev.llmops.template.value.Values;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A template in the Jinja language, read once and rendered any number of times.
 *
 * <p>The language is that of Jinja 3 with the additions of chat templates, and values behave as in Python. A template reaches
 * nothing but its variables and the functions of its {@link TemplateOptions}; it cannot read files, classes or other
 * templates, and the steps, depth and output of a rendering are bounded. Safe for concurrent use.
 */
public final class Template {
    private final StatementParser.Parsed parsed;
    private final Run.Setting setting;
    private final Set<String> variables;

    private Template(StatementParser.Parsed parsed, Run.Setting setting) {
        this.parsed = parsed;
        this.setting = setting;
        this.variables = Collections.unmodifiableSet(parsed.free());
    }

    /** {@return the template that {@code source} is, with the default options} */
    public static Template parse(String source) {
        return parse(source, TemplateOptions.defaults());
    }

    /**
     * {@return the template that {@code source} is}
     *
     * @throws TemplateException if it is not in the language, with the line where that shows
     */
    public static Template parse(String source, TemplateOptions options) {
        Require.nonNull(source, "source");
        Run.Setting setting = setting(Require.nonNull(options, "options"));
        Vocabulary vocabulary =
                new Vocabulary(setting.filters(), setting.tests(), with(Library.globals(), options.functions()));
        Whitespace whitespace = new Whitespace(options.trimBlocks(), options.lstripBlocks(), false);
        try {
            return new Template(StatementParser.parse(source, whitespace, vocabulary, options.depth()), setting);
        } catch (StackOverflowError e) {
            throw new TemplateException("The template is nested too deeply. Split it up.", 0, false, e);
        }
    }

    private static Run.Setting setting(TemplateOptions options) {
        return new Run.Setting(
                options.dialect(),
                options.strict(),
                options.steps(),
                options.depth(),
                options.outputCharacters(),
                options.clock(),
                options.random(),
                with(Library.filters(), options.filters()),
                with(Library.tests(), options.tests()));
    }

    private static Map<String, Function> with(Map<String, Function> known, Map<String, TemplateFunction> more) {
        if (more.isEmpty()) {
            return known;
        }
        Map<String, Function> all = new LinkedHashMap<>(known);
        more.forEach((name, function) -> all.put(name, Values.function(name, function)));
        return Map.copyOf(all);
    }

    /**
     * {@return the text that the template makes of {@code variables}}
     *
     * <p>Values may be texts, numbers, booleans, null, maps, collections, arrays, records, enums and
     * {@link TemplateFunction}s, in any nesting; only those that the template names are looked at.
     *
     * @throws TemplateException if the template refuses them, uses what is not there, or exceeds a bound
     */
    public String render(Map<String, ? extends @Nullable Object> variables) {
        Require.nonNull(variables, "variables");
        Run run = new Run(setting);
        try {
            @Nullable Object[] values = new @Nullable Object[parsed.names().size()];
            for (int i = 0; i < values.length; i++) {
                Name name = parsed.names().get(i);
                if (variables.containsKey(name.text())) {
                    values[i] = Values.of(variables.get(name.text()));
                }
            }
            Frame frame = new Frame(run, values);
            parsed.body().run(frame);
            return frame.text();
        } catch (Failure failure) {
            throw new TemplateException(failure.problem(), run.line(), failure.isRaised(), failure.getCause());
        } catch (StackOverflowError e) {
            throw new TemplateException("The template calls itself or nests values too deeply.", run.line(), false, e);
        }
    }

    /** {@return the names the template reads and does not set itself, such as {@code messages} or {@code tools}} */
    public Set<String> variables() {
        return variables;
    }
}
