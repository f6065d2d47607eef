package dev.llmops.eval.compare;

import dev.llmops.api.Require;
import dev.llmops.eval.run.MetricInfo;
import dev.llmops.eval.statistics.Interval;
import java.util.List;
import java.util.OptionalDouble;

/** What a comparison says of one metric. Immutable. */
public sealed interface MetricComparison {
    /** {@return the name of the metric} */
    String metric();

    /**
     * The metric means different things in the two runs, or is in one of them only.
     *
     * @param metric the name of the metric
     * @param reasons why its scores cannot be compared, at least one
     */
    record Incomparable(String metric, List<String> reasons) implements MetricComparison {
        /** Copies the reasons. */
        public Incomparable {
            Require.nonBlank(metric, "metric");
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * The metric is the same, and there are too few pairs of values to say anything.
     *
     * @param metric the name of the metric
     * @param reason what is missing
     * @param base how much of the base was measured
     * @param candidate how much of the candidate was measured
     */
    record Unmeasured(String metric, String reason, Coverage base, Coverage candidate) implements MetricComparison {
        /** Checks the components. */
        public Unmeasured {
            Require.nonBlank(metric, "metric");
            Require.nonBlank(reason, "reason");
        }
    }

    /** The metric was compared over the items that have a value in both runs. */
    final class Measured implements MetricComparison {
        private final MetricInfo info;
        private final Estimate estimate;
        private final Coverage base;
        private final Coverage candidate;
        private final double adjustedP;
        private final Verdict verdict;

        Measured(
                MetricInfo info,
                Estimate estimate,
                Coverage base,
                Coverage candidate,
                double adjustedP,
                Verdict verdict) {
            this.info = info;
            this.estimate = estimate;
            this.base = base;
            this.candidate = candidate;
            this.adjustedP = adjustedP;
            this.verdict = verdict;
        }

        @Override
        public String metric() {
            return info.name();
        }

        /** {@return what was measured, and which way is better} */
        public MetricInfo info() {
            return info;
        }

        /** {@return how many items have a value in both runs} */
        public int pairs() {
            return estimate.pairs();
        }

        /** {@return how much of the base was measured} */
        public Coverage baseCoverage() {
            return base;
        }

        /** {@return how much of the candidate was measured} */
        public Coverage candidateCoverage() {
            return candidate;
        }

        /** {@return the score of the base over the pairs: a mean, or the score of the corpus} */
        public double base() {
            return estimate.base();
        }

        /** {@return the score of the candidate over the pairs} */
        public double candidate() {
            return estimate.candidate();
        }

        /** {@return the score of the candidate less that of the base; negative may be good, see {@link #gain()}} */
        public double delta() {
            return estimate.candidate() - estimate.base();
        }

        /** {@return how much better the candidate is; negative if it is worse} */
        public double gain() {
            return info.direction().gain(delta());
        }

        /** {@return the 95 % interval of {@link #delta()}; of no width if all pairs differ alike} */
        public Interval ci95() {
            return interval(0.95);
        }

        /** {@return the interval of {@link #delta()}} */
        public Interval interval(double confidence) {
            return estimate.intervals().at(confidence);
        }

        /** {@return the two-sided p-value of no difference, for this metric alone} */
        public double p() {
            return estimate.p();
        }

        /** {@return the p-value corrected for how many metrics, or slices, were compared} */
        public double adjustedP() {
            return adjustedP;
        }

        /** {@return which test the p-value is from} */
        public TestKind test() {
            return estimate.test();
        }

        /**
         * {@return Cohen's d of the paired differences, for corpus metrics the same by their standard error; empty if the
         * pairs do not vary}
         */
        public OptionalDouble effect() {
            return estimate.effect();
        }

        /**
         * {@return the smallest true difference that so many pairs show four times in five, at the 5 % level; empty if
         * the pairs do not vary}
         */
        public OptionalDouble detectable() {
            return estimate.detectable();
        }

        /** {@return what is shown, after correction} */
        public Verdict verdict() {
            return verdict;
        }

        /** {@return whether the candidate is shown, with 95 % confidence, to be no worse than by {@code margin}} */
        public NonInferiority nonInferior(double margin) {
            return nonInferior(margin, 0.95);
        }

        /**
         * {@return whether the candidate is shown to be no worse than by {@code margin}}
         *
         * <p>Fewer pairs than could all fall on one side by chance (5 at 95 %) show nothing unless all are equal.
         *
         * @param margin how much worse is accepted, in the unit of the metric, at least 0
         * @param confidence of the one-sided bound, in (0.5, 1)
         */
        public NonInferiority nonInferior(double margin, double confidence) {
            Require.that(margin >= 0, "margin", "margin must not be negative, was " + margin);
            Require.that(
                    confidence > 0.5 && confidence < 1,
                    "confidence",
                    "confidence must be in (0.5, 1), was " + confidence);
            Interval delta = interval(2 * confidence - 1);
            double bound = Math.min(
                    info.direction().gain(delta.low()), info.direction().gain(delta.high()));
            // So few pairs may all fall on one side by chance; that they are equal needs no chance.
            boolean enough = Math.pow(2, -pairs()) <= 1 - confidence || delta.low() == 0 && delta.high() == 0;
            return new NonInferiority(margin, gain(), bound, confidence, enough && bound > -margin);
        }

        /** {@return whether both are shown, with 95 % confidence, to differ by less than {@code margin}: two one-sided tests} */
        public boolean equivalent(double margin) {
            Require.that(margin > 0, "margin", "margin must be positive, was " + margin);
            Interval delta = interval(0.9);
            return delta.low() > -margin && delta.high() < margin;
        }

        /** Shows name, difference and verdict. */
        @Override
        public String toString() {
            return metric() + " " + base() + " -> " + candidate() + ", p " + p() + ", " + verdict;
        }
    }
}
