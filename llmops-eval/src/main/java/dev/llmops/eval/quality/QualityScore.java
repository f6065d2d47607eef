package dev.llmops.eval.quality;

import dev.llmops.api.Require;
import dev.llmops.eval.Metric;
import dev.llmops.eval.run.MetricInfo;
import dev.llmops.eval.run.Results;
import dev.llmops.eval.statistics.Bootstrap;
import dev.llmops.eval.statistics.Resampled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A weighted mean of normalised metrics, with vetoes. Immutable and safe for concurrent use.
 *
 * <pre>{@code
 * QualityScore score = QualityScore.builder()
 *         .component("correctness", 3, Normalisation.rising(0, 1))
 *         .component("latency", 1, Normalisation.falling(10, 1))
 *         .veto(new Veto("toxicity", 0.5, Direction.LOWER_IS_BETTER))
 *         .build();
 * Quality quality = score.of(results);
 * }</pre>
 *
 * <p>Weights are scaled to add up to 1. A metric with too little coverage leaves the whole unmeasured, whatever the
 * others say: taking it for 0, or leaving it out, would reward what cannot be measured.
 */
public final class QualityScore {
    private final List<Part> parts;
    private final List<Veto> vetoes;
    private final double coverage;
    private final Bootstrap bootstrap;

    private QualityScore(Builder builder) {
        this.parts = List.copyOf(builder.parts);
        this.vetoes = List.copyOf(builder.vetoes);
        this.coverage = builder.coverage;
        this.bootstrap = builder.bootstrap;
    }

    /** {@return a builder without components} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return what this says of a run} */
    public Quality of(Results results) {
        String subject = results.info().subject();
        List<String> names = new ArrayList<>();
        parts.forEach(part -> names.add(part.name));
        RunStatistics run = RunStatistics.of(results, names, vetoes);
        List<String> reasons = missing(results, run);
        if (!reasons.isEmpty()) {
            return new Quality.Unmeasured(subject, reasons);
        }
        int[] offsets = run.offsets();
        Resampled resampled = bootstrap.sums(run.rows(), sums -> total(sums, offsets));
        double[] sums = run.sums();
        List<Quality.Component> components = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            double value = part.value(sums, offsets[i], offsets[i + 1]);
            if (Double.isNaN(value)) {
                return new Quality.Unmeasured(subject, List.of("the score of " + part.name + " is undefined"));
            }
            components.add(new Quality.Component(
                    part.name, value, part.normalisation.apply(value), part.weight / weights(), run.coverage(i)));
        }
        Quality.Scored scored =
                new Quality.Scored(subject, resampled.estimate(), resampled.percentile(0.95), components);
        return run.crossings().isEmpty() ? scored : new Quality.Vetoed(subject, run.crossings(), scored);
    }

    private List<String> missing(Results results, RunStatistics run) {
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            Optional<MetricInfo> info = results.info().metrics().stream()
                    .filter(metric -> metric.name().equals(part.name))
                    .findFirst();
            if (info.isEmpty()) {
                reasons.add("the run has no metric \"" + part.name + "\"");
            } else if (run.coverage(i) < coverage || run.coverage(i) == 0) {
                reasons.add(String.format(
                        Locale.ROOT,
                        "%s was measured in %.1f %% of the results, %.1f %% are required",
                        part.name,
                        100 * run.coverage(i),
                        100 * coverage));
            } else if (!info.get().mean() && part.metric == null) {
                reasons.add("the corpus score of " + part.name + " is not a mean: give the metric itself");
            }
        }
        reasons.addAll(run.unmeasuredVetoes());
        return reasons;
    }

    private double weights() {
        double sum = 0;
        for (Part part : parts) {
            sum += part.weight;
        }
        return sum;
    }

    private double total(double[] sums, int[] offsets) {
        double total = 0;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            total += part.weight * part.normalisation.apply(part.value(sums, offsets[i], offsets[i + 1]));
        }
        return total / weights();
    }

    private record Part(String name, @Nullable Metric metric, double weight, Normalisation normalisation) {
        double value(double[] sums, int from, int to) {
            double[] own = Arrays.copyOfRange(sums, from, to);
            return metric != null ? metric.combine(own) : own[0] / own[1];
        }
    }

    /** Collects components and vetoes. Not safe for concurrent use. */
    public static final class Builder {
        private final List<Part> parts = new ArrayList<>();
        private final List<Veto> vetoes = new ArrayList<>();
        private double coverage = 1;
        private Bootstrap bootstrap = new Bootstrap(1_000, 12_345);

        private Builder() {}

        /**
         * Adds a metric whose score of a run is a mean.
         *
         * @param metric its name in the run
         * @param weight how much it counts, relative to the others; positive
         * @param normalisation what its values are worth
         */
        public Builder component(String metric, double weight, Normalisation normalisation) {
            return add(new Part(Require.nonBlank(metric, "metric"), null, weight, normalisation));
        }

        /** Adds a metric of any kind. */
        public Builder component(Metric metric, double weight, Normalisation normalisation) {
            return add(new Part(metric.name(), metric, weight, normalisation));
        }

        private Builder add(Part part) {
            Require.that(
                    part.weight > 0 && Double.isFinite(part.weight),
                    "weight",
                    "weight must be positive, was " + part.weight);
            Require.nonNull(part.normalisation, "normalisation");
            Require.that(
                    parts.stream().noneMatch(other -> other.name.equals(part.name)),
                    "metric",
                    "\"" + part.name + "\" is a component already");
            parts.add(part);
            return this;
        }

        /** Adds a limit that no answer may cross. */
        public Builder veto(Veto veto) {
            vetoes.add(Require.nonNull(veto, "veto"));
            return this;
        }

        /** Sets the share of results that each component must have a value in; 1 is usual. */
        public Builder coverage(double coverage) {
            this.coverage = Require.inRange(coverage, 0, 1, "coverage");
            return this;
        }

        /** Sets how the interval is resampled; 1,000 times is usual. */
        public Builder bootstrap(Bootstrap bootstrap) {
            this.bootstrap = Require.nonNull(bootstrap, "bootstrap");
            return this;
        }

        /** {@return the score, which has at least one component} */
        public QualityScore build() {
            Require.that(!parts.isEmpty(), "component", "a quality score needs a component");
            return new QualityScore(this);
        }
    }
}
