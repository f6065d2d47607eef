package dev.llmops.eval.benchmark;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prompts as a task file describes them.
 *
 * @param text what the model reads
 * @param choices what it chooses from; null if it writes freely
 * @param target what is right
 * @param prefix what the answer begins with; null if with nothing
 * @param delimiter what stands between question and prefix
 */
record TemplatePrompting(
        FieldText text,
        @Nullable ChoiceSource choices,
        TargetSource target,
        @Nullable FieldText prefix,
        String delimiter)
        implements Prompting {
    @Override
    public String text(Document document) {
        String question = text.text(document);
        return prefix == null ? question : question + delimiter + prefix.text(document);
    }

    @Override
    public List<String> choices(Document document) {
        return choices == null ? List.of() : choices.of(document);
    }

    @Override
    public Target target(Document document) {
        return target.of(document, choices == null ? null : choices(document));
    }

    @Override
    public String exampleDelimiter(String usual) {
        return prefix == null ? usual : "";
    }

    /** {@return the choice that is right, or the text itself where the target is one} */
    @Override
    public String exampleTarget(Document document) {
        String answer = target.raw(document, choices != null) instanceof String text
                ? text
                : Prompting.super.exampleTarget(document);
        boolean apart = prefix != null && !answer.isEmpty() && !PythonRegex.isSpace(answer.charAt(0));
        return apart ? " " + answer : answer;
    }

    /** What a model chooses from. */
    @FunctionalInterface
    interface ChoiceSource {
        /** {@return the choices of a document} */
        List<String> of(Document document);

        /** {@return the choices that are the same for all documents} */
        static ChoiceSource fixed(List<String> choices) {
            List<String> copy = List.copyOf(choices);
            return document -> copy;
        }

        /** {@return the choices that a field or a template gives} */
        static ChoiceSource given(FieldText source) {
            return document -> {
                Object value = source.of(document);
                List<?> list = value instanceof List<?> each
                        ? each
                        : PythonLiteral.list(value.toString())
                                .orElseThrow(() -> document.problem("doc_to_choice", "gives no list"));
                List<String> texts = new ArrayList<>();
                for (Object each : list) {
                    if (!(each instanceof String text)) {
                        throw document.problem("doc_to_choice", "gives a choice that is no text");
                    }
                    texts.add(text);
                }
                return texts;
            };
        }
    }
}
