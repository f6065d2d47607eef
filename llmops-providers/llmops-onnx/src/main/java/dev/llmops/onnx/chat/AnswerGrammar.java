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
        this.specialMarks = new TreeSet<>((a, b) ->
                a.length() != b.length() ? Integer.compare(b.length(), a.length()) : a.compareTo(b));
        this.specialMarks.addAll(specialMarks);
    }

    /**
     * {@return what the answer may be; empty if it may be anything}
     *
     * @param prompt what the chat template has written
     */
    public Optional<Grammar> of(ModelRequest request, OnnxOptions options, String prompt) {
        Optional<Grammar> form = form(request, options);
        if (form.isPresent()) {
            return Optional.of(afterThinking(form.get(), prompt));
        }
        return calls(request, prompt);
    }

    private static Optional<Grammar> form(ModelRequest request, OnnxOptions options) {
        if (options.form().isPresent()) {
            AnswerForm form = options.form().get();
            return Optional.of(
                    form instanceof AnswerForm.Choices choices
                            ? Grammar.choices(choices.texts())
                            : form instanceof AnswerForm.Regex regex
                                    ? Grammar.regex(regex.pattern())
                                    : Grammar.of(((AnswerForm.Grammar) form).rules()));
        }
        ResponseFormat wanted = request.options().responseFormat();
        if (wanted instanceof ResponseFormat.JsonSchema schema) {
            return Optional.of(Grammar.jsonSchema(schema.schema()));
        }
        return wanted instanceof ResponseFormat.Json ? Optional.of(Grammar.jsonObject()) : Optional.empty();
    }

    private Optional<Grammar> calls(ModelRequest request, String prompt) {
        List<ToolSpec> tools = request.options().tools();
        ToolChoice choice = request.options().toolChoice();
        Optional<ToolCallForm> form = format.toolCallForm();
        if (tools.isEmpty() || form.isEmpty() || form.get().arguments() != ToolCallForm.Arguments.JSON) {
            return Optional.empty();
        }
        ToolCallForm shape = form.get();
        return switch (choice.mode()) {
            case NONE -> Optional.of(afterThinking(withoutCalls(shape), prompt));
            case REQUIRED ->
                Optional.of(afterThinking(allCalls(shape, tools, request, ""), prompt));
            case NAMED -> {
                List<ToolSpec> named = tools.stream()
                        .filter(tool -> tool.name().equals(choice.toolName()))
                        .toList();
                yield Optional.of(afterThinking(allCalls(shape, named, request, ""), prompt));
            }
            case AUTO -> Optional.of(freely(shape, tools, request));
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
        Grammar marks = free.size() == 1
                ? Grammar.literal("")
                : Grammar.anyOf(free).repeated(0, Integer.MAX_VALUE);
        return Grammar.anyOf(List.of(
                Grammar.sequence(marks, Grammar.textWithout(form.trigger())),
                Grammar.sequence(
                        marks,
                        Grammar.textUntil(form.trigger()),
                        allCalls(form, tools, request, form.trigger()))));
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

    private Grammar afterThinking(Grammar form, String prompt) {
        Optional<String> open = format.openReasoning(prompt);
        if (open.isPresent()) {
            return Grammar.sequence(until(open.get()), blanks(), form);
        }
        return form;
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
}
