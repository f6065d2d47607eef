package dev.llmops.eval.benchmark;

import java.util.List;

/** AI2 Reasoning Challenge: a question of science with three to five choices (Clark et al. 2018). */
final class ArcPrompting implements Prompting {
    private final ChoiceForm form = new ChoiceForm(this, " ", false);

    static TaskDefinition task() {
        ArcPrompting arc = new ArcPrompting();
        return TaskDefinition.builder("arc", arc, arc.form)
                .metrics(TaskMetric.mean("acc"), TaskMetric.mean("acc_norm"))
                .build();
    }

    @Override
    public String text(Document document) {
        return "Question: " + document.text("question") + "\nAnswer:";
    }

    @Override
    public List<String> choices(Document document) {
        return document.texts("choices.text");
    }

    @Override
    public Target target(Document document) {
        List<String> labels = document.texts("choices.label");
        if (labels.size() != choices(document).size()) {
            throw document.problem(
                    "choices.label",
                    "has " + labels.size() + " labels for " + choices(document).size() + " choices");
        }
        int gold = labels.indexOf(document.text("answerKey"));
        if (gold < 0) {
            throw document.problem("answerKey", "is none of the " + labels.size() + " labels");
        }
        return Target.Choice.of(gold);
    }
}
