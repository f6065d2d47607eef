package dev.llmops.eval.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The model chooses the beginning after which it finds one and the same text likeliest.
 *
 * @param prompting its choices are the beginnings, its target is which of them is right
 * @param delimiter what stands between beginning and text
 */
record InputChoiceForm(Beginnings prompting, String delimiter) implements TaskForm {
    @Override
    public InputChoiceForm withDelimiter(String other) {
        return new InputChoiceForm(prompting, other);
    }

    @Override
    public List<BenchmarkRequest> requests(Document document, String context) {
        String text = prompting.ending(document);
        List<BenchmarkRequest> requests = new ArrayList<>();
        for (String beginning : prompting.choices(document)) {
            requests.add(new BenchmarkRequest.Judge(context + beginning, delimiter + text));
        }
        return requests;
    }

    @Override
    public Map<String, ItemValue> values(Document document, List<Reply> replies) {
        return new ChoiceForm(prompting, delimiter, false).values(document, replies);
    }

    /**
     * Prompts of which the model is shown several beginnings.
     *
     * @param right the index of the right beginning
     * @param beginnings the beginnings
     * @param end what follows each
     */
    record Beginnings(TargetSource right, TemplatePrompting.ChoiceSource beginnings, FieldText end)
            implements Prompting {
        @Override
        public String text(Document document) {
            return "";
        }

        @Override
        public List<String> choices(Document document) {
            return beginnings.of(document);
        }

        @Override
        public Target target(Document document) {
            return right.of(document, choices(document));
        }

        @Override
        public String exampleText(Document document) {
            return Prompting.super.exampleTarget(document);
        }

        @Override
        public String exampleTarget(Document document) {
            return ending(document);
        }

        String ending(Document document) {
            return end.text(document);
        }
    }
}
