package dev.llmops.eval.judge;

import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.api.Trust;
import dev.llmops.api.model.Usage;
import dev.llmops.eval.Item;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Compares two answers to the same question.
 *
 * <p>Judges favour a place, the first or the last, so by default they are asked in both orders, and only a winner of
 * both has won. If one of the two verdicts fails, so does the comparison. Safe for concurrent use.
 */
public final class PairwiseJudge {
    private static final AnswerForm FORM = AnswerForm.empty()
            .text("reason", "how the two answers differ in what counts, in one to three sentences")
            .choice("better", List.of("first", "second", "tie"), "which answer is better");

    private final Judge judge;
    private final JudgeTask task;
    private final boolean bothOrders;
    private final boolean references;
    private final PairFormat format;
    private final double threshold;

    private PairwiseJudge(Builder builder) {
        this.judge = builder.judge;
        this.bothOrders = builder.bothOrders;
        this.references = builder.references;
        this.format = builder.format;
        this.threshold = builder.threshold;
        String instructions = builder.instructions();
        this.task = format == PairFormat.FORM
                ? JudgeTask.of("pairwise", instructions, FORM)
                : JudgeTask.ofText("pairwise", instructions + "\n" + format.request());
    }

    /** {@return a judge that looks at how helpful, right and complete answers are} */
    public static PairwiseJudge of(Judge judge) {
        return builder(judge).build();
    }

    /** {@return a builder of a pairwise judge} */
    public static Builder builder(Judge judge) {
        return new Builder(judge);
    }

    /** {@return the judge that is asked} */
    public Judge judge() {
        return judge;
    }

    /** {@return which of the answers {@code first} and {@code second} to {@code item} is better} */
    public PairVerdict compare(Item item, String first, String second, CallControl control) {
        Require.nonNull(item, "item");
        Require.nonNull(first, "first");
        Require.nonNull(second, "second");
        if (references && item.references().isEmpty()) {
            return PairVerdict.failed("the item has no reference", Usage.unknown());
        }
        Reply forward = judge.ask(task, exhibits(item, first, second), control);
        if (!bothOrders || forward instanceof Reply.None) {
            return verdict(forward, Optional.empty());
        }
        return verdict(forward, Optional.of(judge.ask(task, exhibits(item, second, first), control)));
    }

    private List<Exhibit> exhibits(Item item, String shownFirst, String shownSecond) {
        List<Exhibit> exhibits = new ArrayList<>();
        exhibits.add(Exhibit.question(item.input()));
        if (references) {
            item.references().forEach(reference -> exhibits.add(Exhibit.reference(reference)));
        }
        exhibits.add(new Exhibit("first answer", shownFirst, Trust.MODEL));
        exhibits.add(new Exhibit("second answer", shownSecond, Trust.MODEL));
        return exhibits;
    }

    private PairVerdict verdict(Reply forward, Optional<Reply> backward) {
        Usage usage = backward.map(reply -> forward.usage().plus(reply.usage())).orElse(forward.usage());
        if (forward instanceof Reply.None none) {
            return PairVerdict.failed(none.reason(), usage);
        }
        if (backward.isPresent() && backward.get() instanceof Reply.None none) {
            return PairVerdict.failed(none.reason() + ", with the answers the other way round", usage);
        }
        Optional<Preference> one = read(forward);
        Optional<Preference> other = backward.flatMap(this::read).map(Preference::reversed);
        if (one.isEmpty() || backward.isPresent() && other.isEmpty()) {
            return PairVerdict.failed("the answer of the judge tells no preference", usage);
        }
        String rationale = format.reason((JudgeAnswer) forward);
        return other.map(second -> PairVerdict.bothOrders(one.get(), second, rationale, usage))
                .orElseGet(() -> PairVerdict.oneOrder(one.get(), rationale, usage));
    }

    private Optional<Preference> read(Reply reply) {
        return reply instanceof JudgeAnswer answer ? format.read(answer, threshold) : Optional.empty();
    }

    /**
     * {@return a metric that compares each answer with another one: 1 if it is better, 0 if it is worse, ½ for a tie}
     *
     * <p>Its mean is the win rate. Items without another answer are unmeasured.
     *
     * @param name the name of the metric
     * @param other the answer to compare with, such as that of the system in use
     */
    public Metric against(String name, Function<Item, Optional<String>> other) {
        return new WinRate(Signature.of(name).name(), this, Require.nonNull(other, "other"));
    }

    /** {@return {@code signature} with what moves the verdicts} */
    public Signature sign(Signature signature) {
        Signature signed = signature.with("orders", bothOrders ? 2 : 1).with("reference", references ? "yes" : "no");
        return judge.sign(
                format == PairFormat.JUDGELM ? signed.with("threshold", threshold) : signed, 1, format.sign(), task);
    }

    /** Collects the settings. Not safe for concurrent use. */
    public static final class Builder {
        private final Judge judge;
        private String criteria =
                "How well it helps whoever asked: whether it is right, complete, clear and to the " + "point.";
        private boolean bothOrders = true;
        private boolean references;
        private PairFormat format = PairFormat.FORM;
        private double threshold;

        private Builder(Judge judge) {
            this.judge = Require.nonNull(judge, "judge");
        }

        /** Sets what makes an answer better. */
        public Builder criteria(String criteria) {
            this.criteria = Require.nonBlank(criteria, "criteria");
            return this;
        }

        /** Asks in one order only, which halves the cost and keeps the bias for a place. */
        public Builder oneOrder() {
            this.bothOrders = false;
            return this;
        }

        /** Shows the judge right answers; items without one have no verdict. */
        public Builder withReferences() {
            this.references = true;
            return this;
        }

        /** Sets how the judge answers; the default is a form. */
        public Builder format(PairFormat format) {
            this.format = Require.nonNull(format, "format");
            return this;
        }

        /** Sets by how much scores may differ in a tie, where the judge gives scores; the default is 0. */
        public Builder threshold(double threshold) {
            this.threshold = Require.inRange(threshold, 0, 1000, "threshold");
            return this;
        }

        /** {@return the judge} */
        public PairwiseJudge build() {
            return new PairwiseJudge(this);
        }

        private String instructions() {
            return "Compare the texts named \"first answer\" and \"second answer\" to the text named \"question\".\n"
                    + "What counts: " + criteria + "\n"
                    + (references ? "The text named \"reference answer\" is known to be right.\n" : "")
                    + "The order in which the answers are shown, their length and their style count for nothing.";
        }
    }
}
