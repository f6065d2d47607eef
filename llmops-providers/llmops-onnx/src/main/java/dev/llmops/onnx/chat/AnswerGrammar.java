package dev.llmops.onnx.chat;

import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.ToolChoice;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.onnx.AnswerForm;
import dev.llmops.onnx.OnnxOptions;
import dev.llmops.onnx.grammar.Grammar;
import dev.llmops.onnx.output.OutputFormat;
import dev.llmops.onnx.output.ToolCallForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What the form that a request asks for means for the tokens of the answer.
 *
 * <p>A model that thinks first does so freely; the form counts for what comes after. Calls of tools are held to the
 * form of the model's family and the schema of the tool. Immutable and safe for concurrent use.
 */
public final class AnswerGrammar {
    private final OutputFormat format;
    private final Set<String> specialMarks;

    /**
     * Creates the rules of one model.
     *
     * @param format how the model writes
     * @param specialMarks those of its marks that are tokens of their own, and no text
     */
    public AnswerGrammar(OutputFormat format, Set<String> specialMarks) {
        this.format = format;
        // The longer ones first, since one may begin another.
        this.specialMarks = new TreeSet<>(
                (a, b) -> a.length() != b.length() ? Integer.compare(b.length(), a.length()) : a.compareTo(b));
        this.specialMarks.addAll(specialMarks);
    }

    /**
     * {@return what the answer may be; empty if it may be anything}
     *
     * @param prompt what the chat template has written
     */
    public Optional<Rules> of(ModelRequest request, OnnxOptions options, String prompt) {
        boolean free = options.form().isEmpty() && request.options().responseFormat() instanceof ResponseFormat.Text;
        String open = format.endOfReasoning(prompt);
        if (free && !holdsCalls(request)) {
            return Optional.empty();
        }
        return Optional.of(new Rules(key(request, options, open), () -> grammar(request, options, open, free)));
    }

    /** A form and tools together mean: a call, or an answer in the form. */
    private Grammar grammar(ModelRequest request, OnnxOptions options, String open, boolean free) {
        if (free) {
            return calls(request, open);
        }
        Grammar form = form(request, options);
        if (!holdsCalls(request)) {
            return afterThinking(form, open);
        }
        return switch (request.options().toolChoice().mode()) {
            case NONE -> afterThinking(form, open);
            case AUTO ->
                afterThinking(
                        Grammar.anyOf(List.of(
                                form,
                                allCalls(
                                        format.toolCallForm().orElseThrow(),
                                        request.options().tools(),
                                        request,
                                        ""))),
                        open);
            case REQUIRED, NAMED -> calls(request, open);
        };
    }

    /** Everything that the grammar depends on. */
    private static List<Object> key(ModelRequest request, OnnxOptions options, String open) {
        return List.of(
                options.form(),
                request.options().responseFormat(),
                request.options().tools(),
                request.options().toolChoice(),
                request.options().parallelToolCalls(),
                open);
    }

    /** {@return whether calls of the request's tools can be held to a form} */
    public boolean holdsCalls(ModelRequest request) {
        return !request.options().tools().isEmpty()
                && format.toolCallForm()
                        .filter(form -> form.arguments() == ToolCallForm.Arguments.JSON)
                        .isPresent();
    }

    private static Grammar form(ModelRequest request, OnnxOptions options) {
        if (options.form().isPresent()) {
            AnswerForm form = options.form().get();
            if (form instanceof AnswerForm.Choices choices) {
                return Grammar.choices(choices.texts());
            }
            return form instanceof AnswerForm.Regex regex
                    ? Grammar.regex(regex.pattern())
                    : Grammar.of(((AnswerForm.Grammar) form).rules());
        }
        return request.options().responseFormat() instanceof ResponseFormat.JsonSchema schema
                ? Grammar.jsonSchema(schema.schema())
                : Grammar.jsonObject();
    }

    private Grammar calls(ModelRequest request, String open) {
        List<ToolSpec> tools = request.options().tools();
        ToolChoice choice = request.options().toolChoice();
        ToolCallForm form = format.toolCallForm().orElseThrow();
        return switch (choice.mode()) {
            case NONE -> afterThinking(withoutCalls(form), open);
            case REQUIRED -> afterThinking(allCalls(form, tools, request, ""), open);
            case NAMED ->
                afterThinking(
                        allCalls(
                                form,
                                tools.stream()
                                        .filter(tool -> tool.name().equals(choice.toolName()))
                                        .toList(),
                                request,
                                ""),
                        open);
            case AUTO -> freely(form, tools, request);
        };
    }

