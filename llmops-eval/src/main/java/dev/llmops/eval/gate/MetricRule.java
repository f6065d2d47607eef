package dev.llmops.eval.gate;

import dev.llmops.api.Require;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a gate asks of one metric. Immutable; every method gives a new rule.
 *
 * <pre>{@code
 * MetricRule.of("squad-f1").minimum(0.7).nonInferior(0.02)
 * MetricRule.of("faithfulness").coverage(0.8).notWorse().severity(Severity.WARN)
 * MetricRule.of("squad-f1").within("language", "de").nonInferior(0.05)
 * }</pre>
 *
 * <p>{@link #nonInferior} and {@link #notWorse} compare with a baseline and differ in who has to prove what.
 * Non-inferiority passes only if the data show that no more than the margin was lost, so few or noisy items fail.
 * Not-worse fails only if the data show a loss, so few or noisy items pass; {@link #detectable} sets how large a loss
 * the data must be able to show.
 */
public final class MetricRule {
    /** The share of results that must be measured unless a rule says otherwise. */
    public static final double DEFAULT_COVERAGE = 0.95;

    private final String metric;
    private final Settings settings;

    private MetricRule(String metric, Settings settings) {
        this.metric = metric;
        this.settings = settings;
    }

    /** {@return a rule that asks of the metric of the name {@code metric} that 95 % of the results are measured} */
    public static MetricRule of(String metric) {
        return new MetricRule(Require.nonBlank(metric, "metric"), new Settings());
    }

    /** {@return this rule, asking for a score of the run of {@code value} or more} */
    public MetricRule minimum(double value) {
        finite(value, "minimum");
        return with(copy -> copy.minimum = value);
    }

    /** {@return this rule, asking for a score of the run of {@code value} or less} */
    public MetricRule maximum(double value) {
        finite(value, "maximum");
        return with(copy -> copy.maximum = value);
    }

    /**
     * {@return this rule, asking that no single result is worse than {@code value}}
     *
     * <p>A result that is not measured counts for the coverage, not here.
     */
    public MetricRule everyItem(double value) {
        finite(value, "everyItem");
        return with(copy -> copy.everyItem = value);
    }

    /**
     * {@return this rule, asking for proof that less than {@code margin} is lost against the baseline}
     *
     * <p>A run that is the same as the baseline on every item passes, however few items there are.
     *
     * @param margin a loss that does not matter, in units of the metric; positive
     */
    public MetricRule nonInferior(double margin) {
        Require.that(margin > 0 && margin < Double.POSITIVE_INFINITY, "margin", positive("margin", margin));
        return with(copy -> copy.margin = margin);
    }

    /** {@return this rule, asking that no loss against the baseline is proven} */
    public MetricRule notWorse() {
        return with(copy -> copy.notWorse = true);
    }

    /**
     * {@return this rule, asking that a loss of {@code difference} would have been shown four times out of five}
     *
     * @param difference a loss that matters, in units of the metric; positive
     */
    public MetricRule detectable(double difference) {
        Require.that(
                difference > 0 && difference < Double.POSITIVE_INFINITY,
                "difference",
                positive("difference", difference));
        return with(copy -> copy.detectable = difference);
    }

    /** {@return this rule, asking that the share {@code share} of the results is measured, from 0 to 1} */
    public MetricRule coverage(double share) {
        Require.inRange(share, 0.0, 1.0, "share");
        return with(copy -> copy.coverage = share);
    }

    /** {@return this rule for the items alone whose field {@code field} is {@code value}} */
    public MetricRule within(String field, String value) {
        Require.nonBlank(field, "field");
        Require.nonNull(value, "value");
        return with(copy -> {
            copy.field = field;
            copy.value = value;
        });
    }

    /** {@return this rule, once for the items of each value of the field {@code field}} */
    public MetricRule each(String field) {
        Require.nonBlank(field, "field");
        return with(copy -> {
            copy.field = field;
            copy.value = null;
        });
    }

    /** {@return this rule, with what comes of it if it is not fulfilled; failure unless set} */
    public MetricRule severity(Severity severity) {
        Require.nonNull(severity, "severity");
        return with(copy -> copy.severity = severity);
    }

    /** {@return the name of the metric} */
    public String metric() {
        return metric;
    }

    /** {@return the least score of the run, if there is one} */
    public OptionalDouble minimum() {
        return optional(settings.minimum);
    }

    /** {@return the greatest score of the run, if there is one} */
    public OptionalDouble maximum() {
        return optional(settings.maximum);
    }

    /** {@return the worst score of a single result, if there is one} */
    public OptionalDouble everyItem() {
        return optional(settings.everyItem);
    }

    /** {@return the loss that does not matter, if non-inferiority is asked for} */
    public OptionalDouble margin() {
        return optional(settings.margin);
    }

    /** {@return whether the rule asks that no loss is proven} */
    public boolean asksNotWorse() {
        return settings.notWorse;
    }

    /** {@return the loss that the data must be able to show, if there is one} */
    public OptionalDouble detectable() {
        return optional(settings.detectable);
    }

    /** {@return the share of results that must be measured} */
    public double coverage() {
        return settings.coverage;
    }

    /** {@return what comes of the rule if it is not fulfilled} */
    public Severity severity() {
        return settings.severity;
    }

    /** {@return the field that the rule is limited to or repeated for; null if it is for all items} */
    @Nullable String field() {
        return settings.field;
    }

    /** {@return the value that {@link #field()} must have; null if the rule is repeated for each} */
    @Nullable String value() {
        return settings.value;
    }

    /** {@return whether a baseline is needed} */
    public boolean needsBaseline() {
        return settings.notWorse || !Double.isNaN(settings.margin) || !Double.isNaN(settings.detectable);
    }

    /** {@return the metric, and the items that the rule is for} */
    String title() {
        if (settings.field == null) {
            return metric;
        }
        return metric + " [" + settings.field + (settings.value == null ? "" : "=" + settings.value) + "]";
    }

    @Override
    public String toString() {
        return "MetricRule[" + title() + "]";
    }

    private MetricRule with(Consumer<Settings> change) {
        Settings copy = settings.copy();
        change.accept(copy);
        return new MetricRule(metric, copy);
    }

    private static void finite(double value, String argument) {
        Require.that(Double.isFinite(value), argument, argument + " must be finite, was " + value);
    }

    private static String positive(String argument, double value) {
        return argument + " must be positive and finite, was " + value;
    }

    private static OptionalDouble optional(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** What is asked; NaN is not asked. Written only before it is published. */
    private static final class Settings {
        private double minimum = Double.NaN;
        private double maximum = Double.NaN;
        private double everyItem = Double.NaN;
        private double margin = Double.NaN;
        private double detectable = Double.NaN;
        private double coverage = DEFAULT_COVERAGE;
        private boolean notWorse;
        private Severity severity = Severity.FAIL;
        private @Nullable String field;
        private @Nullable String value;

        private Settings copy() {
            Settings copy = new Settings();
            copy.minimum = minimum;
            copy.maximum = maximum;
            copy.everyItem = everyItem;
            copy.margin = margin;
            copy.detectable = detectable;
            copy.coverage = coverage;
            copy.notWorse = notWorse;
            copy.severity = severity;
            copy.field = field;
            copy.value = value;
            return copy;
        }
    }
}
