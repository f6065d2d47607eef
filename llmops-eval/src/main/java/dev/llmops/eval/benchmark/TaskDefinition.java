package dev.llmops.eval.benchmark;

import dev.llmops.api.Require;
import java.util.List;
import java.util.Set;

/** A task, but for its data. Immutable. */
final class TaskDefinition {
    private final String name;
    private final Prompting prompting;
    private final TaskForm form;
    private final List<TaskMetric> metrics;
    private final List<AnswerFilter> filters;
    private final FieldText description;
    private final String targetDelimiter;
    private final String fewShotDelimiter;
    private final int fewShot;
    private final FewShotRule rule;
    private final Preparation preparation;
    private final int maxTokens;
    private final String hash;

    private TaskDefinition(Builder builder) {
        this.name = builder.name;
        this.prompting = builder.prompting;
        this.form = builder.form;
        this.metrics = List.copyOf(builder.metrics);
        this.filters = List.copyOf(builder.filters);
        this.description = builder.description;
        this.targetDelimiter = builder.targetDelimiter;
        this.fewShotDelimiter = builder.fewShotDelimiter;
        this.fewShot = builder.fewShot;
        this.rule = builder.rule;
        this.preparation = builder.preparation;
        this.maxTokens = builder.maxTokens;
        this.hash = builder.hash;
    }

    static Builder builder(String name, Prompting prompting, TaskForm form) {
        return new Builder(name, prompting, form);
    }

    String name() {
        return name;
    }

    Prompting prompting() {
        return prompting;
    }

    TaskForm form() {
        return form;
    }

    List<TaskMetric> metrics() {
        return metrics;
    }

    List<AnswerFilter> filters() {
        return filters;
    }

    /** {@return what stands before everything} */
    FieldText description() {
        return description;
    }

    /** {@return what stands between a question and its answer} */
    String targetDelimiter() {
        return targetDelimiter;
    }

    /** {@return what stands between examples} */
    String fewShotDelimiter() {
        return fewShotDelimiter;
    }

    /** {@return how many examples are shown unless somebody says otherwise} */
    int fewShot() {
        return fewShot;
    }

    FewShotRule rule() {
        return rule;
    }

    /** {@return what is done to documents before anything else} */
    Preparation preparation() {
        return preparation;
    }

    /** {@return how many tokens an answer may have} */
    int maxTokens() {
        return maxTokens;
    }

    /** {@return a hash of the file that the task is read from; empty if it is built in} */
    String hash() {
        return hash;
    }

    /** {@return this task with other delimiters} */
    TaskDefinition withDelimiters(String target, String examples) {
        Builder builder = new Builder(name, prompting, form.withDelimiter(target));
        builder.metrics = metrics;
        builder.filters = filters;
        builder.description = description;
        builder.targetDelimiter = target;
        builder.fewShotDelimiter = examples;
        builder.fewShot = fewShot;
        builder.rule = rule;
        builder.preparation = preparation;
        builder.maxTokens = maxTokens;
        builder.hash = hash;
        return builder.build();
    }

    /** {@return whether scores can be compared with those of lm-evaluation-harness} */
    boolean isComparable() {
        return !(form instanceof LetteredChoices);
    }

    /** Makes another document of a document. */
    @FunctionalInterface
    interface Preparation {
        /** {@return the document that the task works with} */
        Document of(Document document);
    }

    /** Collects what a task is. Not safe for concurrent use. */
    static final class Builder {
        private final String name;
        private final Prompting prompting;
        private final TaskForm form;
        private List<TaskMetric> metrics = List.of();
        private List<AnswerFilter> filters = List.of(AnswerFilter.none());
        private FieldText description = FieldText.of("", Set.of());
        private String targetDelimiter = " ";
        private String fewShotDelimiter = "\n\n";
        private int fewShot;
        private FewShotRule rule = FewShotRule.EXACT;
        private Preparation preparation = document -> document;
        private int maxTokens = 256;
        private String hash = "";

        private Builder(String name, Prompting prompting, TaskForm form) {
            this.name = Require.nonBlank(name, "name");
            this.prompting = prompting;
            this.form = form;
        }

        Builder metrics(TaskMetric... metrics) {
            return metrics(List.of(metrics));
        }

        Builder metrics(List<TaskMetric> metrics) {
            this.metrics = metrics;
            return this;
        }

        Builder filters(List<AnswerFilter> filters) {
            this.filters = filters;
            return this;
        }

        Builder description(FieldText description) {
            this.description = description;
            return this;
        }

        Builder targetDelimiter(String delimiter) {
            this.targetDelimiter = delimiter;
            return this;
        }

        Builder fewShotDelimiter(String delimiter) {
            this.fewShotDelimiter = delimiter;
            return this;
        }

        Builder fewShot(int examples) {
            this.fewShot = examples;
            return this;
        }

        Builder rule(FewShotRule rule) {
            this.rule = rule;
            return this;
        }

        Builder preparation(Preparation preparation) {
            this.preparation = preparation;
            return this;
        }

        Builder maxTokens(int tokens) {
            this.maxTokens = tokens;
            return this;
        }

        Builder hash(String hash) {
            this.hash = hash;
            return this;
        }

        TaskDefinition build() {
            return new TaskDefinition(this);
        }
    }
}
