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
import java.util.OptionalDouble;

/**
 * A criterion in words, judged on a scale and reported from 0 to 1.
 *
 * <p>The judge follows the steps, gives its reasons and writes a whole number. If the answer tells how likely other
 * numbers were at that place, the score is the mean weighted by those probabilities, which is finer than the number
 * itself; otherwise it is the mean of the answers. The rationale of each score says which of both it is. Safe for
 * concurrent use. (Y. Liu et al.: G-Eval, 2023.)
 */
public final class GEval implements Metric {
    private static final int ALTERNATIVES = 20;

    private final String name;
    private final Judge judge;
    private final JudgeTask task;
    private final int least;
    private final int most;
    private final int samples;
    private final Weighting weighting;
    private final Shown shown;

    private GEval(Builder builder) {
        this.name = builder.name;
        this.judge = builder.judge;
        this.least = builder.least;
        this.most = builder.most;
        this.samples = builder.samples;
        this.weighting = builder.weighting;
        this.shown = new Shown(builder.references, builder.passages);
        this.task = JudgeTask.of(
                name,
                builder.instructions(),
                AnswerForm.empty()
                        .text("reason", "why, in one to three sentences")
                        .whole("score", least, most, "the score, " + most + " being best"));
    }

    /** {@return a builder of the metric {@code name}} */
    public static Builder builder(String name, Judge judge) {
        return new Builder(name, judge);
    }

    @Override
    public Signature signature() {
        Signature signature = Signature.of(name)
                .with("judge", "geval")
                .with("range", least + "-" + most)
                .with("shown", shown.sign())
                .with("weighting", weighting.name().toLowerCase(Locale.ROOT));
        return judge.sign(signature, samples, "json", task);
    }

    @Override
    public Score score(Sample sample, CallControl control) {
        if (shown.references() && sample.item().references().isEmpty()) {
            return Score.unmeasured("the item has no reference");
        }
        return judge(sample, control).score();
    }

    /** {@return everything the judge says about {@code sample}, answer by answer, on the scale from 0 to 1} */
    public JudgedScore judge(Sample sample, CallControl control) {
        List<Exhibit> exhibits = shown.of(Require.nonNull(sample, "sample"));
        List<Double> values = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        Usage usage = Usage.unknown();
        String rationale = "";
        int weighted = 0;
        for (int i = 0; i < samples; i++) {
            Reply reply = judge.ask(task, exhibits, i, weighting == Weighting.MEAN ? -1 : ALTERNATIVES, control);
            usage = usage.plus(reply.usage());
            if (reply instanceof Reply.None none) {
                failures.add(none.reason());
            } else if (reply instanceof JudgeAnswer answer) {
                OptionalDouble expected = weighting == Weighting.MEAN
                        ? OptionalDouble.empty()
                        : ExpectedScore.of(answer.whole("score"), answer.tokens(), least, most);
                if (expected.isEmpty() && weighting == Weighting.PROBABILITIES) {
                    failures.add("the answer of the judge tells no probabilities of its score");
                } else {
                    weighted += expected.isPresent() ? 1 : 0;
                    rationale = values.isEmpty() ? answer.text("reason") : rationale;
                    values.add(scaled(expected.orElse(answer.whole("score"))));
                }
            }
        }
        return new JudgedScore(values, weighted, failures, rationale, usage);
    }

    private double scaled(double score) {
        return (score - least) / (most - least);
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
        private String criteria = "";
        private List<String> steps = List.of();
        private int least = 1;
        private int most = 5;
        private int samples = 1;
        private Weighting weighting = Weighting.AUTO;
        private boolean references;
        private boolean passages;

        private Builder(String name, Judge judge) {
            this.name = Signature.of(name).name();
            this.judge = Require.nonNull(judge, "judge");
        }

        /** Sets what makes an answer good, in words. */
        public Builder criteria(String criteria) {
            this.criteria = Require.nonBlank(criteria, "criteria");
            return this;
        }

        /** Sets how the judge shall go about it, step by step; may be left out. */
        public Builder steps(String... steps) {
            this.steps = List.of(steps);
            return this;
        }

        /** Sets the lowest and the highest score, neither negative; the default is 1 and 5. */
        public Builder range(int least, int most) {
            Require.inRange(least, 0, 1000, "least");
            Require.inRange(most, least + 1, 1001, "most");
            this.least = least;
            this.most = most;
            return this;
        }

        /** Sets how often the judge is asked about each sample; more than once makes sense above temperature 0. */
        public Builder samples(int samples) {
            this.samples = Require.inRange(samples, 1, 1000, "samples");
            return this;
        }

        /** Sets whether probabilities count; by default they do where the model tells them. */
        public Builder weighting(Weighting weighting) {
            this.weighting = Require.nonNull(weighting, "weighting");
            return this;
        }

        /** Shows the judge right answers; items without one are unmeasured. */
        public Builder withReferences() {
            this.references = true;
            return this;
        }

        /** Shows the judge what was retrieved. */
        public Builder withPassages() {
            this.passages = true;
            return this;
        }

        /** {@return the metric} */
        public GEval build() {
            Require.nonBlank(criteria, "criteria");
            return new GEval(this);
        }

        private String instructions() {
            StringBuilder text = new StringBuilder("Score the text named \"answer\" from " + least + " to " + most
                    + " by this criterion, and by no other:\n" + criteria + "\n");
            if (references) {
                text.append("A text named \"reference answer\" is known to be right.\n");
            }
            if (!steps.isEmpty()) {
                text.append("Go about it in these steps:\n");
                for (int i = 0; i < steps.size(); i++) {
                    text.append(i + 1).append(". ").append(steps.get(i)).append('\n');
                }
            }
            return text.append("The length of the answer is no merit of its own.")
                    .toString();
        }
    }
}
