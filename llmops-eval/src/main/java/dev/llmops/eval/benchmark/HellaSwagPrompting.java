package dev.llmops.eval.benchmark;

import java.util.List;
import java.util.regex.Pattern;

/** HellaSwag: which of four endings goes on with a scene (Zellers et al. 2019). */
final class HellaSwagPrompting implements Prompting {
    private static final Pattern BRACKETED = Pattern.compile("\\[.*?]", Pattern.UNIX_LINES);

    static TaskDefinition task() {
        Prompting prompting = new HellaSwagPrompting();
        return TaskDefinition.builder("hellaswag", prompting, new ChoiceForm(prompting, " ", false))
                .metrics(TaskMetric.mean("acc"), TaskMetric.mean("acc_norm"))
                .rule(FewShotRule.WITHOUT_THE_DOCUMENT)
                .build();
    }

    @Override
    public String text(Document document) {
        String context = document.text("ctx_a") + " " + PythonWords.capitalize(document.text("ctx_b"));
        return tidied(document.text("activity_label") + ": " + context);
    }

    @Override
    public List<String> choices(Document document) {
        return document.texts("endings").stream()
                .map(HellaSwagPrompting::tidied)
                .toList();
    }

    @Override
    public Target target(Document document) {
        return Target.Choice.of(document.integer("label"));
    }

    /** The order matters: a head that is taken away leaves the blank behind it. */
    private static String tidied(String text) {
        String titled = PythonWords.strip(text).replace(" [title]", ". ");
        return BRACKETED.matcher(titled).replaceAll("").replace("  ", " ");
    }
}