    private Grammar withoutCalls(ToolCallForm form) {
        return specialMarks.contains(form.trigger()) ? Grammar.anyText() : Grammar.textWithout(form.trigger());
    }

    /** Anything, and after the mark of a call nothing but calls. */
    private Grammar freely(ToolCallForm form, List<ToolSpec> tools, ModelRequest request) {
        List<Grammar> free = new ArrayList<>();
        for (String mark : specialMarks) {
            if (!mark.equals(form.trigger())) {
                free.add(Grammar.marker(mark));
            }
        }
        if (specialMarks.contains(form.trigger())) {
            free.add(Grammar.anyText());
            Grammar text = Grammar.anyOf(free).repeated(0, Integer.MAX_VALUE);
            return Grammar.sequence(text, allCalls(form, tools, request, "").optional());
        }
        free.add(Grammar.textWithout(form.trigger()));
        Grammar marks =
                free.size() == 1 ? Grammar.literal("") : Grammar.anyOf(free).repeated(0, Integer.MAX_VALUE);
        return Grammar.anyOf(List.of(
                Grammar.sequence(marks, Grammar.textWithout(form.trigger())),
                Grammar.sequence(
                        marks, Grammar.textUntil(form.trigger()), allCalls(form, tools, request, form.trigger()))));
    }

    /** One call after another; {@code said} is the part of the first that has been written. */
    private Grammar allCalls(ToolCallForm form, List<ToolSpec> tools, ModelRequest request, String said) {
        List<Grammar> bodies = new ArrayList<>();
        for (ToolSpec tool : tools) {
            bodies.add(Grammar.sequence(
                    Grammar.literal(tool.name()),
                    marked(form.beforeArguments()),
                    Grammar.jsonSchema(tool.parametersSchema()),
                    marked(form.afterArguments())));
        }
        Grammar body = Grammar.anyOf(bodies);
        String head = form.begin() + form.beforeName();
        Grammar first = Grammar.sequence(marked(head.substring(said.length())), body);
        Grammar further = Grammar.sequence(marked(form.separator() + form.beforeName()), body);
        int more = request.options().parallelToolCalls() ? Integer.MAX_VALUE : 0;
        return Grammar.sequence(first, further.repeated(0, more), marked(form.end()));
    }

    private Grammar afterThinking(Grammar form, String open) {
        return open.isEmpty() ? form : Grammar.sequence(until(open), blanks(), form);
    }

    private static Grammar blanks() {
        return Grammar.regex("[ \\n]{0,3}");
    }

    private Grammar until(String mark) {
        return specialMarks.contains(mark)
                ? Grammar.sequence(Grammar.anyText(), Grammar.marker(mark))
                : Grammar.textUntil(mark);
    }

    /** {@return a text in which marks that are tokens of their own stand for these} */
    private Grammar marked(String text) {
        List<Grammar> parts = new ArrayList<>();
        int from = 0;
        int at = 0;
        while (at < text.length()) {
            String mark = markAt(text, at);
            if (mark.isEmpty()) {
                at++;
            } else {
                parts.add(Grammar.literal(text.substring(from, at)));
                parts.add(Grammar.marker(mark));
                at += mark.length();
                from = at;
            }
        }
        parts.add(Grammar.literal(text.substring(from)));
        return Grammar.sequence(parts.toArray(new Grammar[0]));
    }

    private String markAt(String text, int at) {
        for (String mark : specialMarks) {
            if (text.startsWith(mark, at)) {
                return mark;
            }
        }
        return "";
    }

    /** A grammar that may have been compiled before. */
    public static final class Rules {
        private final List<Object> key;
        private final Supplier<Grammar> grammar;

        private Rules(List<Object> key, Supplier<Grammar> grammar) {
            this.key = key;
            this.grammar = grammar;
        }

        /** {@return what the grammar depends on} */
        public Object key() {
            return key;
        }

        /** {@return the grammar, made when it is asked for} */
        public Grammar grammar() {
            return grammar.get();
        }
    }
}
