package dev.llmops.eval.benchmark;

import dev.llmops.eval.text.ExactMatch;
import java.util.List;
import java.util.Map;

/** Grade School Math 8K: word problems whose answers end in a number (Cobbe et al. 2021). */
final class Gsm8kPrompting implements Prompting {
    private static final String INVALID = "[invalid]";
    private static final List<String> UNTIL = List.of("Question:", "</s>", "<|im_end|>");
    private static final ExactAnswer SAME_NUMBER = new ExactAnswer(
            List.of(
                    PythonRegex.compile(","),
                    PythonRegex.compile("\\$"),
                    PythonRegex.compile("(?s).*#### "),
                    PythonRegex.compile("\\.$")),
            ExactMatch.strict().ignoringCase());

    static TaskDefinition task() {
        Prompting prompting = new Gsm8kPrompting();
        return TaskDefinition.builder(
                        "gsm8k", prompting, new GenerationForm(prompting, UNTIL, Map.of("exact_match", SAME_NUMBER)))
                .metrics(TaskMetric.mean("exact_match"))
                .filters(List.of(
                        filter("strict-match", "#### (\\-?[0-9\\.\\,]+)", 0),
                        filter("flexible-extract", "(-?[$0-9.,]{2,})|(-?[0-9]+)", -1)))
                .fewShot(5)
                .build();
    }

    private static AnswerFilter filter(String name, String regex, int select) {
        return new AnswerFilter(name, List.of(new RegexStep(PythonRegex.compile(regex), select, INVALID)));
    }

    @Override
    public String text(Document document) {
        return "Question: " + document.text("question") + "\nAnswer:";
    }

    @Override
    public Target target(Document document) {
        return Target.Texts.of(document.text("answer"));
    }
}
