package dev.llmops.eval.judge;

import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.api.model.Usage;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * A scale whose every level is described, judged and reported as the number of the level, from 1.
 *
 * <p>By default the judge fills in a form. {@link Builder#prometheus} makes it write feedback and {@code [RESULT] 4}
 * instead, for models that were trained to; such an answer carries no key, and only a scale of five levels will do.
 * Safe for concurrent use.
 */
public final class RubricJudge implements Metric {
    private final Builder settings;
    private final JudgeTask task;
    private final Shown shown;

    private RubricJudge(Builder settings) {
        this.settings = settings;
        this.shown = new Shown(settings.references, false);
        this.task = settings.task();
    }

    /** {@return a builder of the metric {@code name}} */
    public static Builder builder(String name, Judge judge) {
        return new Builder(name, judge);
    }

    @Override
    public Signature signature() {
        Signature signature = Signature.of(settings.name)
                .with("judge", "rubric")
                .with("levels", settings.levels.size())
                .with("shown", shown.sign());
        String parser = settings.format.isEmpty()
                ? "json"
                : "prometheus-" + settings.format.get(0).name().toLowerCase(Locale.ROOT);
        return settings.judge.sign(signature, settings.samples, parser, task);
    }

    @Override
    public Score score(Sample sample, CallControl control) {
        if (settings.references && sample.item().references().isEmpty()) {
            return Score.unmeasured("the item has no reference");
        }
        return judge(sample, control).score();
    }

    /** {@return everything the judge says about {@code sample}, answer by answer} */
    public JudgedScore judge(Sample sample, CallControl control) {
        List<Exhibit> exhibits = shown.of(Require.nonNull(sample, "sample"));
        List<Double> values = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        Usage usage = Usage.unknown();
        String rationale = "";
        for (int i = 0; i < settings.samples; i++) {
            Reply reply = settings.judge.ask(task, exhibits, i, -1, control);
            usage = usage.plus(reply.usage());
            if (reply instanceof Reply.None none) {
                failures.add(none.reason());
            } else if (reply instanceof JudgeAnswer answer) {
                OptionalInt level = level(answer);
                if (level.isPresent()) {
                    rationale = values.isEmpty() ? reason(answer) : rationale;
                    values.add((double) level.getAsInt());
                } else {
                    failures.add("the answer of the judge has no result from 1 to 5");
                }
            }
        }
        return new JudgedScore(values, 0, failures, rationale, usage);
    }

    private OptionalInt level(JudgeAnswer answer) {
        return settings.format.isEmpty()
                ? OptionalInt.of(answer.whole("level"))
                : settings.format.get(0).score(answer.raw());
    }

    private String reason(JudgeAnswer answer) {
        return settings.format.isEmpty() ? answer.text("feedback") : answer.raw();
    }

    /** Shows the signature. */
    @Override
    public String toString() {
        return signature().toString();
    }

    /** Collects the settings of the metric. Not safe for concurrent use. */
    public static final class Builder {
        private final String name;
        private final Judge judge;
        private final List<String> levels = new ArrayList<>();
        private String criterion = "";
        private int samples = 1;
        private boolean references;
        private List<PrometheusFormat> format = List.of();

        private Builder(String name, Judge judge) {
            this.name = Signature.of(name).name();
            this.judge = Require.nonNull(judge, "judge");
        }

        /** Sets what is asked about an answer, such as {@code "Is the tone polite?"}. */
        public Builder criterion(String criterion) {
            this.criterion = Require.nonBlank(criterion, "criterion");
            return this;
        }

        /** Adds the next level: what an answer is like that earns it. The first one is the worst. */
        public Builder level(String description) {
            levels.add(Require.nonBlank(description, "description"));
            return this;
        }

        /** Sets how often the judge is asked about each sample. */
        public Builder samples(int samples) {
            this.samples = Require.inRange(samples, 1, 1000, "samples");
            return this;
        }

        /** Shows the judge right answers, as answers of the highest level; items without one are unmeasured. */
        public Builder withReferences() {
            this.references = true;
            return this;
        }

        /** Lets the judge answer as Prometheus does, and reads that as {@code format} does. */
        public Builder prometheus(PrometheusFormat format) {
            this.format = List.of(Require.nonNull(format, "format"));
            return this;
        }

        /** {@return the metric} */
        public RubricJudge build() {
            Require.nonBlank(criterion, "criterion");
            Require.inRange(levels.size(), 2, 20, "levels");
            Require.that(
                    format.isEmpty() || levels.size() == 5,
                    "levels",
                    "Prometheus knows five levels, there were " + levels.size() + "; add some, or use the form");
            return new RubricJudge(copy());
        }

        private Builder copy() {
            Builder copy = new Builder(name, judge);
            copy.levels.addAll(levels);
            copy.criterion = criterion;
            copy.samples = samples;
            copy.references = references;
            copy.format = format;
            return copy;
        }

        private JudgeTask task() {
            StringBuilder text = new StringBuilder("Find the level of the text named \"answer\".\n");
            text.append("What is looked at: ").append(criterion).append("\nThe levels:\n");
            for (int i = 0; i < levels.size(); i++) {
                text.append(i + 1).append(": ").append(levels.get(i)).append('\n');
            }
            if (references) {
                text.append("A text named \"reference answer\" has level ")
                        .append(levels.size())
                        .append(".\n");
            }
            text.append("Judge by nothing but these descriptions, and name the level that fits best.");
            if (format.isEmpty()) {
                return JudgeTask.of(
                        name,
                        text.toString(),
                        AnswerForm.empty()
                                .text("feedback", "how the answer meets or misses the levels, in a few sentences")
                                .whole("level", 1, levels.size(), "the number of the level"));
            }
            text.append("\nWrite your feedback first. Then end with [RESULT] and the number of the level, and nothing ")
                    .append("after it, like this:\nFeedback: (your feedback) [RESULT] (a number from 1 to 5)");
            return JudgeTask.ofText(name, text.toString());
        }
    }
}
